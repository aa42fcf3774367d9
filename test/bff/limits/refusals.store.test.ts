/** Attempts that a limit refused: counted over HTTP, in the audit once an hour, and without a row for each. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import type { Database } from '../../../bff/database/database.ts';
import { DEFAULT_LIMITS } from '../../../bff/limits/limits.ts';
import { auditRefusals, createRefusals } from '../../../bff/limits/refusals.ts';
import { ORIGIN, type TestBff } from '../../support/bff.ts';
import { ask, bffTest } from '../../support/bff-test.ts';
import { KEYS } from '../../support/events.ts';
import { residentId, rightClaim, ZHANG } from '../../support/people.ts';
import { phoneOf, proveFor, rightRegistration } from '../registration/support.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const wrong = (index: number) =>
  rightClaim({ legalRepresentative: { name: ZHANG.name, idNumber: residentId(9_000 + index) } });

async function send(bff: TestBff, token: string, path: string, body: unknown) {
  const headers = { Authorization: `Bearer ${token}`, Origin: ORIGIN, 'Content-Type': 'application/json' };
  return ask(bff, 'POST', path, { ...headers, 'Idempotency-Key': randomUUID() }, body);
}

/** All tables and their indexes, in bytes. */
async function sizeOf({ kysely }: Database): Promise<number> {
  const { rows } = await sql<{ size: number }>`
    select sum(pg_total_relation_size(oid))::float8 as size from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace`.execute(kysely);
  return rows[0]!.size;
}

const entriesOf = async ({ kysely }: Database, unit: string | null) =>
  (
    await sql<{ actor: string; type: string; site_id: string | null; detail: Record<string, unknown> }>`
      select actor, type, site_id, detail from event
      where type like '%.limited' and unit_code is not distinct from ${unit} order by position`.execute(
      kysely,
    )
  ).rows;

const withBff = bffTest();

/** Each test has days of its own, because the budgets of the others stay in the database. */
let days = 0;

