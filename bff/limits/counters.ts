/**
 * The counters of attempts in SQL: how they stand, and how an attempt is counted. Every statement locks them in this order: the unit's
 * row, the people aimed at by their keys, the user, the address. So no two attempts wait for each other in a circle.
 */
import { sql, type RawBuilder } from 'kysely';
import { organizationCodeOf } from '../contract/unit-code.ts';
import type { Parameter } from '../database/statement.ts';
import { leftInBudgets, type Budget, type Counters, type Stored } from './limits.ts';

/** The names of budgets of which some are kept at one unit alone. */
export const BUDGETS_OF_UNITS = [
  'registration.userUnitPerDay',
  'personPerDay',
  'agentPerDay',
  'casesPer30Days',
] as const;

/**
 * The key of a budget's row. A unit's counters stand under its organization code, which both of its codes have in common: so failures by
 * either code count together, also while nobody knows that it is one unit (decision 0026).
 */
const keyOf = ({ owner, ofUnit }: Budget, unitCode: string): string =>
  ofUnit ? `${organizationCodeOf(unitCode)} ${owner}` : owner;

/** The counters that are asked for. `unitCode`: either of the unit's, here and below. */
export const counterKeys = ({ unit, budgets }: Counters, unitCode: string) => ({
  organization: organizationCodeOf(unitCode),
  userInUnit: unit?.user ?? '',
  names: budgets.map(({ name }) => name),
  owners: budgets.map(({ owner }) => owner),
  ofUnit: budgets.map(({ ofUnit }) => ofUnit),
});

/**
 * How they stand: `Stored`, as JSON. The `limit` makes it a look-up by key for each budget; a plain join is planned as a read of the
 * whole table. `also`: SQL after the list of budgets, `union all` more of them.
 */
export const storedCounters = (
  p: Parameter<ReturnType<typeof counterKeys> & { now: Date }>,
  also = sql``,
) => sql`json_build_object(
    'unit', (
      select json_build_object('failures_day', failures_day, 'day_ends', day_ends, 'failures_month', failures_month,
                               'month_ends', month_ends, 'mine', users -> ${p('userInUnit')}::text)
      from unit_standing where organization_code = ${p('organization')}::text),
    'budgets', (
      select coalesce(json_agg(json_build_object('name', wanted.name, 'owner', wanted.owner, 'ofUnit', of_unit, 'used', used, 'resets_at', resets_at)), '[]')
      from (select * from unnest(${p('names')}::text[], ${p('owners')}::text[], ${p('ofUnit')}::boolean[]) ${also})
             as wanted (name, owner, of_unit),
        lateral (
          select used, resets_at from budget
          where name = wanted.name and owner = case when of_unit then ${p('organization')}::text || ' ' else '' end || wanted.owner
            and resets_at > ${p('now')}::timestamptz
          limit 1
        ) kept))`;

/** In the order of the locks: the people aimed at, the user, the address. */
const placeOf = ({ limit, isAimedAt }: Budget): string => {
  if (isAimedAt) return 'a';
  return limit === 'ipPerHour' ? 'c' : 'b';
};

/** Rows of `budget` in the order of the locks. */
export function budgetValues(budgets: readonly Budget[], unitCode: string, isRejected: boolean) {
  const rows = budgets
    .filter(({ judged, counts }) => judged === 'exactly' || (counts && isRejected))
    .map((budget) => {
      const key = keyOf(budget, unitCode);
      return { ...budget, key, order: `${placeOf(budget)} ${budget.name} ${key}` };
    })
    .sort((a, b) => (a.order < b.order ? -1 : 1));
  return {
    names: rows.map(({ name }) => name),
    owners: rows.map(({ key }) => key),
    failures: rows.map(({ counts }) => (counts && isRejected ? 1 : 0)),
    caps: rows.map(({ judged, cap }) => (judged === 'exactly' ? cap : null)),
    areAimedAt: rows.map(({ isAimedAt }) => isAimedAt),
    resetTimes: rows.map(({ resetsAt }) => resetsAt),
  };
}

