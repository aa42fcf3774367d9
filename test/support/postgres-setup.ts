/**
 * Vitest global setup: one PostgreSQL for the run, on which tests create databases with `createDatabase()`. It also makes a
 * migrated database of each kind once, which tests copy, because PGlite's first start alone takes seconds.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { embeddedDatabase, PARSERS } from '../../bff/database/embedded.ts';
import { migrate } from '../../bff/database/migrate.ts';
import { openPatiently } from '../../bff/database/postgres.ts';
import { createDatabase, startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's URL of the run's PostgreSQL. */
    postgresUrl: string;
    /** The name of a migrated database there, as a template. */
    migratedDatabase: string;
    /** The file with a dump of a migrated PGlite. */
    migratedDump: string;
    /** A folder for the files of the tests, removed after the run. */
    testFiles: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  const folder = await mkdtemp(join(tmpdir(), 'unit-certification-store-'));
  const dump = join(folder, 'pglite.tar');
  const template = await createDatabase(server.adminUrl);
  const database = openPatiently(template.url);
  await Promise.all([migrate(database).then(() => database.close()), dumpEmbedded(dump)]);
  project.provide('postgresUrl', server.adminUrl);
  project.provide('migratedDatabase', new URL(template.url).pathname.slice(1));
  project.provide('migratedDump', dump);
  project.provide('testFiles', folder);
  return async () => {
    await template.drop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function dumpEmbedded(file: string): Promise<void> {
  const pglite = await PGlite.create({ parsers: PARSERS });
  const embedded = embeddedDatabase(pglite);
  await migrate(embedded);
  await writeFile(file, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()));
  await embedded.close();
}