describe('refusals by limits', () => {
  const it = withBff.extend('fresh', { auto: true }, async ({ bff, database }) => {
    bff.deps.clock.now = Math.floor(bff.deps.clock.now / DAY + (days += 2)) * DAY; // every budget is whole
    await database.kysely.deleteFrom('limit_refusal').execute();
    await database.kysely.deleteFrom('event').execute();
    await bff.refusals.write();
    await database.kysely.deleteFrom('limit_refusal').execute();
  });

  it('grow no table, whoever is aimed at, and are one entry an hour for the limit', async ({
    bff,
    database,
    unit,
  }) => {
    const user = (sub: string) => bff.token(unit, { sub });
    for (let i = 0; i < 10; i++)
      expect((await send(bff, await user(`user-${i}`), '/v1/certification', wrong(i))).status).toBe(200);
    const refuse = async (i: number) => {
      const { status, body } = await send(bff, await user(`late-${i}`), '/v1/certification', wrong(i));
      expect(status).toBe(429);
      expect(body, 'of whom nothing was recorded here').not.toHaveProperty('reference');
    };
    await refuse(0);
    const before = await sizeOf(database);
    for (let i = 1; i < 300; i++) await refuse(i);
    expect((await sizeOf(database)) - before).toBeLessThanOrEqual(0);

    await bff.refusals.write();
    await auditRefusals(bff.deps, bff.deps.now());
    expect(await entriesOf(database, unit)).toEqual([]); // the hour is not over
    await refuse(300);
    await bff.refusals.write();
    const hour = new Date(bff.deps.now()).toISOString().replace(':00.000', '');
    bff.deps.clock.now += HOUR + 600_000;
    await auditRefusals(bff.deps, bff.deps.now());
    await auditRefusals(bff.deps, bff.deps.now());
    const byLimit = (limit: string) => ({
      actor: 'worker:refusals',
      type: 'certification.limited',
      site_id: null,
      detail: { limit, tries: 301, sites: { portal: 301 }, hour },
    });
    const entries = await entriesOf(database, unit);
    expect(entries).toEqual([byLimit('unitPerDay')]);
    await refuse(301);
    await bff.refusals.write();
    const left = await database.kysely.selectFrom('limit_refusal').select('tries').orderBy('hour').execute();
    expect(left, 'another hour has another entry').toEqual([{ tries: 301 }, { tries: 1 }]);
    for (const secret of [ZHANG.name, residentId(9_001), 'late-1'])
      expect(JSON.stringify(entries)).not.toContain(secret);
    const { body: metrics } = await fetch(`${bff.url}/metrics`).then(async (r) => ({ body: await r.text() }));
    expect(metrics).toContain('unit_certification_limits_total{flow="certification",limit="unitPerDay"} 302');
  });

  it('grow no table either when only the person aimed at has no budget left', async ({
    bff,
    database,
    deps,
    unit,
  }) => {
    deps.limits = { ...DEFAULT_LIMITS, personPerDay: 3 };
    const refused = async (i: number) =>
      (await send(bff, await bff.token(unit, { sub: `u-${i}` }), '/v1/certification', wrong(i))).status;
    const statuses: number[] = [];
    while (!statuses.includes(429)) statuses.push(await refused(statuses.length));
    expect(statuses).toEqual([200, 200, 200, 429]);
    const before = await sizeOf(database);
    for (let i = 10; i < 110; i++) expect(await refused(i)).toBe(429);
    expect((await sizeOf(database)) - before).toBeLessThanOrEqual(0);
    await bff.refusals.write();
    await auditRefusals(bff.deps, bff.deps.now() + 2 * HOUR);
    expect((await entriesOf(database, unit)).map(({ detail }) => [detail['limit'], detail['tries']])).toEqual(
      [['personPerDay', 101]],
    );
  });

  it('of registrations name the unit only where the limit is the unit’s', async ({ bff, database, unit }) => {
    const phone = phoneOf(60_000_000);
    const token = await bff.token('', { purpose: 'registration' });
    const proof = await proveFor(bff.deps, 'portal', phone);
    const answers = [];
    for (let i = 0; i < 7; i++) {
      const body = rightRegistration(unit, phone, proof, wrong(i));
      answers.push(await send(bff, token, '/v1/registrations', body));
      bff.deps.clock.now += 1_000;
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const [, , , , last, ...refused] = answers.map(({ body }) => body['reference']);
    expect(refused, 'the reference of the last submission').toEqual([last, last]);
    await bff.refusals.write();
    await auditRefusals(bff.deps, bff.deps.now() + 2 * HOUR);
    const told = (entries: Awaited<ReturnType<typeof entriesOf>>) =>
      entries.map(({ type, detail }) => [type, detail['limit'], detail['tries']]);
    expect(told(await entriesOf(database, unit))).toEqual([['registration.limited', 'userUnitPerDay', 2]]);
    expect(told(await entriesOf(database, null))).toEqual([['registration.limited', 'userPerHour', 2]]);
  });

  it('are one entry for all processes, and stay counted when they cannot be written', async ({
    database,
    unit,
  }) => {
    const now = Date.parse('2026-11-24T08:00:00Z');
    const [first, second] = [createRefusals(database), createRefusals(database)];
    const limits = [{ limit: 'userUnitPerDay', ofUnit: true }] as const;
    const refusal = { flow: 'certification', siteId: 'portal', unitCode: unit, limits, until: now } as const;
    first.add(refusal, now);
    second.add({ ...refusal, siteId: 'department' }, now + 59 * 60_000);
    second.add({ ...refusal, limits: [] }, now);
    await sql`alter table limit_refusal add constraint refused check (tries > 1) not valid`.execute(
      database.kysely,
    );
    await expect(first.write()).rejects.toThrow('refused');
    await sql`alter table limit_refusal drop constraint refused`.execute(database.kysely);
    first.add(refusal, now);
    for (const process of [first, second, first]) await process.write();
    await Promise.all([
      auditRefusals({ database, keys: KEYS }, now + 2 * HOUR),
      auditRefusals({ database, keys: KEYS }, now + 2 * HOUR),
    ]);
    expect(await entriesOf(database, unit)).toMatchObject([
      { detail: { tries: 3, sites: { portal: 2, department: 1 }, hour: '2026-11-24T08:00Z' } },
    ]);
  });

  it('that arrive after their hour was told are told by themselves', async ({ database, unit }) => {
    const now = Date.parse('2026-11-26T08:00:00Z');
    const refusals = createRefusals(database);
    const limits = [{ limit: 'userUnitPerDay', ofUnit: true }] as const;
    for (const times of [3, 2]) {
      for (let i = 0; i < times; i++)
        refusals.add({ flow: 'certification', siteId: 'portal', unitCode: unit, limits, until: now }, now);
      await refusals.write();
      await auditRefusals({ database, keys: KEYS }, now + 2 * HOUR);
    }
    expect((await entriesOf(database, unit)).map(({ detail }) => detail['tries'])).toEqual([3, 2]);
  });

  it('are counted without their unit when there are too many to remember', async ({ database }) => {
    const now = Date.parse('2026-11-25T08:00:00Z');
    const refusals = createRefusals(database);
    const limits = [{ limit: 'userUnitPerDay', ofUnit: true }] as const;
    for (let i = 0; i < 10_005; i++)
      refusals.add({ flow: 'certification', siteId: 'portal', unitCode: `U${i}`, limits, until: now }, now);
    await refusals.write();
    await auditRefusals({ database, keys: KEYS }, now + 2 * HOUR);
    expect((await entriesOf(database, null)).map(({ detail }) => detail['tries'])).toEqual([5]);
    expect(await entriesOf(database, 'U9999')).toHaveLength(1);
  });
});
