/**
 * Brings the schema up to date. Any number of processes may start at once: Kysely's migrator holds an
 * advisory lock on PostgreSQL, so one runs the migrations and the others wait; PGlite has one process.
 */
import { Migrator, type Migration } from 'kysely/migration';
import type { Database } from './database.ts';
import * as certification from './migrations/0001-certification.ts';
import * as delivery from './migrations/0002-delivery.ts';
import * as siteKinds from './migrations/0005-site-kinds.ts';
import * as phone from './migrations/0003-phone.ts';
import * as registration from './migrations/0006-registration.ts';
import * as keyCheck from './migrations/0007-key-check.ts';

const MIGRATIONS: Record<string, Migration> = {
  '0001-certification': certification,
  '0002-delivery': delivery,
  '0005-site-kinds': siteKinds,
  '0003-phone': phone,
  '0006-registration': registration,
  '0007-key-check': keyCheck,
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
