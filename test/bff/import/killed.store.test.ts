/** After an import was killed, the table is either completely old or completely new. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../bff/database/database.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { openOnPostgres } from '../../support/databases.ts';
import { residentId, uscc } from '../../support/people.ts';
import { optionsOf, registryFile } from './files.ts';

const CHILD = fileURLToPath(new URL('import-child.ts', import.meta.url));
const fileNamed = (name: string, count: number) =>
  registryFile(Array.from({ length: count }, (_, i) => ({ code: uscc(i), name, idNumber: residentId(i) })));
const OLD = fileNamed('旧', 3_000);
const NEW = fileNamed('新', 5_000);

/** Starts an import of `NEW`, and kills its process `delay` ms after `moment`. */
async function importAndKill(where: string, moment: 'half' | 'merge', delay = 0): Promise<void> {
  const child = spawn(process.execPath, [CHILD, where, NEW, moment], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.on('exit', resolve));
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (!said.includes('\n')) continue;
    await sleep(delay);
    child.kill('SIGKILL');
  }
  await exited;
  expect(said.trim()).toBe(moment);
}

/** Counts units by name. */
async function names(database: Database): Promise<Record<string, number>> {
  const rows = await database.kysely
    .selectFrom('registry_unit')
    .select((select) => ['name', select.fn.countAll<string>().as('count')])
    .groupBy('name')
    .execute();
  return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
}

const leftovers = (database: Database) =>
  database.session((session) =>
    session.query(`select relname from pg_class where relname like 'registry_unit_import%'`),
  );

describe('an import', () => {
  let url: string;
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ url, database, close } = await openOnPostgres());
  });
  afterAll(() => close());

  test('killed half-way into an empty table', async () => {
    await importAndKill(url, 'half');
    expect(await names(database)).toEqual({});
  });

  test('killed half-way over a full table, and the next import runs', async () => {
    await importRegistry(database, optionsOf(OLD));
    await importAndKill(url, 'half');
    expect(await names(database)).toEqual({ 旧: 3_000 });
    expect(await importRegistry(database, optionsOf(OLD))).toMatchObject({ imported: 3_000 });
    expect(await leftovers(database)).toEqual([]);
  });

  test.each([0, 20, 60, 120])('killed %i ms into the merge', async (delay) => {
    await importRegistry(database, optionsOf(OLD, { full: true, force: true }));
    await importAndKill(url, 'merge', delay);
    await database.session((session) => session.query('select pg_advisory_lock(7401320951)')); // waits until the server has noticed
    expect([{ 旧: 3_000 }, { 新: 5_000 }]).toContainEqual(await names(database));
  });
});