/** The values that count an attempt. `stored`: how the counters stood before; `now` in milliseconds. */
export function counterValues(
  counters: Counters,
  stored: Stored,
  { unitCode, isRejected, now }: { unitCode: string; isRejected: boolean; now: number },
) {
  const { unit } = counters;
  const instant = new Date(now).toISOString();
  const left = leftInBudgets(counters, stored, isRejected);
  return {
    inUnit: unit !== undefined,
    organization: organizationCodeOf(unitCode),
    failure: isRejected ? 1 : 0,
    userCap: unit?.userCap || null,
    dayCap: unit?.dayCap || null,
    monthCap: unit?.monthCap || null,
    // A window starts with a failure.
    dayEnds: isRejected && unit ? unit.dayEnds : instant,
    monthEnds: isRejected && unit ? unit.monthEnds : instant,
    ...budgetValues(counters.budgets, unitCode, isRejected),
    leftInBudgets: left.remaining,
    budgetsReset: left.resetsAt,
  };
}

export type CounterValues = ReturnType<typeof counterValues>;
/** The parts of an attempt that decide how it is counted: its outcome, and whether it takes over a certification that stands. */
type P = Parameter<CounterValues & { user: string; outcome: string; takesOver: boolean; now: Date }>;

/**
 * Counts the attempt in the unit's row: a rejection as one, anything else as none. A success ends the windows of the day, unless it
 * takes over a certification that stands. It never ends the month: certifying and withdrawing in turn would bring the first failure
 * of 30 days back, which is judged whatever the people aimed at have left (decision 0014). CTEs:
 * - `unit_counters`: the unit's row. Without room there is none, nothing was written before it, and nothing follows.
 * - `admitted`: one row of `to_record`, if the unit's row has room.
 */
export const unitCountersCte = (p: P) => {
  const now = sql`${p('now')}::timestamptz`;
  const user = sql`${p('user')}::text`;
  const endsDay = sql`(${p('outcome')}::text = 'certified' and not ${p('takesOver')}::boolean)`;
  const isRunning = (ends: string) => sql`unit_counters.${sql.ref(ends)} > ${now}`;
  const mineIsRunning = sql`(unit_counters.users -> ${user} ->> 1)::timestamptz > ${now}`;
  const mine = sql`case when ${mineIsRunning} then (unit_counters.users -> ${user} ->> 0)::int else 0 end`;
  const used = (failures: string, ends: string) =>
    sql`case when ${isRunning(ends)} then unit_counters.${sql.ref(failures)} else 0 end`;
  const end = (ends: string) =>
    sql`case when ${isRunning(ends)} then unit_counters.${sql.ref(ends)} else excluded.${sql.ref(ends)} end`;
  const room = (cap: keyof CounterValues, failures: RawBuilder<unknown>) =>
    sql`(${p(cap)}::int is null or ${failures} < ${p(cap)}::int)`;
  return sql`
  unit_counters as (
    insert into unit_standing as unit_counters (organization_code, failures_day, day_ends, failures_month, month_ends, users, ends_at)
    select ${p('organization')}::text, ${p('failure')}::int, ${p('dayEnds')}::timestamptz, ${p('failure')}::int,
           ${p('monthEnds')}::timestamptz,
           case when ${p('failure')}::int = 0 then '{}'::jsonb
                else jsonb_build_object(${user}, jsonb_build_array(1, ${p('dayEnds')}::timestamptz)) end,
           ${p('monthEnds')}::timestamptz
    from to_record where ${p('inUnit')}::boolean
    on conflict (organization_code) do update set
      failures_day = excluded.failures_day + ${used('failures_day', 'day_ends')},
      day_ends = case when ${endsDay} then ${now} else ${end('day_ends')} end,
      failures_month = excluded.failures_month + ${used('failures_month', 'month_ends')},
      month_ends = ${end('month_ends')},
      users = case
        when ${endsDay} then '{}'::jsonb
        when ${p('failure')}::int = 0 then unit_counters.users
        else (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(unit_counters.users)
              where (value ->> 1)::timestamptz > ${now})
             || jsonb_build_object(${user}, jsonb_build_array(
                  ${mine} + 1, case when ${mineIsRunning} then unit_counters.users -> ${user} -> 1 else excluded.users -> ${user} -> 1 end))
      end,
      ends_at = greatest(unit_counters.ends_at, excluded.ends_at)
    where ${room('dayCap', used('failures_day', 'day_ends'))} and ${room('monthCap', used('failures_month', 'month_ends'))}
      and ${room('userCap', mine)}
    returning failures_day, day_ends, failures_month, month_ends, users -> ${user} as mine
  ),
  admitted as (
    select from to_record where not ${p('inUnit')}::boolean or exists (select from unit_counters)
  )`;
};

