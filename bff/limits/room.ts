/**
 * Room in a limit: how much is left, and until when. Pure. Whoever tells or judges a limit asks
 * here; the upsert in `counters.ts` judges once more.
 */
import { organizationCodeOf } from '../contract/unit-code.ts';
import type { Attempts } from '../contract/wire.ts';
import {
  COUNTERS,
  isAimedAt,
  type AnyLimitName,
  type Budget,
  type CounterKind,
  type Counters,
  type LimitName,
  type REPLACING,
} from './limits.ts';

/**
 * The amount that was counted in a window, and its end. A window in which nothing was counted has
 * not begun.
 */
export type Window = readonly [used: number, ends: string];

/**
 * `resetsAt`: when all of the limit is left again, in milliseconds; undefined when it is now.
 * `remaining` is negative where the limit was lowered since.
 */
export interface Room {
  remaining: number;
  resetsAt: number | undefined;
}

/** `window`: undefined where nothing was counted. `now` in milliseconds. */
export function roomIn(cap: number, window: Window | undefined | null, now: number): Room {
  const [used, ends] = window ?? [0, ''];
  return used > 0 && Date.parse(ends) > now
    ? { remaining: cap - used, resetsAt: Date.parse(ends) }
    : { remaining: cap, resetsAt: undefined };
}

/**
 * Room after one more is counted in a window that ends at `ends` (milliseconds) if it begins now.
 */
const after = ({ remaining, resetsAt }: Room, ends: number): Room => ({
  remaining: remaining - 1,
  resetsAt: resetsAt ?? ends,
});

/** A row of `limit_counter` as `storedCounters` reads it. Instants as PostgreSQL writes them. */
export interface StoredCounter {
  kind: CounterKind;
  key: string;
  own: Window;
  /** Only a unit has it: the failures of 30 days. */
  month?: Window;
  /** Only a unit has it: the failures there of the user who asks. */
  mine?: Window | null;
}

/** How counters stand. `unitCode`: either of the unit's. */
export interface Stored {
  unitCode: string;
  counters: readonly StoredCounter[];
}

/**
 * The key of a row. A unit's counters stand under its organization code, which both of its codes
 * have in common: so failures by either code count together, also while nobody knows that it is one
 * unit (decision 0026).
 */
export function keyOf({ owner, ofUnit }: Pick<Budget, 'owner' | 'ofUnit'>, unitCode: string): string {
  if (!ofUnit) return owner;
  const organization = organizationCodeOf(unitCode);
  return owner === '' ? organization : `${organization} ${owner}`;
}

/**
 * Room in one limit of an attempt. `ends`: the end of a window that begins now, in milliseconds.
 */
interface Line extends Room {
  limit: AnyLimitName;
  ofUnit: boolean;
  isAimedAt: boolean;
  counts: boolean;
  ends: number;
}

const budgetLine = (budget: Budget, { unitCode, counters }: Stored, now: number): Line => {
  const { kind, ofUnit, counts, cap, resetsAt: ends } = budget;
  const { limit } = COUNTERS[kind];
  const key = keyOf(budget, unitCode);
  const row = counters.find((counter) => counter.kind === kind && counter.key === key);
  return { limit, ofUnit, isAimedAt: isAimedAt(budget), counts, ends, ...roomIn(cap, row?.own, now) };
};

function unitLines({ unit }: Counters, { counters }: Stored, now: number): Line[] {
  if (!unit) return [];
  const row = counters.find(({ kind }) => kind === 'unit');
  const common = { ofUnit: true, isAimedAt: false, counts: true };
  const line = (limit: LimitName, cap: number, window: Window | undefined | null, ends: number): Line[] =>
    cap === 0 ? [] : [{ limit, ...common, ends, ...roomIn(cap, window, now) }];
  return [
    ...line('userUnitPerDay', unit.userCap, row?.mine, unit.dayEnds),
    ...line('unitPerDay', unit.dayCap, row?.own, unit.dayEnds),
    ...line('unitPer30Days', unit.monthCap, row?.month, unit.monthEnds),
  ];
}

const linesOf = (counters: Counters, stored: Stored, now: number): Line[] => [
  ...unitLines(counters, stored, now),
  ...counters.budgets.map((budget) => budgetLine(budget, stored, now)),
];

/** Limits without room. `until`: when all of them have room again, in milliseconds. */
export interface Exhausted {
  limits: readonly { limit: AnyLimitName | typeof REPLACING.name; ofUnit: boolean }[];
  until: number;
}

function exhaustedOf(lines: readonly Line[]): Exhausted | undefined {
  const full = lines.filter(({ remaining }) => remaining <= 0);
  if (full.length === 0) return undefined;
  return {
    limits: full.map(({ limit, ofUnit }) => ({ limit, ofUnit })),
    until: Math.max(...full.map(({ resetsAt = 0 }) => resetsAt)),
  };
}

/** Undefined when all have room. `now` in milliseconds. */
export const exhausted = (counters: Counters, stored: Stored, now: number): Exhausted | undefined =>
  exhaustedOf(linesOf(counters, stored, now));

/**
 * The limits that do not admit an attempt, as the statement that records it judges; undefined when
 * they do now. A unit's first failure in 30 days is judged whatever the people aimed at have left
 * (decision 0014).
 */
export function refusing(counters: Counters, stored: Stored, now: number): Exhausted | undefined {
  const lines = linesOf(counters, stored, now);
  const month = lines.find(({ limit }) => limit === 'unitPer30Days');
  const isFirst = month !== undefined && month.resetsAt === undefined;
  return exhaustedOf(isFirst ? lines.filter((line) => !line.isAimedAt) : lines);
}

/** Whether nothing is counted in the budget now. `now` in milliseconds. */
export const isUnused = (budget: Budget, stored: Stored, now: number): boolean =>
  budgetLine(budget, stored, now).resetsAt === undefined;

/**
 * Finds how much is left in the tightest counter that the user may know of, and when all of it is
 * left again. Among counters with the same remainder: an unused one first, else the one that resets
 * last. An unused one has no time to tell. The time of a wider one would tell that another site's
 * users tried. `remaining`: null when every limit is off.
 */
function tightestOf(lines: readonly Line[]): Attempts {
  const until = ({ resetsAt = Number.MAX_SAFE_INTEGER }: Line): number => resetsAt;
  const [line] = lines
    .filter((each) => !each.isAimedAt)
    .sort((a, b) => a.remaining - b.remaining || until(b) - until(a));
  return {
    remaining: line ? Math.max(line.remaining, 0) : null,
    resetsAt: line?.resetsAt === undefined ? null : new Date(line.resetsAt).toISOString(),
  };
}

/** `now` in milliseconds. */
export const attemptsLeft = (counters: Counters, stored: Stored, now: number): Attempts =>
  tightestOf(linesOf(counters, stored, now));

/** The same after a failure is counted. */
export const attemptsLeftAfter = (counters: Counters, stored: Stored, now: number): Attempts =>
  tightestOf(
    linesOf(counters, stored, now).map((line) =>
      line.counts ? { ...line, ...after(line, line.ends) } : line,
    ),
  );
