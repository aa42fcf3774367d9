/** Statements over a whole table may take longer than the limit of a request's statement. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../bff/database/database.ts';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { findSubject } from '../../../bff/upkeep/subject.ts';
import { digestNeeds } from '../../../bff/upkeep/replace-key.ts';
import { addSite } from '../../../bff/sites/manage.ts';
import { removeSite } from '../../../bff/upkeep/remove-site.ts';
import { testDependencies } from '../../support/dependencies.ts';
import { openOnPostgres } from '../../support/databases.ts';
import { residentId } from '../../support/people.ts';

/** The statement timeout, and how long the tables are locked to simulate a slow read. Milliseconds. */
const LIMIT = 1_000;
const HELD = 2_000;

let url: string;
let usual: Database;
let limited: Database;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database: usual, url, close } = await openOnPostgres());
  limited = openPostgres(url, { timeouts: { statement: LIMIT } });
});
afterAll(async () => {
  await limited.close();
  await close();
});

it('what needs a digest key, a person’s data and the removal of a site wait for their tables without a timeout', async () => {
  const deps = { ...testDependencies(limited), actor: 'operator:tester' as const };
  await addSite(deps, { id: 'portal', origins: [], keys: { kind: 'hs256' } });

  const held = usual.session((session) =>
    session.transaction(async () => {
      await session.query('lock table registry_unit, submission in access exclusive mode');
      await session.query('select pg_sleep($1)', [HELD / 1000]);
    }),
  );
  await expect.poll(() => isLocked(), { timeout: 10_000 }).toBe(true);
  const [needs, found, removed] = await Promise.all([
    digestNeeds(limited, deps.keys),
    findSubject(deps, { idNumber: residentId(77), name: undefined }, 'asked'),
    removeSite(deps, 'portal'),
  ]);
  await held;
  expect(needs).toEqual([]);
  expect(found).toMatchObject({ representativeOf: 0 });
  expect(removed).toEqual({ result: 'removed' });
});

async function isLocked(): Promise<boolean> {
  const { rows } = await sql`
    select from pg_locks where relation = 'submission'::regclass and mode = 'AccessExclusiveLock' and granted`.execute(
    usual.kysely,
  );
  return rows.length > 0;
}
