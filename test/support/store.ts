/** Vitest's `test` for tests with a database. A test takes its fixtures from its argument. */
import { sql } from 'kysely';
import { test } from 'vitest';
import type { Database } from '../../bff/database/database.ts';
import type { Submitter } from '../../bff/attempts/dependencies.ts';
import { compareRows } from '../../bff/events/compare.ts';
import { openOnPostgres } from './databases.ts';
import { statusOf, testDependencies, type TestDependencies } from './dependencies.ts';
import { registerUnit, uscc } from './people.ts';

/** Deletes everything that tests have written, but not the rows of migrations. */
export const emptyTables = ({ kysely }: Database) =>
  sql`do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = current_schema()
      and tablename <> 'evidence_version' and tablename not like 'kysely_migration%'
    loop execute format('delete from %I', name); end loop;
    for name in select sequencename from pg_sequences where schemaname = current_schema()
    loop execute format('alter sequence %I restart', name); end loop;
  end $$`.execute(kysely);

/** Counts units, so that no two tests of a database share one. Far from the numbers that tests write, because files share the count. */
let units = 20_000_000;

/** The site knows the unit, as it does once a user of it has asked for the status. */
export const makeKnown = ({ database }: Pick<TestDependencies, 'database'>, code: string, site = 'portal') =>
  database.kysely
    .insertInto('site_unit')
    .values({ unit_code: code, site_id: site })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

/** Adds a unit to the registry, which `portal` knows, and returns its code. The right claim of `people.ts` certifies it. */
export async function newUnit(deps: TestDependencies): Promise<string> {
  const code = uscc(++units);
  await registerUnit(deps, code);
  await makeKnown(deps, code);
  return code;
}

/** Made once, because Vitest requires shared fixtures to be defined outside of `describe`. */
export const storeTest = test
  /** A database for the tests of a file. */
  .extend('database', { scope: 'file' }, async ({}, { onCleanup }) => {
    const { database, close } = await openOnPostgres();
    onCleanup(close);
    return database;
  })
  /** The same, emptied when the test begins, for tests that count rows. */
  .extend('emptyDatabase', async ({ database }) => {
    await emptyTables(database);
    return database;
  })
  /** With the test's own keys, clock and partners. */
  .extend('deps', ({ database }) => testDependencies(database))
  /** The code of the test's own unit in the registry. */
  .extend('unit', ({ deps }) => newUnit(deps))
  /** The status for the unit's administrator. */
  .extend('status', ({ deps, unit }) => (by: Partial<Submitter> = {}) => {
    return statusOf(deps, unit, by);
  })
  /** Its real-name certification. */
  .extend('realName', ({ status }) => async (by: Partial<Submitter> = {}) => {
    return (await status(by)).kinds[1]!;
  })
  /** The faults of the unit's rows beside its events. */
  .extend('faults', ({ deps, unit }) => async () => {
    const faults = (await compareRows(deps)).first;
    return faults.flatMap((fault) => ('unit' in fault && fault.unit === unit ? [fault.fault] : []));
  });

/** The same on an emptied database, for tests that look at all rows. */
export const emptyStoreTest = storeTest.extend('deps', ({ emptyDatabase }) =>
  testDependencies(emptyDatabase),
);
