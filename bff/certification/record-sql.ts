/**
 * Parts that the statements of a submission, of a settlement and of a registration share. Each reads `entry`, which a
 * settlement makes itself.
 */
import { sql, type RawBuilder } from 'kysely';
import { UNLIMITED, type Limited } from '../protection/limits.ts';

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

type KeyP = (key: 'key' | 'body' | 'attemptId' | 'keyExpiresAt' | 'now') => RawBuilder<unknown>;

/** `entry`: one row when the idempotency key is new (or over age), none when it was used. `from`: what it depends on. */
export const keyCte = (p: KeyP, from: RawBuilder<unknown> = sql``) => sql`
  entry as (
    insert into idempotency_key (key, body, attempt_id, expires_at)
    select ${p('key')}::text, ${p('body')}::text, ${p('attemptId')}::uuid, ${p('keyExpiresAt')}::timestamptz
    ${from}
    on conflict (key) do update
      set body = excluded.body, attempt_id = excluded.attempt_id, expires_at = excluded.expires_at
      where idempotency_key.expires_at <= ${p('now')}::timestamptz
    returning attempt_id
  )`;

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
           (array_agg(case when moved.used > 0 then moved.resets_at end
              order by moved.cap - moved.used, case when moved.used > 0 then moved.resets_at end desc))[1] as resets_at
    from moved join asked using (key) where asked.told
  )`;

type AttemptP = (
  key: 'attemptId' | 'unitCode' | 'siteId' | 'user' | 'applicant' | 'finding' | 'claim' | 'now',
) => RawBuilder<unknown>;

/** The attempt as it was decided, and the waiting one whose place it takes. */
export const attemptCte = (p: AttemptP, kind: Limited) => sql`
  attempted as (
    insert into attempt (id, unit_code, site_id, user_digest, applicant, outcome, finding, claim,
                         remaining, resets_at, at, decided_at, kind)
    select ${p('attemptId')}::uuid, ${p('unitCode')}::text, ${p('siteId')}::text, ${p('user')}::text,
           ${p('applicant')}::text, verdict.outcome, ${p('finding')}::text, ${p('claim')}::text,
           told.remaining, told.resets_at, ${p('now')}::timestamptz,
           case when verdict.outcome <> 'pending' then ${p('now')}::timestamptz end, ${sql.lit(kind)}
    from entry, verdict, told
    returning outcome, remaining, resets_at
  ),
  superseded as (
    update attempt set outcome = 'replaced', decided_at = ${p('now')}::timestamptz
    from kept_claim, attempted
    where attempted.outcome in ('pending', 'certified') and kept_claim.unit_code = ${p('unitCode')}::text
      and kept_claim.purpose = 'pending' and attempt.id = kept_claim.attempt_id
      and attempt.outcome = 'pending'
    returning attempt.id
  )`;

/** The audit entry and the outbox event; a second certifier causes no event, nor does a registration that failed. */
export const consequencesCte = (p: P, kind: Limited = 'certification') => sql`
  audited as (
    insert into audit_entry (at, action, unit_code, site_id, attempt_id, detail)
    select ${p('now')}::timestamptz, ${sql.lit(`${kind}.`)} || attempted.outcome, ${p('unitCode')}::text,
           ${p('siteId')}::text, ${p('attemptId')}::uuid, ${p('detail')}::jsonb
    from attempted
    returning id
  ),
  announced as (
    insert into outbox_event (id, kind, unit_code, site_id, payload, at)
    select ${p('eventId')}::uuid, 'unit.' || attempted.outcome, ${p('unitCode')}::text, ${p('siteId')}::text,
           ${p('event')}::jsonb, ${p('now')}::timestamptz
    from attempted where attempted.outcome in ${kind === 'certification' ? sql`('certified', 'rejected')` : sql`('certified')`}
    returning id
  )`;
