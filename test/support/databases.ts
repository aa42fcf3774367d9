/** Both databases, each fresh and migrated, for store tests: `describe.each(DATABASES)`. */
import type { Database } from '../../bff/database/database.ts';
import { openEmbedded } from '../../bff/database/embedded.ts';
import { migrate } from '../../bff/database/migrate.ts';
import { openPostgres } from '../../bff/database/postgres.ts';
import { createDatabase } from './postgres.ts';

export interface OpenDatabase {
  database: Database;
  close: () => Promise<void>;
}

async function openOnPostgres(): Promise<OpenDatabase> {
  const { url, drop } = await createDatabase();
  const database = openPostgres(url);
  await migrate(database);
  return {
    database,
    async close() {
      await database.close();
      await drop();
    },
  };
}

async function openInMemory(): Promise<OpenDatabase> {
  const database = await openEmbedded(undefined);
  await migrate(database);
  return { database, close: () => database.close() };
}

export const DATABASES: readonly (readonly [name: string, open: () => Promise<OpenDatabase>])[] = [
  ['PostgreSQL', openOnPostgres],
  ['PGlite', openInMemory],
];
