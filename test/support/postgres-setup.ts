/**
 * Vitest global setup: one PostgreSQL for the run, on which tests create databases with `createDatabase()`. It also makes a
 * migrated database once, which tests copy.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../bff/database/migrate.ts';
import { openPatiently } from '../../bff/database/postgres.ts';
import { createDatabase, startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's URL of the run's PostgreSQL. */
    postgresUrl: string;
    /** The name of a migrated database there, as a template. */
    migratedDatabase: string;
    /** A folder for the files of the tests, removed after the run. */
    testFiles: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  const folder = await mkdtemp(join(tmpdir(), 'unit-certification-store-'));
  const template = await createDatabase(server.adminUrl);
  const database = openPatiently(template.url);
  await migrate(database);
  await database.close();
  project.provide('postgresUrl', server.adminUrl);
  project.provide('migratedDatabase', new URL(template.url).pathname.slice(1));
  project.provide('testFiles', folder);
  return async () => {
    await template.drop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
