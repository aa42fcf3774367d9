/** Both databases, each fresh and migrated, for store tests: `describe.each(DATABASES)`. */
import { openAsBlob } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { inject } from 'vitest';
import type { Database } from '../../bff/database/database.ts';
import { embeddedDatabase, PARSERS } from '../../bff/database/embedded.ts';
import { openPostgres } from '../../bff/database/postgres.ts';
import { createDatabase } from './postgres.ts';

export interface OpenDatabase {
  database: Database;
  close: () => Promise<void>;
}

export async function openOnPostgres(): Promise<OpenDatabase & { url: string }> {
  const { url, drop } = await createDatabase(undefined, inject('migratedDatabase'));
  const database = openPostgres(url);
  return {
    url,
    database,
    async close() {
      await database.close();
      await drop();
    },
  };
}

export async function openInMemory(): Promise<OpenDatabase> {
  const loadDataDir = await openAsBlob(inject('migratedDump'));
  const database = embeddedDatabase(await PGlite.create({ loadDataDir, parsers: PARSERS }));
  return { database, close: () => database.close() };
}

export const DATABASES: readonly (readonly [name: string, open: () => Promise<OpenDatabase>])[] = [
  ['PostgreSQL', openOnPostgres],
  ['PGlite', openInMemory],
];
