/**
 * Counts attempts, cases and messages: the SQL of the table `limit_counter`, which no other folder
 * names. A unit is one row with three windows (its day, 30 days, and the day of each user), all
 * others are rows of one window. Every statement locks them in this order: the unit's row, the
 * people aimed at by their keys, the others, the address. So no two attempts wait for each other in
 * a circle.
 */
import { sql, type RawBuilder } from 'kysely';
import { organizationCodeOf } from '../contract/unit-code.ts';
import { organizationIn, type Parameter } from '../database/index.ts';
import {
  BUDGET_KINDS,
  COUNTERS,
  isAimedAt,
  type AttemptKind,
  type Budget,
  type BudgetKind,
  type CounterKind,
  type Counters,
  type UnitLimit,
} from './limits.ts';
import { attemptsLeftAfter, keyOf, type Stored, type Window } from './room.ts';

/** The constraint that a counter without room breaks. */
export const HAS_ROOM = 'limit_counter_has_room';

type Sql = RawBuilder<unknown>;

const UNIT = sql.lit('unit');

/** The counters that are asked for. `unitCode`: either of the unit's. */
export const counterKeys = ({ unit, budgets }: Counters, unitCode: string) => ({
  userInUnit: unit?.user ?? '',
  counterKinds: [...(unit ? ['unit'] : []), ...budgets.map(({ kind }) => kind)],
  counterKeys: [
    ...(unit ? [organizationCodeOf(unitCode)] : []),
    ...budgets.map((budget) => keyOf(budget, unitCode)),
  ],
});

/**
 * The counters as JSON (`Stored['counters']`). The `limit` makes it a look-up by key for each; a
 * plain join is planned as a read of the whole table. `also`: SQL after the list of kinds and keys,
 * `union all` more of them.
 */
export const storedCounters = (p: Parameter<ReturnType<typeof counterKeys>>, also = sql``) => sql`(
    select coalesce(json_agg(json_build_object('kind', kind, 'key', key, 'own', json_build_array(used, ends_at),
                                               'month', json_build_array(month_used, month_ends_at),
                                               'mine', users -> ${p('userInUnit')}::text)), '[]')
    from (select * from unnest(${p('counterKinds')}::text[], ${p('counterKeys')}::text[]) ${also}) as wanted (kind, key),
      lateral (
        select used, ends_at, month_used, month_ends_at, users from limit_counter
        where limit_counter.kind = wanted.kind and limit_counter.key = wanted.key
        limit 1
      ) kept)`;

const instantOf = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Kinds in the order of the locks. Rows of one kind are locked by their keys. */
const LOCK_ORDER: readonly CounterKind[] = ['unit', ...BUDGET_KINDS];

/** Rows of budgets in the order of the locks. `isFailure`: those that count do so now. */
export function budgetValues(budgets: readonly Budget[], unitCode: string, isFailure: boolean) {
  const rows = budgets
    .filter(({ judged, counts }) => judged === 'exactly' || (counts && isFailure))
    .map((budget) => ({
      ...budget,
      key: keyOf(budget, unitCode),
      place: LOCK_ORDER.indexOf(budget.kind),
    }))
    .sort((a, b) => a.place - b.place || (a.key < b.key ? -1 : 1));
  return {
    kinds: rows.map(({ kind }) => kind),
    keys: rows.map(({ key }) => key),
    failures: rows.map(({ counts }) => (counts && isFailure ? 1 : 0)),
    caps: rows.map(({ judged, cap }) => (judged === 'exactly' ? cap : null)),
    areAimedAt: rows.map(isAimedAt),
    resetTimes: rows.map(({ resetsAt }) => instantOf(resetsAt)),
  };
}

/**
 * The values that count an attempt. `stored`: the counters before it; `unitCode`: either of the
 * unit's; `now` in milliseconds.
 */
export function counterValues(
  counters: Counters,
  stored: Stored,
  { unitCode, isRejected, now }: { unitCode: string; isRejected: boolean; now: number },
) {
  const { unit } = counters;
  const left = isRejected ? attemptsLeftAfter(counters, stored, now) : undefined;
  return {
    inUnit: unit !== undefined,
    unitKey: organizationCodeOf(unitCode),
    failure: isRejected ? 1 : 0,
    userCap: unit?.userCap || null,
    dayCap: unit?.dayCap || null,
    monthCap: unit?.monthCap || null,
    // Else retention would keep the row of each unit that succeeds at once for a month.
    dayEnds: instantOf(isRejected && unit ? unit.dayEnds : now),
    monthEnds: instantOf(isRejected && unit ? unit.monthEnds : now),
    ...budgetValues(counters.budgets, unitCode, isRejected),
    remaining: left?.remaining ?? null,
    resetsAt: left?.resetsAt ?? null,
  };
}

