/** An attempt's limit buckets in SQL: how they stand, and how the attempt is counted. `bucket-values.ts` has their values. */
import { sql, type RawBuilder } from 'kysely';
import type { Parameter } from '../database/statement.ts';
import type { bucketKeys, bucketValues } from './bucket-values.ts';

/**
 * The rows of buckets in their present windows, as a JSON list of `StoredBucket`. The `limit` makes it a look-up by key for
 * each; a plain join is planned as a read of the whole table.
 */
export const storedBuckets = (
  p: Parameter<ReturnType<typeof bucketKeys> & { now: Date }>,
  unitCode: RawBuilder<unknown>,
) => sql`(
    select coalesce(json_agg(stored), '[]')
    from unnest(${p('flows')}::text[], ${p('limits')}::text[], ${p('ofUnit')}::boolean[], ${p('owners')}::text[])
           as wanted (flow, limit_name, of_unit, owner),
      lateral (
        select limit_name, owner, used, resets_at from limit_bucket
        where flow = wanted.flow and limit_name = wanted.limit_name
          and unit_code = case when wanted.of_unit then ${unitCode} else '' end and owner = wanted.owner
          and resets_at > ${p('now')}::timestamptz
        limit 1
      ) stored
  )`;

/** What is counted: of an attempt its outcome, and whether it takes over a certification that stands. */
interface CountedValues extends ReturnType<typeof bucketValues> {
  outcome: string;
  takesOver: boolean;
  now: Date;
}

/**
 * Counts the attempt in its buckets: a rejection as one, anything else as none. A success ends the windows of the unit's own,
 * unless it takes over a certification that stands. A
 * bucket without room breaks its constraint, and with it the statement. CTEs:
 * - `counted`: the buckets of the caller and the unit.
 * - `unit_history`: whether this is the unit's first failure in 30 days. The unit's own row tells, so `counted` comes first.
 * - `aimed`: the buckets of the people aimed at, common to all flows. They admit such a first failure even when they are full (decision 0014).
 * - `figures`: what is left in the tightest bucket that the user may know, and when that one is empty again. Null without limits.
 *
 * The rows of `counted` are locked in the order of their keys, and after the certification's row (the join to `verdict`), so that
 * two attempts never wait for each other.
 */
export const bucketCte = (p: Parameter<CountedValues>) => {
  const now = sql`${p('now')}::timestamptz`;
  const isOver = sql`bucket.resets_at <= ${now}`;
  const counting = sql`
    insert into limit_bucket as bucket (flow, limit_name, unit_code, owner, used, cap, resets_at, admits)
    select flow, limit_name, unit_code, owner, failures, cap, resets_at, true`;
  const inOrder = sql`
    order by flow, limit_name, unit_code, owner
    on conflict (flow, limit_name, unit_code, owner) do update
      set used = case when ${isOver} then excluded.used else bucket.used + excluded.used end,
          cap = excluded.cap`;
  return sql`
  wanted as (
    select wanted.*
    from verdict,
      unnest(${p('flows')}::text[], ${p('limits')}::text[], ${p('unitCodes')}::text[], ${p('owners')}::text[], ${p('caps')}::int[],
             ${p('resetTimes')}::timestamptz[], ${p('disclosed')}::boolean[], ${p('failures')}::int[])
        as wanted (flow, limit_name, unit_code, owner, cap, resets_at, disclosed, failures)
  ),
  counted as (
    ${counting} from wanted where flow <> 'every' ${inOrder},
          resets_at = case when ${p('outcome')}::text = 'certified' and not ${p('takesOver')}::boolean and bucket.unit_code <> '' then ${now}
                           when ${isOver} then excluded.resets_at else bucket.resets_at end,
          admits = ${isOver} or bucket.used < excluded.cap
    returning limit_name, owner, used, case when resets_at > ${now} then cap - used else cap end as remaining,
              case when resets_at > ${now} and used > 0 then resets_at end as resets_at
  ),
  unit_history as (
    select coalesce(bool_or(counted.used = wanted.failures), false) as is_first_failure
    from counted join wanted using (limit_name, owner) where limit_name = 'unitPer30Days'
  ),
  aimed as (
    ${counting} from unit_history, wanted where flow = 'every' ${inOrder},
          resets_at = case when ${isOver} then excluded.resets_at else bucket.resets_at end,
          admits = ${isOver} or bucket.used < excluded.cap or (select is_first_failure from unit_history)
  ),
  figures as (
    select min(remaining) as remaining,
           (array_agg(counted.resets_at order by remaining, counted.resets_at desc))[1] as resets_at
    from counted join wanted using (limit_name, owner) where wanted.disclosed
  )`;
};
