/**
 * Brings the schema up to date in one transaction. Several processes may start at once: on PostgreSQL the transaction takes an advisory
 * lock, so one process migrates and the others wait. PGlite has one process.
 */
import { sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Database } from './database.ts';
import * as initial from './migrations/0001-initial.ts';

/** The number of the advisory lock. No other lock may use it. */
const LOCK = 7_401_320_952;

/** In the order in which they run. A released migration is never changed; add a new one. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-initial': initial,
};

/** Returns the names of the migrations that it ran. */
export const migrate = ({ kind, kysely }: Database): Promise<string[]> =>
  kysely.transaction().execute(async (db) => {
    if (kind === 'postgres') {
      await sql`select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)`.execute(
        db,
      );
      await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(db);
    }
    const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
    const { error, results } = await migrator.migrateToLatest();
    if (error) throw error;
    return (results ?? []).map((result) => result.migrationName);
  });