export type CounterValues = ReturnType<typeof counterValues>;
type CountedBudgets = ReturnType<typeof budgetValues>;
/**
 * The parts of an attempt that decide how it is counted: its outcome, and whether it takes over a
 * certification that stands.
 */
type P = Parameter<CounterValues & { user: string; outcome: string; takesOver: boolean; now: Date }>;

/** SQL of a window: the amount in it, and its end. */
type WindowIn = Record<'used' | 'ends', Sql>;

/**
 * The rule of a window, once for all: what was used in `stored` when it has not ended (`before`),
 * with what is `added`, and the end. A window in which nothing was counted begins with the first
 * failure. One that nothing is added to keeps its end, so that no index changes.
 */
const windowAfter = (stored: WindowIn, added: WindowIn, now: Sql) => {
  const before = sql`(case when ${stored.ends} > ${now} then ${stored.used} else 0 end)`;
  return {
    before,
    used: sql`${before} + ${added.used}`,
    ends: sql`case when ${added.used} = 0 or ${before} > 0 then ${stored.ends} else ${added.ends} end`,
  };
};

const windowOf = (used: string, ends: string, now: Sql) =>
  windowAfter(
    { used: sql.ref(`limit_counter.${used}`), ends: sql.ref(`limit_counter.${ends}`) },
    { used: sql.ref(`excluded.${used}`), ends: sql.ref(`excluded.${ends}`) },
    now,
  );

/**
 * Counts in rows of `limit_counter`. A full one refuses: by its absence in what the insert returns
 * (`where`), or, where something before it must be undone, by breaking `HAS_ROOM` with the whole
 * statement (`check`). `rows`: SQL that selects `columns`. `set`: the other columns of a unit.
 */
const upsert = (
  refusesBy: 'where' | 'check',
  isFull: Sql,
  {
    columns,
    rows,
    used,
    ends,
    set = sql``,
  }: Record<'columns' | 'rows' | 'used' | 'ends', Sql> & { set?: Sql },
) => {
  const upserted = (counted: Sql) => sql`
    insert into limit_counter (${columns})
    ${rows}
    on conflict (kind, key) do update set used = ${counted}, ends_at = ${ends}${set}`;
  switch (refusesBy) {
    case 'where':
      return sql`${upserted(used)} where (${isFull}) is not true`;
    case 'check':
      return upserted(sql`case when ${isFull} then -1 else ${used} end`);
  }
};

/**
 * Counts the attempt in the unit's row: a rejection as one, anything else as none. A success ends
 * the day of the unit and of its users, unless it takes over a certification that stands. It never
 * ends the month: certifying and withdrawing in turn would bring the first failure of 30 days back,
 * which is judged whatever the people aimed at have left (decision 0014). CTEs:
 * - `unit_counters`: the unit's row. Without room there is none, nothing was written before it, and
 *   nothing follows.
 * - `admitted`: one row of `to_record`, if the unit's row has room.
 */
export const unitCountersCte = (p: P) => {
  const now = sql`${p('now')}::timestamptz`;
  const user = sql`${p('user')}::text`;
  const failure = sql`${p('failure')}::int`;
  const endsDay = sql`(${p('outcome')}::text = 'certified' and not ${p('takesOver')}::boolean)`;
  const ofUser = sql`limit_counter.users -> ${user}`;
  const day = windowOf('used', 'ends_at', now);
  const month = windowOf('month_used', 'month_ends_at', now);
  const mine = windowAfter(
    { used: sql`(${ofUser} ->> 0)::int`, ends: sql`(${ofUser} ->> 1)::timestamptz` },
    { used: failure, ends: sql`excluded.ends_at` },
    now,
  );
  const isFull = sql`${day.before} >= ${p('dayCap')}::int or ${month.before} >= ${p('monthCap')}::int or ${mine.before} >= ${p('userCap')}::int`;
  return sql`
  unit_counters as (${upsert('where', isFull, {
    columns: sql`kind, key, used, ends_at, month_used, month_ends_at, users`,
    rows: sql`
    select ${UNIT}, ${p('unitKey')}::text, ${failure}, ${p('dayEnds')}::timestamptz, ${failure}, ${p('monthEnds')}::timestamptz,
           case when ${failure} = 0 then '{}'::jsonb
                else jsonb_build_object(${user}, jsonb_build_array(1, ${p('dayEnds')}::timestamptz)) end
    from to_record where ${p('inUnit')}::boolean`,
    used: sql`case when ${endsDay} then 0 else ${day.used} end`,
    ends: day.ends,
    set: sql`,
      month_used = ${month.used}, month_ends_at = ${month.ends},
      users = case
        when ${endsDay} then '{}'::jsonb
        when ${failure} = 0 then limit_counter.users
        else (select coalesce(jsonb_object_agg(each.key, value), '{}') from jsonb_each(limit_counter.users) each
              where (value ->> 1)::timestamptz > ${now})
             || jsonb_build_object(${user}, jsonb_build_array(${mine.used}, ${mine.ends}))
      end`,
  })}
    returning month_used
  ),
  admitted as (
    select from to_record where not ${p('inUnit')}::boolean or exists (select from unit_counters)
  )`;
};

