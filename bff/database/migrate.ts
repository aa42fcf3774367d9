/**
 * Brings the schema up to date. Any number of processes may start at once: Kysely's migrator holds an
 * advisory lock on PostgreSQL, so one runs the migrations and the others wait; PGlite has one process.
 */
import { Migrator, type Migration } from 'kysely/migration';
import type { Database } from './database.ts';
import * as initial from './migrations/0001-initial.ts';

/** In the order in which they run. One that was released is never changed: what comes after it is a new one. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-initial': initial,
};

/** The names of the migrations that this call ran. */
export async function migrate(database: Database): Promise<string[]> {
  const migrator = new Migrator({
    db: database.kysely,
    provider: { getMigrations: async () => MIGRATIONS },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}
