/** A fresh and migrated database for store tests. */
import { inject } from 'vitest';
import type { Database } from '../../bff/database/database.ts';
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
