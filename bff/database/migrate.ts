/**
 * Brings the schema up to date, in one transaction. Any number of processes may start at once: on PostgreSQL the transaction
 * holds an advisory lock, so one runs the migrations and the others wait; PGlite has one process.
 */
import { sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Database } from './database.ts';
import * as initial from './migrations/0001-initial.ts';

/** The advisory lock of migrations: a number that no other lock has. */
const LOCK = 7_401_320_952;

/** In the order in which they run. One that was released is never changed: what comes after it is a new one. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-initial': initial,
};

/** The names of the migrations that this call ran. */
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
