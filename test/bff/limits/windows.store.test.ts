/** When the windows of counters begin and end. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { organizationCodeOf } from '../../../bff/contract/unit-code.ts';
import { withdraw } from '../../../bff/attempts/withdrawal.ts';
import type { ClaimToDecide } from '../../../bff/attempts/claim.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { LI, registerHandler, residentId, rightClaim, ZHANG } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';

const DAY = 86_400_000;

describe('a window', () => {
  const it = storeTest
    .extend('counter', ({ database }) => async (kind: string, key?: string) => {
      let rows = database.kysely.selectFrom('limit_counter').selectAll().where('kind', '=', kind);
      if (key !== undefined) rows = rows.where('key', '=', key);
      return rows.executeTakeFirstOrThrow();
    })
    .extend('send', ({ deps, unit }) => async (claim: ClaimToDecide = rightClaim()) => {
      const result = await submit(deps, submitterOf(unit), randomUUID(), claim);
      return result.kind === 'answered' ? result.answer.outcome : result.kind;
    });
  const wrongClaim = (index: number) =>
    rightClaim({ legalRepresentative: { name: ZHANG.name, idNumber: residentId(100 + index) } });

  it('begins with the first failure, not with a success before it', async ({ deps, unit, send, counter }) => {
    await registerHandler(deps, unit, LI);
    expect(await send(rightClaim({ applicant: 'agent', agent: LI }))).toBe('certified');
    expect(await counter('agentPerDay')).toMatchObject({ used: 0 });
    deps.clock.now += DAY - 3_600_000;
    const other = { ...LI, idNumber: residentId(7) };
    expect((await withdraw(deps, submitterOf(unit), randomUUID(), other)).kind).toBe('agent-differs');
    expect(await counter('agentPerDay')).toMatchObject({ used: 1, ends_at: new Date(deps.now() + DAY) });
    const ofUnit = await counter('unit', organizationCodeOf(unit));
    expect(ofUnit).toMatchObject({ used: 1, month_used: 1, ends_at: new Date(deps.now() + DAY) });
  });

  it('keeps its end while it runs, and begins anew when it has ended', async ({
    deps,
    unit,
    send,
    counter,
  }) => {
    const first = deps.now();
    await send(wrongClaim(1));
    deps.clock.now += DAY - 1;
    await send(wrongClaim(2));
    const key = organizationCodeOf(unit);
    expect(await counter('unit', key)).toMatchObject({ used: 2, ends_at: new Date(first + DAY) });
    deps.clock.now += 1;
    await send(wrongClaim(3));
    const { users, ...row } = await counter('unit', key);
    expect(row).toMatchObject({
      used: 1,
      ends_at: new Date(deps.now() + DAY),
      month_used: 3,
      month_ends_at: new Date(first + 30 * DAY),
    });
    expect(Object.values(users!)).toMatchObject([[1, expect.any(String) as string]]);
  });

  it('of a unit’s day, and of its users, ends with a success; that of the month does not', async ({
    unit,
    send,
    counter,
  }) => {
    await send(wrongClaim(1));
    const key = organizationCodeOf(unit);
    const { month_ends_at } = await counter('unit', key);
    expect(await send()).toBe('certified');
    expect(await counter('unit', key)).toMatchObject({ used: 0, users: {}, month_used: 1, month_ends_at });
  });

  it('ends with no success that takes over a certification that stands', async ({
    deps,
    unit,
    send,
    counter,
  }) => {
    await registerHandler(deps, unit, LI);
    expect(await send(rightClaim({ applicant: 'agent', agent: LI }))).toBe('certified');
    deps.clock.now += 1_000;
    expect(await send({ ...wrongClaim(1), replace: true })).toBe('rejected');
    const key = organizationCodeOf(unit);
    const counted = await counter('unit', key);
    expect(counted).toMatchObject({ used: 1, month_used: 1 });
    expect(Object.keys(counted.users!)).toHaveLength(1);
    deps.clock.now += 1_000;
    expect(await send({ ...rightClaim(), replace: true })).toBe('certified');
    expect(await counter('unit', key)).toEqual(counted);
  });
});