/**
 * Whether this is the unit's first failure in 30 days; the unit's own row tells (`unit_counters`).
 */
const isFirstFailure = (p: P) => sql`
  ${p('monthCap')}::int is not null and exists (select from unit_counters where month_used = ${p('failure')}::int)`;

/**
 * Counts the attempt in the budgets, after the certification's row (`verdict`), in the order of the
 * locks. One without room breaks its constraint, and with it the statement. The budgets of people
 * aimed at have room when it is the unit's first failure (decision 0014).
 */
export const budgetCte = (p: Parameter<CountedBudgets & { now: Date }>, isFirst: Sql = sql`false`) => {
  const { before, used, ends } = windowOf('used', 'ends_at', sql`${p('now')}::timestamptz`);
  const isFull = sql`exists (select from wanted where wanted.kind = excluded.kind and wanted.key = excluded.key and wanted.cap <= ${before})`;
  return sql`
  wanted as (
    select kind, key, used, ends_at, place, case when is_aimed_at and ${isFirst} then null else cap end as cap
    from verdict,
      unnest(${p('kinds')}::text[], ${p('keys')}::text[], ${p('failures')}::int[], ${p('resetTimes')}::timestamptz[],
             ${p('caps')}::int[], ${p('areAimedAt')}::boolean[])
        with ordinality as wanted (kind, key, used, ends_at, cap, is_aimed_at, place)
  ),
  spent as (${upsert('check', isFull, {
    columns: sql`kind, key, used, ends_at`,
    rows: sql`select kind, key, used, ends_at from wanted order by place`,
    used,
    ends,
  })}
    returning kind, key, used, ends_at
  )`;
};

/** Counts in all budgets, or breaks `HAS_ROOM` where one is full. */
export const countQuery = (p: Parameter<CountedBudgets & { now: Date }>) => sql`
  with verdict as (select),
  ${budgetCte(p)}
  select kind, key, used, ends_at from spent`;

/** `budgetCte` of an attempt that has counted in the unit's row. */
export const countingCte = (p: P) => budgetCte(p, isFirstFailure(p));

/**
 * Ends the day of units that are certified without an attempt. `units`: a CTE with their
 * `unit_code`.
 */
export const endDayOf = (units: string) => sql`
    update limit_counter set used = 0, users = '{}' from ${sql.ref(units)}
    where kind = ${UNIT} and key = ${organizationIn(sql.ref(`${units}.unit_code`))}
    returning key`;

/** Kinds of those who submit. */
const kindsAt = (at: 'unit' | 'all', whose?: 'user') =>
  BUDGET_KINDS.filter((kind) => {
    const rule = COUNTERS[kind];
    const isThere = rule.at === at || rule.at === 'either';
    return isThere && rule.whose !== 'staff' && (whose === undefined || rule.whose === whose);
  });

const literals = (kinds: readonly CounterKind[]) => sql.join(kinds.map((kind) => sql.lit(kind)));

/**
 * The CTE `blocking`: the kinds and keys of the counters that may block the unit whose code is in
 * the CTE `canonical`: its own row, those kept there alone, and over all units those of `people`
 * (SQL: the `owner` of each of its representatives) and of the users who have `tried` (a CTE with
 * `flow` and `user_digest`).
 */
