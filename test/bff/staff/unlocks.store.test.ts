/** How often clerks at the desk may unlock a unit: one of them, and all together. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { organizationCodeOf } from '../../../bff/contract/unit-code.ts';
import { readUnlocking } from '../../../bff/limits/unlocks.ts';
import { showUnit, unlockAsClerk, unlockUnit } from '../../../bff/staff/unit.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { eventsOf } from '../../support/events.ts';
import { residentId, rightClaim, ZHANG } from '../../support/people.ts';
import { newUnit, storeTest } from '../../support/store.ts';

const ACT = { reason: '来电核实身份' };

const it = storeTest
  /** Sends another wrong claim each time. */
  .extend('fail', ({ deps, unit }) => {
    deps.limits.personPerDay = 0; // an unlock does not empty all of it
    let tries = 0;
    return async (code = unit, sub = 'user-1') => {
      const idNumber = residentId(200 + ++tries);
      const claim = rightClaim({ legalRepresentative: { name: ZHANG.name, idNumber } });
      await submit(deps, submitterOf(code, { sub }), randomUUID(), claim);
    };
  })
  .extend('unlock', ({ deps, unit }) => (clerk: string, code = unit) => {
    return unlockAsClerk(deps, code, { ...ACT, actor: `staff:${clerk}` }, deps.now());
  })
  .extend('mayUnlock', ({ database, deps, unit }) => (clerk: string, code = unit) => {
    return readUnlocking(database, deps.limits, code, `staff:${clerk}`, deps.now());
  })
  /** A clerk unlocks the unit as often as one clerk may. */
  .extend('useUp', ({ deps, fail, unlock }) => async (clerk: string) => {
    for (let times = 0; times < deps.limits.clerkUnlocksPerDay; times++) {
      await fail();
      expect(await unlock(clerk)).toBe('unlocked');
    }
    await fail();
  });

describe('an unlock', () => {
  it('is refused to a clerk who has unlocked the unit three times in a day; another clerk may', async ({
    database,
    deps,
    unit,
    unlock,
    mayUnlock,
    useUp,
  }) => {
    await useUp('first');
    const until = deps.now() + 86_400_000;
    expect(await mayUnlock('first')).toEqual({ who: 'another-clerk', until });
    const before = await showUnit(database, deps.limits, unit, deps.now());
    expect(await unlock('first')).toBe('no-room');
    expect(await showUnit(database, deps.limits, unit, deps.now())).toEqual(before); // nothing was emptied
    expect(await mayUnlock('second')).toEqual({ who: 'clerk' });
    expect(await unlock('second')).toBe('unlocked');
    const deeds = (await eventsOf(database, unit)).filter(({ type }) => type === 'unit.unlocked');
    expect(deeds.map(({ actor }) => actor)).toEqual([
      ...Array<string>(3).fill('staff:first'),
      'staff:second',
    ]);
  });

  it('is refused to everybody after six in a day, and possible again when the day is over', async ({
    deps,
    fail,
    unlock,
    mayUnlock,
    useUp,
  }) => {
    await useUp('first');
    await useUp('second');
    const until = deps.now() + 86_400_000;
    for (const clerk of ['first', 'second', 'third'])
      expect(await mayUnlock(clerk)).toEqual({ who: 'nobody', until });
    expect(await unlock('third')).toBe('no-room');
    deps.clock.now = until;
    await fail();
    expect(await mayUnlock('first')).toEqual({ who: 'clerk' });
    expect(await unlock('first')).toBe('unlocked');
  });

  it('counts at its unit alone, by either of its codes', async ({
    deps,
    unit,
    fail,
    unlock,
    mayUnlock,
    useUp,
  }) => {
    await useUp('first');
    expect(await mayUnlock('first', organizationCodeOf(unit))).toMatchObject({ who: 'another-clerk' });
    expect(await unlock('first', organizationCodeOf(unit))).toBe('no-room');
    const other = await newUnit(deps);
    await fail(other);
    expect(await unlock('first', other)).toBe('unlocked');
  });

  it('is not counted where nothing was locked', async ({ unlock, mayUnlock }) => {
    for (let times = 0; times < 10; times++) expect(await unlock('first')).toBe('nothing');
    expect(await mayUnlock('first')).toEqual({ who: 'clerk' });
  });

  it('of an operator is not limited, and does not give the clerk any back', async ({
    deps,
    unit,
    unlock,
    useUp,
  }) => {
    await useUp('first');
    expect(await unlock('first')).toBe('no-room');
    await unlockUnit(deps, unit, { ...ACT, actor: 'operator:tester' }, deps.now());
    await useUp('second');
    expect(await unlock('first')).toBe('no-room');
  });

  it('has no limit where both are off', async ({ deps, fail, unlock }) => {
    deps.limits.clerkUnlocksPerDay = 0;
    deps.limits.unitUnlocksPerDay = 0;
    for (let times = 0; times < 10; times++) {
      await fail();
      expect(await unlock('first')).toBe('unlocked');
    }
  });
});

describe('of unlocks at the same moment', () => {
  const countOf = (results: readonly string[]) => (kind: string) =>
    results.filter((result) => result === kind).length;

  it('one unlocks, and counts, by whomever they are', async ({ database, unit, fail, unlock }) => {
    await fail();
    const clerks = ['first', 'first', 'second', 'second', 'third'];
    const count = countOf(await Promise.all(clerks.map((clerk) => unlock(clerk))));
    expect([count('unlocked'), count('nothing')]).toEqual([1, 4]);
    const counters = await database.kysely
      .selectFrom('limit_counter')
      .select(['kind', 'used'])
      .where('kind', 'in', ['clerkUnlocksPerDay', 'unitUnlocksPerDay'])
      .where('key', 'like', `${organizationCodeOf(unit)}%`)
      .orderBy('kind')
      .execute();
    expect(counters).toEqual([
      { kind: 'clerkUnlocksPerDay', used: 1 },
      { kind: 'unitUnlocksPerDay', used: 1 },
    ]);
  });

  it('none passes the limit, while attempts go on failing', async ({ deps, fail, unlock }) => {
    deps.limits.unitUnlocksPerDay = 4;
    const results: string[] = [];
    for (let round = 0; round < 6; round++) {
      await fail(undefined, `user-${round}`);
      const tries = ['first', 'first', 'second', 'second'].map((clerk) => unlock(clerk));
      const [unlocks] = await Promise.all([Promise.all(tries), fail(undefined, `late-${round}`)]);
      results.push(...unlocks);
    }
    expect(countOf(results)('unlocked')).toBe(4);
    expect(countOf(results)('no-room')).toBeGreaterThan(0);
  });
});
