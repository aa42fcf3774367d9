/** Which counters an attempt counts in, and what is left in them. */
import { describe, expect, it } from 'vitest';
import { counterValues } from '../../../bff/limits/counters.ts';
import {
  addBudgets,
  aimedBudgets,
  countersOf,
  DEFAULT_LIMITS,
  UNCOUNTED,
  type Limits,
} from '../../../bff/limits/limits.ts';
import {
  attemptsLeft,
  attemptsLeftAfter,
  exhausted,
  refusing,
  roomIn,
  type Stored,
} from '../../../bff/limits/room.ts';

const caller = { siteId: 's', user: 'u', address: 'a' };
const counters = (change: Partial<Limits> = {}, of: object = {}) =>
  countersOf({ ...caller, ...of }, 'certification', { ...DEFAULT_LIMITS, ...change }, 0);
const EMPTY: Stored = { unitCode: 'U', counters: [] };

describe('counters', () => {
  const kinds = (...given: Parameters<typeof counters>) => counters(...given).budgets.map(({ kind }) => kind);

  it('are the unit’s row, and a budget for each other limit that applies', () => {
    expect(counters().unit).toMatchObject({ user: 'u', userCap: 5, dayCap: 10, monthCap: 30 });
    expect(kinds()).toEqual(['userPerHour', 'ipPerHour']);
    expect(kinds({ ipPerHour: 0 })).toEqual(['userPerHour']);
    expect(kinds({}, { address: undefined })).toEqual(['userPerHour']);
  });

  it('are only those of who asks at a registration: strangers use up nothing of a unit', () => {
    const strangers = countersOf(caller, 'registration', DEFAULT_LIMITS, 0);
    expect(strangers.unit).toBeUndefined();
    expect(strangers.budgets.map(({ kind, ofUnit, judged }) => [kind, ofUnit, judged])).toEqual([
      ['registration.userUnitPerDay', true, 'exactly'],
      ['registration.userPerHour', false, 'before'],
      ['registration.ipPerHour', false, 'before'],
    ]);
  });

  it('of a person are common to both flows, and strangers have half of them', () => {
    const of = (flow: 'certification' | 'registration', personPerDay = 9) =>
      aimedBudgets(
        'personPerDay',
        [{ owner: 'p', ofUnit: false }],
        flow,
        true,
        { ...DEFAULT_LIMITS, personPerDay },
        0,
      );
    expect(of('certification')).toMatchObject([{ kind: 'personPerDay', owner: 'p', cap: 9 }]);
    expect(of('registration')).toMatchObject([{ kind: 'personPerDay', owner: 'p', cap: 5 }]);
    expect(of('registration', 1)).toMatchObject([{ cap: 1 }]);
    expect(of('certification', 0)).toEqual([]);
  });

  it('of an agent are switched off by themselves', () => {
    const limits = { ...DEFAULT_LIMITS, agentPerDay: 0 };
    const of = (name: 'personPerDay' | 'agentPerDay') =>
      aimedBudgets(name, [{ owner: 'p', ofUnit: true }], 'certification', true, limits, 0);
    expect(of('agentPerDay')).toEqual([]);
    expect(of('personPerDay')).toHaveLength(1);
  });

  it('are locked in one order: people by their keys, the user, the address', () => {
    const people = (['b', 'a'] as const).map((owner) => ({ owner, ofUnit: owner === 'b' }));
    const all = addBudgets(
      counters(),
      aimedBudgets('personPerDay', people, 'certification', true, DEFAULT_LIMITS, 0),
    );
    const values = (isRejected: boolean) => counterValues(all, EMPTY, { unitCode: 'U', isRejected, now: 0 });
    expect(values(true).keys).toEqual(['U b', 'a', 'u', 'a']);
    expect(values(true).caps).toEqual([10, 10, null, null]);
    // The user over all units, and the address, are written by failures only.
    expect(values(false)).toMatchObject({ keys: ['U b', 'a'], failures: [0, 0], failure: 0 });
  });
});

