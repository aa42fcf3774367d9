/** Parts that the submission's and the settlement's statement share. Each reads `entry`, which is theirs. */
import { sql, type RawBuilder } from 'kysely';
import { UNLIMITED } from '../protection/limits.ts';

type P = (
  key:
    | 'attemptId'
    | 'unitCode'
    | 'siteId'
    | 'outcome'
    | 'applicant'
    | 'representative'
    | 'buckets'
    | 'lifted'
    | 'event'
    | 'detail'
    | 'eventId'
    | 'now',
) => RawBuilder<unknown>;

/** Certifies the unit unless it is; `verdict` says what became of the decision. */
export const certificationCte = (p: P) => sql`
  certified as (
    insert into certification (unit_code, status, since, site_id, applicant, attempt_id, representative)
    select ${p('unitCode')}::text, 'certified', ${p('now')}::timestamptz, ${p('siteId')}::text,
           ${p('applicant')}::text, ${p('attemptId')}::uuid, ${p('representative')}::text
    from entry where ${p('outcome')}::text = 'certified'
    on conflict (unit_code) do update
      set status = 'certified', reason = null, since = excluded.since, site_id = excluded.site_id,
          applicant = excluded.applicant, attempt_id = excluded.attempt_id,
          representative = excluded.representative
      where certification.status <> 'certified'
    returning unit_code
  ),
  verdict as (
    select case when ${p('outcome')}::text = 'certified' and not exists (select from certified)
           then 'already-certified' else ${p('outcome')}::text end as outcome
    from entry
  )`;

/**
 * Moves the buckets in the order of their keys (two submissions never wait for each other): a rejection
 * counts one, anything else none; a success empties the unit's own. `told` is the smallest figure left.
 * The join to `verdict` makes the certification's row lock come first, in every submission.
 */
export const bucketCte = (p: P) => sql`
  asked as (
    select asked.* from verdict,
      jsonb_to_recordset(${p('buckets')}::jsonb)
        as asked (key text, cap int, resets_at timestamptz, told boolean)
    order by asked.key
  ),
  moved as (
    insert into limit_bucket as bucket (key, used, cap, resets_at, admits)
    select key, case when ${p('outcome')}::text = 'rejected' then 1 else 0 end, cap, resets_at, true from asked
    order by key
    on conflict (key) do update
      set used = case when bucket.key = any(${p('lifted')}::text[]) then 0
                      when bucket.resets_at <= ${p('now')}::timestamptz then excluded.used
                      else bucket.used + excluded.used end,
          resets_at = case when bucket.resets_at <= ${p('now')}::timestamptz then excluded.resets_at
                           else bucket.resets_at end,
          cap = excluded.cap,
          admits = bucket.resets_at <= ${p('now')}::timestamptz or bucket.used < excluded.cap
    returning key, used, cap, resets_at
  ),
  told as (
    select coalesce(min(moved.cap - moved.used), ${sql.lit(UNLIMITED)}) as remaining,
           (array_agg(moved.resets_at order by moved.cap - moved.used, moved.resets_at desc)
             filter (where moved.used > 0))[1] as resets_at
    from moved join asked using (key) where asked.told
  )`;

/** The audit entry and the outbox event; a second certifier causes no event. */
export const consequencesCte = (p: P) => sql`
  audited as (
    insert into audit_entry (at, action, unit_code, site_id, attempt_id, detail)
    select ${p('now')}::timestamptz, 'certification.' || attempted.outcome, ${p('unitCode')}::text,
           ${p('siteId')}::text, ${p('attemptId')}::uuid, ${p('detail')}::jsonb
    from attempted
    returning id
  ),
  announced as (
    insert into outbox_event (id, kind, unit_code, site_id, payload, at)
    select ${p('eventId')}::uuid, 'unit.' || attempted.outcome, ${p('unitCode')}::text, ${p('siteId')}::text,
           ${p('event')}::jsonb, ${p('now')}::timestamptz
    from attempted where attempted.outcome in ('certified', 'rejected')
    returning id
  )`;
