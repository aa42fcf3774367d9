/** An attempt's limit buckets in SQL: how they stand, and how the attempt is counted. `Bucket` has their columns. */
import { sql, type RawBuilder } from 'kysely';
import type { Parameter } from '../database/statement.ts';
import { UNLIMITED, type Flow } from '../protection/limits.ts';
import type { AttemptValues } from './attempt.ts';

const COLUMNS = sql`(limit_name text, of_unit boolean, owner text, cap int, resets_at timestamptz, disclosed boolean)`;

/**
 * For a `from`: each bucket as `wanted`, beside what is `stored` of it in its present window. The `limit` makes it a look-up
 * by key for each; a plain join is planned as a read of the whole table.
 */
export const storedBuckets = (
  p: Parameter<Pick<AttemptValues, 'buckets' | 'now'>>,
  flow: RawBuilder<unknown>,
  unitCode: RawBuilder<unknown>,
) => sql`
  jsonb_to_recordset(${p('buckets')}::jsonb) as wanted ${COLUMNS}
  left join lateral (
    select used, cap, resets_at from limit_bucket
    where flow = ${flow} and limit_name = wanted.limit_name
      and unit_code = case when wanted.of_unit then ${unitCode} else '' end and owner = wanted.owner
      and resets_at > ${p('now')}::timestamptz
    limit 1
  ) stored on true`;

/**
 * Counts the attempt in its buckets: a rejection one, anything else none; a success empties the unit's own. A bucket
 * without room breaks its constraint, and with it the statement. `figures`: what is left in the tightest bucket, and when that
 * one is empty again.
 *
 * Buckets are locked in the order of their keys, and after the certification's row (the join to `verdict`), so that two
 * attempts never wait for each other.
 */
export const bucketCte = (p: Parameter<AttemptValues>, flow: Flow) => sql`
  wanted as (
    select limit_name, case when of_unit then ${p('unitCode')}::text else '' end as unit_code, owner,
           cap, wanted.resets_at, disclosed
    from verdict,
      jsonb_to_recordset(${p('buckets')}::jsonb) as wanted ${COLUMNS}
  ),
  counted as (
    insert into limit_bucket as bucket (flow, limit_name, unit_code, owner, used, cap, resets_at, admits)
    select ${sql.lit(flow)}, limit_name, unit_code, owner,
           case when ${p('outcome')}::text = 'rejected' then 1 else 0 end, cap, resets_at, true
    from wanted
    order by limit_name, unit_code, owner
    on conflict (flow, limit_name, unit_code, owner) do update
      set used = case when ${p('outcome')}::text = 'certified' and bucket.unit_code <> '' then 0
                      when bucket.resets_at <= ${p('now')}::timestamptz then excluded.used
                      else bucket.used + excluded.used end,
          resets_at = case when bucket.resets_at <= ${p('now')}::timestamptz then excluded.resets_at
                           else bucket.resets_at end,
          cap = excluded.cap,
          admits = bucket.resets_at <= ${p('now')}::timestamptz or bucket.used < excluded.cap
    returning limit_name, owner, cap - used as remaining, case when used > 0 then resets_at end as resets_at
  ),
  figures as (
    select coalesce(min(remaining), ${sql.lit(UNLIMITED)}) as remaining,
           (array_agg(counted.resets_at order by remaining, counted.resets_at desc))[1] as resets_at
    from counted join wanted using (limit_name, owner) where wanted.disclosed
  )`;