describe('what is left', () => {
  const ofUser = counters({}, { address: undefined });
  const [soon, late] = ['2026-01-01T01:00:00+00:00', '2026-01-02T00:00:00.5+00:00'];
  const now = Date.parse('2026-01-01T00:30:00Z');
  const stored = (
    { day = 0, month = day, mine = 0 }: { day?: number; month?: number; mine?: number },
    userPerHour = 0,
  ): Stored => ({
    unitCode: 'U',
    counters: [
      {
        kind: 'unit',
        key: 'U',
        own: [day, '2026-01-03T00:00:00+00:00'],
        month: [month, '2026-01-20T00:00:00+00:00'],
        mine: mine > 0 ? [mine, late] : null,
      },
      { kind: 'userPerHour', key: 'u', own: [userPerHour, soon] },
    ],
  });

  it('is all of the tightest counter before anything was counted', () => {
    expect(attemptsLeft(ofUser, EMPTY, now)).toEqual({ remaining: 5, resetsAt: null });
    expect(exhausted(ofUser, EMPTY, now)).toBeUndefined();
  });

  it('is told with the time of the tightest counter, of equals with the later one', () => {
    const some = stored({ day: 3, mine: 2 }, 2);
    expect(attemptsLeft(ofUser, some, now)).toEqual({ remaining: 3, resetsAt: '2026-01-02T00:00:00.500Z' });
    expect(exhausted(ofUser, some, now)).toBeUndefined();
  });

  it('counts no window that is over', () => {
    expect(attemptsLeft(ofUser, stored({ day: 10, mine: 5 }), Date.parse('2026-01-04'))).toEqual({
      remaining: 5,
      resetsAt: null,
    });
  });

  it('is none until every exhausted counter has room again, also when a limit was lowered since', () => {
    const some = stored({ day: 10 }, 7);
    expect(attemptsLeft(ofUser, some, now)).toEqual({ remaining: 0, resetsAt: '2026-01-01T01:00:00.000Z' });
    expect(exhausted(ofUser, some, now)).toEqual({
      limits: [
        { limit: 'unitPerDay', ofUnit: true },
        { limit: 'userPerHour', ofUnit: false },
      ],
      until: Date.parse('2026-01-03T00:00:00+00:00'),
    });
  });

  it('is not asked of people at a unit’s first failure in 30 days', () => {
    const people = aimedBudgets(
      'personPerDay',
      [{ owner: 'p', ofUnit: false }],
      'certification',
      true,
      DEFAULT_LIMITS,
      0,
    );
    const full = { kind: 'personPerDay', key: 'p', own: [10, late] } as const;
    const all = addBudgets(ofUser, people);
    expect(refusing(all, { ...EMPTY, counters: [full] }, now)).toBeUndefined();
    const second = { ...EMPTY, counters: [...stored({ day: 0, month: 1 }).counters, full] };
    expect(refusing(all, second, now)).toMatchObject({ limits: [{ limit: 'personPerDay' }] });
  });

  it('is a figure like any other at 999', () => {
    const wide = counters(
      { userUnitPerDay: 1_000, unitPerDay: 0, unitPer30Days: 0, userPerHour: 0 },
      { address: undefined },
    );
    expect(attemptsLeft(wide, stored({ mine: 1 }), now)).toMatchObject({ remaining: 999 });
  });

  it('after a failure is one less of each counter, whose window begins with the first one', () => {
    const some = stored({ day: 3, mine: 2 }, 1);
    expect(attemptsLeftAfter(ofUser, some, now)).toEqual({
      remaining: 2,
      resetsAt: '2026-01-02T00:00:00.500Z',
    });
    expect(attemptsLeftAfter(ofUser, EMPTY, now)).toEqual({
      remaining: 4,
      resetsAt: new Date(ofUser.unit!.dayEnds).toISOString(),
    });
    const asked = ofUser.budgets.map((budget) => ({ ...budget, counts: false }));
    expect(attemptsLeftAfter({ unit: undefined, budgets: asked }, EMPTY, now)).toEqual({
      remaining: 5,
      resetsAt: null,
    });
  });

  it('is told without that of the people aimed at, however little they have left', () => {
    const people = aimedBudgets(
      'personPerDay',
      [{ owner: 'p', ofUnit: false }],
      'certification',
      true,
      DEFAULT_LIMITS,
      0,
    );
    const all = addBudgets(ofUser, people);
    const hit = { ...EMPTY, counters: [{ kind: 'personPerDay', key: 'p', own: [9, late] } as const] };
    expect(attemptsLeft(all, hit, now)).toEqual(attemptsLeft(ofUser, EMPTY, now));
    expect(attemptsLeftAfter(all, hit, now)).toEqual(attemptsLeftAfter(ofUser, EMPTY, now));
  });

  it('in one window is all of the limit until something is used, and again when the window has ended', () => {
    const ends = new Date(now).toISOString();
    expect(roomIn(3, undefined, now)).toEqual({ remaining: 3, resetsAt: undefined });
    expect(roomIn(3, [0, late], now)).toEqual({ remaining: 3, resetsAt: undefined });
    expect(roomIn(3, [2, ends], now - 1)).toEqual({ remaining: 1, resetsAt: now });
    expect(roomIn(3, [2, ends], now)).toEqual({ remaining: 3, resetsAt: undefined });
  });

  it('is unlimited where every limit is off', () => {
    expect(attemptsLeft(UNCOUNTED, EMPTY, now)).toEqual({ remaining: null, resetsAt: null });
  });
});
