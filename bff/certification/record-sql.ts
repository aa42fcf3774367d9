/**
 * Parts of the three statements that record an attempt: a submission, the settlement of a kept claim, a registration. Each
 * statement has these CTEs, in this order:
 * 1. `unchanged_registry`: the registry, if it is as the evidence was read.
 * 2. `to_record`: one row when there is something to record, none when not (the key is used, the kept claim is gone). All
 *    that follows writes only when it has a row.
 * 3. `certified` and `verdict`: the certification, and what became of the decision.
 * 4. The limit buckets and their `figures` (`bucket-sql.ts`).
 * 5. `attempted`: the attempt.
 * 6. What follows from it: waiting claims, the site that now knows the unit, the audit entry, the event for webhooks.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Parameter } from '../database/statement.ts';
import type { Flow } from '../protection/limits.ts';
import type { AttemptValues } from './attempt.ts';

type AttemptP = Parameter<AttemptValues>;

/**
 * `unchanged_registry`: one row while the registry is as the evidence was read, none once an import has changed it. The row stays
 * locked until the statement ends: an import that comes meanwhile waits, and then judges the new certification too.
 */
export const unchangedRegistryCte = (p: AttemptP) => sql`
  unchanged_registry as (
    select version from registry_version where version = ${p('registryVersion')}::bigint for share
  )`;

/** Whether the decision may still be recorded. A refusal may rest on what the registry said a moment ago; a certification may not. */
export const evidenceHolds = (p: AttemptP) => sql`
  (${p('outcome')}::text <> 'certified' or exists (select from unchanged_registry))`;

/** Certifies the unit unless it is certified. `verdict`: what became of the decision. */
export const certificationCte = (p: AttemptP) => sql`
  certified as (
    insert into certification (unit_code, status, since, site_id, applicant, attempt_id, representative)
    select ${p('unitCode')}::text, 'certified', ${p('now')}::timestamptz, ${p('siteId')}::text,
           ${p('applicant')}::text, ${p('attemptId')}::uuid, ${p('representative')}::text
    from to_record where ${p('outcome')}::text = 'certified'
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
    from to_record
  )`;

/**
 * The attempt as it was decided, and the waiting one whose place it takes. `onConflict`: for an attempt that may be there already, as it
 * waited for its decision.
 */
export const attemptCte = (p: AttemptP, flow: Flow, onConflict: RawBuilder<unknown> = sql``) => sql`
  attempted as (
    insert into attempt (id, flow, unit_code, site_id, user_digest, applicant, outcome, finding, claim,
                         remaining, resets_at, at, decided_at)
    select ${p('attemptId')}::uuid, ${sql.lit(flow)}, ${p('unitCode')}::text, ${p('siteId')}::text,
           ${p('user')}::text, ${p('applicant')}::text, verdict.outcome, ${p('finding')}::text, ${p('claim')}::text,
           figures.remaining, figures.resets_at, ${p('now')}::timestamptz,
           case when verdict.outcome <> 'pending' then ${p('now')}::timestamptz end
    from to_record, verdict, figures
    ${onConflict}
    returning outcome, finding, remaining, resets_at
  ),
  replaced as (
    update attempt set outcome = 'replaced', decided_at = ${p('now')}::timestamptz
    from attempted
    where attempted.outcome in ('pending', 'certified') and attempt.outcome = 'pending'
      and attempt.id = (select attempt_id from kept_claim
                        where unit_code = ${p('unitCode')}::text and purpose = 'pending')
      and attempt.id <> ${p('attemptId')}::uuid
    returning attempt.id
  )`;

/** The site knows the unit from now on, so that it is told of lapses. `from`: a CTE with a row when that is so. */
export const knownCte = (p: AttemptP, from: 'attempted' | 'succeeded') => sql`
  known as (
    insert into site_unit (unit_code, site_id)
    select ${p('unitCode')}::text, ${p('siteId')}::text from ${sql.ref(from)}
    on conflict do nothing
  )`;

/**
 * The audit entry, and the event for webhooks: none while the decision is pending, nor when another attempt has certified the unit.
 * Which sites are told is decided when it is sent (`delivery/fan-out.ts`).
 */
export const auditAndEventCte = (p: AttemptP, flow: Flow) => sql`
  audited as (
    insert into audit_entry (at, actor, action, unit_code, site_id, attempt_id, detail)
    select ${p('now')}::timestamptz, ${p('actor')}::text, ${sql.lit(`${flow}.`)} || attempted.outcome, ${p('unitCode')}::text,
           ${p('siteId')}::text, ${p('attemptId')}::uuid, ${p('detail')}::jsonb
    from attempted
    returning id
  ),
  announced as (
    insert into outbox_event (id, type, unit_code, site_id, data, at)
    select ${p('eventId')}::uuid, ${p('eventType')}::text, ${p('unitCode')}::text, ${p('siteId')}::text,
           ${p('eventData')}::jsonb, ${p('now')}::timestamptz
    from attempted
    where ${p('eventType')}::text is not null and attempted.outcome = ${p('outcome')}::text
    returning id
  )`;