export const blockingCte = (people: Sql, tried: string) => {
  const unit = organizationIn(sql`canonical.code`);
  return sql`
  blocking (kind, key) as (
    select kind, key from canonical, limit_counter
    where kind in (${literals(['unit', ...kindsAt('unit')])}) and key >= ${unit} and key < ${unit} || '!'
    union
    select ${sql.lit('personPerDay' satisfies BudgetKind)}, owner from (${people}) as people
    union
    select case flow when 'registration' then ${sql.lit('registration.userPerHour' satisfies BudgetKind)}
                     else ${sql.lit('userPerHour' satisfies BudgetKind)} end, user_digest
    from ${sql.ref(tried)}
  )`;
};

/**
 * Those counters, as `kept`, in the order of the locks. `lock`: SQL at the end of the look-up of
 * each.
 */
const blockingCounters = (lock = sql``) => sql`
  (select * from blocking order by array_position(array[${literals(LOCK_ORDER)}], kind), key collate "C") as wanted
  cross join lateral (
    select * from limit_counter where limit_counter.kind = wanted.kind and limit_counter.key = wanted.key limit 1 ${lock}
  ) as kept`;

/** A window of a counter that may block a unit. `owner`: whose it is, without the unit. */
export interface BlockingLine {
  name: UnitLimit | AttemptKind;
  window: Window;
  site: string | null;
}

/** Their windows as JSON (`BlockingLine[]`). `siteOf`: SQL of the site of an owner. */
export const blockingLines = (siteOf: (owner: Sql) => Sql) => sql`(
    select coalesce(jsonb_agg(jsonb_build_object('name', name, 'window', jsonb_build_array(line.used, line.ends_at),
                                                 'site', ${siteOf(sql`split_part(owner, ' ', -1)`)}) order by name, owner), '[]')
    from ${blockingCounters()}, lateral (
      select kept.kind, kept.key, kept.used, kept.ends_at where kept.kind <> ${UNIT}
      union all select 'unitPerDay', '', kept.used, kept.ends_at where kept.kind = ${UNIT}
      union all select 'unitPer30Days', '', kept.month_used, kept.month_ends_at where kept.kind = ${UNIT}
      union all select 'userUnitPerDay', each.key, (value ->> 0)::int, (value ->> 1)::timestamptz from jsonb_each(kept.users) each
    ) as line (name, owner, used, ends_at))`;

/**
 * Removes them, locked in the order of a submission. CTEs:
 * - `locked`: which they are.
 * - `emptied`: deletes them by their keys, since another statement may have written them before
 *   they were locked; its arrays make that a look-up by the index.
 * - `emptied_windows`: how many windows had counted, as `count`; a budget counts as one.
 */
export const emptyBlockingCtes = sql`
  locked as materialized (select kept.kind, kept.key from ${blockingCounters(sql`for update`)}),
  emptied as (
    delete from limit_counter
    where kind = any(array(select kind from locked)) and key = any(array(select key from locked))
      and (kind, key) in (select kind, key from locked)
    returning kind, used, month_used, users
  ),
  emptied_windows as (
    select coalesce(sum(case kind
      when ${UNIT} then (used > 0)::int + (month_used > 0)::int + (select count(*) from jsonb_object_keys(users))
      else 1 end), 0)::int as count
    from emptied
  )`;

/**
 * Forgets users, when their site is removed. `attempts`: a CTE with `unit_code` and `user_digest`.
 */
export const forgetUsersCtes = (attempts: string) => {
  const from = sql.ref(attempts);
  const unit = organizationIn(sql`unit_code`);
  return sql`
  forgotten_counters as (
    delete from limit_counter using (
      select kind, user_digest as key from ${from}, unnest(array[${literals(kindsAt('all', 'user'))}]) kind
      union
      select kind, ${unit} || ' ' || user_digest from ${from}, unnest(array[${literals(kindsAt('unit', 'user'))}]) kind
    ) gone
    where limit_counter.kind = gone.kind and limit_counter.key = gone.key
  ),
  forgotten_users as (
    update limit_counter set users = limit_counter.users - gone.users
    from (select ${unit} as key, array_agg(distinct user_digest) as users from ${from} group by 1) gone
    where limit_counter.kind = ${UNIT} and limit_counter.key = gone.key
  )`;
};

/**
 * The number of counters that protect people from being guessed. `owners`: the digests by which
 * they are known over all units.
 */
export const protectingQuery = (owners: readonly string[]) => sql<{ count: number }>`
  select count(*)::int as count from limit_counter
  where kind = ${sql.lit('personPerDay' satisfies BudgetKind)} and key = any(${owners}::text[])`;
