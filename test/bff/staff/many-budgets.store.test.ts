/** The desk finds what blocks a unit by its keys, and empties it in the order of a submission's locks. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { guessOf } from '../../../bff/attempts/claim.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { organizationCodeOf } from '../../../bff/contract/unit-code.ts';
import type { Database } from '../../../bff/database/database.ts';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { retryDeadlocks } from '../../../bff/database/retry.ts';
import { unitQuery, unlockQuery, unlockUnit } from '../../../bff/staff/unit.ts';
import { openOnPostgres } from '../../support/databases.ts';
import { submitterOf, testDependencies, type TestDependencies } from '../../support/dependencies.ts';
import { residentId, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { genericPlan } from '../../support/plans.ts';
import { newUnit } from '../../support/store.ts';

const BUDGETS = 100_000;
const ACT = { reason: 'asked', actor: 'operator:tester' } as const;

const wrongClaim = () => rightClaim({ legalRepresentative: { name: ZHANG.name, idNumber: residentId(100) } });

/** Waits until a statement waits for a lock. */
const oneWaits = ({ kysely }: Database) =>
  vi.waitFor(
    async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        kysely,
      );
      expect(rows).toHaveLength(1);
    },
    { timeout: 10_000, interval: 10 },
  );

let database: Database;
let deps: TestDependencies;
let close: () => Promise<void>;
beforeAll(async () => {
  const opened = await openOnPostgres();
  // The timeout of locks is as long as PostgreSQL waits before it looks for a deadlock.
  database = openPostgres(opened.url, { timeouts: { lock: 0 } });
  deps = testDependencies(database);
  await sql`
    insert into limit_counter (kind, key, used, ends_at)
    select (array['personPerDay', 'userPerHour', 'agentPerDay', 'ipPerHour'])[i % 4 + 1], 'k1.many' || i, 1, now()
    from generate_series(1, ${sql.lit(BUDGETS)}) as i`.execute(database.kysely);
  await sql`analyze limit_counter`.execute(database.kysely);
  close = async () => {
    await database.close();
    await opened.close();
  };
});
afterAll(() => close());

const unlock = (unit: string) => unlockUnit(deps, unit, ACT, deps.now());

it.for([
  ['shown', unitQuery],
  ['unlocked', unlockQuery],
] as const)('a unit is %s without a read of all budgets', async ([, query]) => {
  const { kysely } = database;
  const { sql: text } = query(uscc(1), Date.parse('2026-11-24T08:00:00Z')).compile(kysely);
  expect(await genericPlan(database, text)).not.toContain('Seq Scan on limit_counter');
});

it('an unlock locks budgets in the order of a submission', async () => {
  const { kysely } = database;
  const unit = await newUnit(deps);
  await submit(deps, submitterOf(unit), randomUUID(), wrongClaim());
  const budgets = await kysely
    .selectFrom('limit_counter')
    .select(['kind', 'key'])
    .where('kind', '!=', 'unit')
    .where('key', 'not like', 'k1.many%')
    .where('key', '!=', guessOf(wrongClaim().legalRepresentative, deps.digester).numberBeginning)
    .orderBy('kind')
    .execute();
  expect(budgets.map(({ kind }) => kind)).toEqual(['personPerDay', 'userPerHour']);
  const [person, user] = budgets as [(typeof budgets)[0], (typeof budgets)[0]];
  // The user's row lies before the person's, where a read of the whole table finds it first.
  await kysely.deleteFrom('limit_counter').where('key', '=', person.key).execute();
  await kysely
    .insertInto('limit_counter')
    .values({ ...person, used: 1, ends_at: new Date(deps.now() + 60_000) })
    .execute();

  const count = ({ kind, key }: typeof person) =>
    sql`update limit_counter set used = used + 1 where kind = ${kind} and key = ${key}`;
  await kysely
    .transaction()
    .execute(async (submission) => {
      await count(person).execute(submission);
      const unlocking = unlock(unit);
      unlocking.catch(() => undefined);
      await oneWaits(database);
      await count(user).execute(submission); // an unlock that held it would wait in a circle
      return { unlocking };
    })
    .then(({ unlocking }) => unlocking);
  const emptied = budgets.map(({ key }) => key);
  const left = kysely.selectFrom('limit_counter').select('kind').where('key', 'in', emptied);
  expect(await left.execute()).toEqual([]);
});

it('an unlock that a deadlock undid is tried again', async () => {
  const { kysely } = database;
  const unit = await newUnit(deps);
  await submit(deps, submitterOf(unit), randomUUID(), wrongClaim());
  deps.partner.registry = { kind: 'outage', outage: 'timeout' };
  await kysely.deleteFrom('registry_unit').execute();
  await submit(deps, submitterOf(unit), randomUUID(), rightClaim());

  let unlocking: ReturnType<typeof unlock> | undefined;
  const settle = () =>
    kysely.transaction().execute(async (settlement) => {
      await sql`select from kept_claim where unit_code = ${unit} for update`.execute(settlement);
      // The second time, when PostgreSQL has undone this side, the unlock no longer waits.
      if (!unlocking) {
        unlocking = unlock(unit);
        unlocking.catch(() => undefined);
        await oneWaits(database);
      }
      await sql`
        update limit_counter set used = used
        where kind = 'unit' and key = ${organizationCodeOf(unit)}`.execute(settlement);
    });
  await retryDeadlocks(settle);
  expect(await unlocking).toMatchObject({ code: unit });
  expect(await kysely.selectFrom('limit_counter').select('key').where('kind', '=', 'unit').execute()).toEqual(
    [],
  );
});