/** Whether this is the unit's first failure in 30 days; the unit's own row tells (`unit_counters`). */
const isFirstFailure = (p: P) => sql`
  ${p('monthCap')}::int is not null and exists (select from unit_counters where failures_month = ${p('failure')}::int)`;

/**
 * Counts the attempt in the budgets, after the certification's row (`verdict`), in the order of the locks. One without room breaks its
 * constraint, and with it the statement. The budgets of people aimed at have room when it is the unit's first failure (decision 0014).
 */
export const budgetCte = (
  p: Parameter<ReturnType<typeof budgetValues> & { now: Date }>,
  isFirst: RawBuilder<unknown>,
) => {
  const now = sql`${p('now')}::timestamptz`;
  return sql`
  wanted as (
    select name, owner, used, resets_at, place, case when is_aimed_at and ${isFirst} then null else cap end as cap
    from verdict,
      unnest(${p('names')}::text[], ${p('owners')}::text[], ${p('failures')}::int[], ${p('resetTimes')}::timestamptz[],
             ${p('caps')}::int[], ${p('areAimedAt')}::boolean[])
        with ordinality as wanted (name, owner, used, resets_at, cap, is_aimed_at, place)
  ),
  spent as (
    insert into budget as budget (name, owner, used, resets_at)
    select name, owner, used, resets_at from wanted order by place
    on conflict (name, owner) do update set
      used = case
        when budget.resets_at <= ${now} then excluded.used
        when not exists (select from wanted where wanted.name = excluded.name and wanted.owner = excluded.owner
                         and wanted.cap <= budget.used) then budget.used + excluded.used
        else -1 end,
      resets_at = case when budget.resets_at <= ${now} then excluded.resets_at else budget.resets_at end
    returning name
  )`;
};

/**
 * `budgetCte` of an attempt, and `figures`: what is left in the tightest counter that the user may know, and when that one is empty again. No
 * row without limits.
 */
export const countingCte = (p: P) => {
  const now = sql`${p('now')}::timestamptz`;
  return sql`
  ${budgetCte(p, isFirstFailure(p))},
  figures as (
    select remaining, resets_at
    from (
      select case when ends > ${now} then cap - used else cap end as remaining,
             case when ends > ${now} and used > 0 then ends end as resets_at
      from unit_counters, lateral (values
        (${p('userCap')}::int, (mine ->> 0)::int, (mine ->> 1)::timestamptz),
        (${p('dayCap')}::int, failures_day, day_ends),
        (${p('monthCap')}::int, failures_month, month_ends)) as own (cap, used, ends)
      where cap is not null
      union all
      select ${p('leftInBudgets')}::int, ${p('budgetsReset')}::timestamptz where ${p('leftInBudgets')}::int is not null
    ) each
    order by remaining, resets_at desc
    limit 1
  )`;
};
