/**
 * Parts of the three statements that record an attempt: a submission, the settlement of a kept claim, a registration. Each
 * statement has these CTEs, in this order:
 * 1. `current_evidence`: one row unless an import has come since the evidence was read.
 * 2. `to_record`: one row when there is something to record, none when not (the kept claim is gone, an import has come). All
 *    that follows writes only when it has a row.
 * 3. `standing` and `admitted`: the unit's row of counters, and whether it has room (`limits/counters.ts`).
 * 4. `certified` and `verdict`: the certification, and what became of the decision.
 * 5. `spent` and `figures`: the budgets, and what is left.
 * 6. `attempted`: the attempt.
 * 7. What follows from it: waiting claims, the site that now knows the unit, the event.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Parameter } from '../database/statement.ts';
import { insertEvents } from '../events/event.ts';
import { REPLACING, type Flow } from '../limits/limits.ts';
import type { AttemptValues } from './attempt.ts';

type AttemptP = Parameter<AttemptValues>;

/**
 * A read without a lock: no attempt waits for an import. The import judges the certifications that it overtakes
 * (`evidence/import/settle.ts`). It holds for every outcome, so that a right claim and a wrong one take the same way.
 */
export const currentEvidenceCte = (p: AttemptP) => sql`
  current_evidence as (select version from evidence_version where version = ${p('evidenceVersion')}::bigint)`;

/** Whether the decision may be recorded; else the claim is decided anew. */
export const evidenceIsCurrent = sql`exists (select from current_evidence)`;

/**
 * Certifies the unit: by a new term, which may take the place of one that has not ended (`replaces`). Unless another one is open: of submissions
 * that come at once one is recorded as certifying. `verdict`: what became of the decision. The insert asks for the old term, so that it has
 * ended before.
 */
export const certificationCte = (p: AttemptP) => sql`
  term_ended as (
    update certification set ended_at = ${p('now')}::timestamptz, end_reason = 'replaced', ended_by = ${p('actor')}::text
    where unit_code = ${p('unitCode')}::text and submission_id = ${p('replaces')}::uuid and ended_at is null
      and ${p('outcome')}::text = 'certified' and exists (select from admitted)
      and (due_at is not null or ${p('takesOver')}::boolean)
      and (select count(*) from certification newest
           where newest.unit_code = ${p('unitCode')}::text and since > ${p('now')}::timestamptz - ${sql.lit(`${REPLACING.window} ms`)}::interval
          ) < ${sql.lit(REPLACING.allowed)}
    returning submission_id, site_id
  ),
  certified as (
    insert into certification (unit_code, submission_id, site_id, since, by, method, source, evidence_as_of, evidence_version,
                               representative, agent)
    select ${p('unitCode')}::text, ${p('submissionId')}::uuid, ${p('siteId')}::text, ${p('now')}::timestamptz,
           ${p('applicant')}::text, ${p('method')}::text, ${p('source')}::text, ${p('evidenceAsOf')}::date,
           ${p('evidenceVersion')}::bigint, ${p('representative')}::text, ${p('agent')}::text
    from admitted where ${p('outcome')}::text = 'certified' and (select count(*) from term_ended) is not null
    on conflict (unit_code) where ended_at is null do nothing
    returning unit_code
  ),
  verdict as (
    select case when ${p('outcome')}::text = 'certified' and not exists (select from certified)
           then 'already-certified' else ${p('outcome')}::text end as outcome
    from admitted
  )`;

/**
 * The attempt as it was decided, and the waiting one whose place it takes. `onConflict`: for an attempt that may be there already, as it
 * waited for its decision.
 */
export const attemptCte = (p: AttemptP, flow: Flow, onConflict: RawBuilder<unknown> = sql``) => sql`
  attempted as (
    insert into submission (id, reference, key, body, flow, unit_code, site_id, user_digest, applicant, outcome, finding, claim,
                            remaining, resets_at, at, decided_at)
    select ${p('submissionId')}::uuid, ${p('reference')}::text, ${p('key')}::text, ${p('body')}::text, ${sql.lit(flow)}, ${p('unitCode')}::text, ${p('siteId')}::text,
           ${p('user')}::text, ${p('applicant')}::text, verdict.outcome, ${p('finding')}::text, ${p('claim')}::text,
           figures.remaining, figures.resets_at, ${p('now')}::timestamptz,
           case when verdict.outcome <> 'pending' then ${p('now')}::timestamptz end
    from verdict left join figures on true
    ${onConflict}
    returning reference, outcome, finding, remaining, resets_at
  ),
  replaced as (
    update submission set outcome = 'replaced', decided_at = ${p('now')}::timestamptz
    from attempted
    where attempted.outcome in ('pending', 'certified') and submission.outcome = 'pending'
      and submission.id = (select submission_id from kept_claim
                           where unit_code = ${p('unitCode')}::text and purpose = 'pending')
      and submission.id <> ${p('submissionId')}::uuid
    returning submission.id
  )`;

/** The site knows the unit from now on, so that it is told of lapses. `from`: a CTE with a row when that is so. */
export const knownCte = (p: AttemptP, from: 'attempted' | 'succeeded') => sql`
  known as (
    insert into site_unit (unit_code, site_id)
    select ${p('unitCode')}::text, ${p('siteId')}::text from ${sql.ref(from)}
    on conflict do nothing
  )`;

/**
 * The event of what became of the submission. `also`: what else happened, of the events that the statement is given. Who is told of it, and
 * what, is decided when it is sent.
 */
export const eventsCte = (p: AttemptP, flow: Flow, also = sql`false`) => sql`
  written as (${insertEvents(
    p('events'),
    sql`where possible.type = ${sql.lit(`${flow}.`)} || (select outcome from attempted)
      or possible.type = 'certification.replaced' and exists (select from term_ended)
      or ${also}`,
  )}
  )`;
