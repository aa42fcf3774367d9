/**
 * Records a submission, or the settlement of a kept claim: one statement that writes the key, the certification, the attempt, the
 * kept claim and the event, and counts it. It happens whole or not at all: a
 * budget without room breaks a check constraint, a used key a unique one; a unit without room, and an import that came since the evidence was read,
 * leave nothing to write.
 */
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepareInLane } from '../database/statement.ts';
import type { KeyRing } from '../protection/keys.ts';
import { attemptValues, type Attempt, type AttemptValues } from './attempt.ts';
import { countingCte, standingCte } from '../limits/counters.ts';
import { replacingKept, type KeptColumns } from './kept-claim.ts';
import {
  attemptCte,
  certificationCte,
  currentEvidenceCte,
  eventsCte,
  evidenceIsCurrent,
  knownCte,
} from './record-sql.ts';
import { recordedOf, runRecording, type Recorded, type RecordRow } from './recorded.ts';

/** Nothing is kept of a claim that was decided at once. */
const NOTHING_KEPT = { sealedClaim: null, nextTryAt: null, keptUntil: null };

type SubmissionValues = AttemptValues & (KeptColumns | typeof NOTHING_KEPT);

const submitStatement = prepareInLane<SubmissionValues, RecordRow>(
  'certification_submit',
  'unitCode',
  (p) => sql<RecordRow>`
  with ${currentEvidenceCte(p)},
  to_record as (select where ${evidenceIsCurrent}),
  ${standingCte(p)},
  ${certificationCte(p)},
  ${countingCte(p)},
  ${attemptCte(p, 'certification')},
  kept as (
    insert into kept_claim (unit_code, purpose, submission_id, site_id, claim, next_try_at, expires_at)
    select ${p('unitCode')}::text, 'pending', ${p('submissionId')}::uuid, ${p('siteId')}::text, ${p('sealedClaim')}::text,
           ${p('nextTryAt')}::timestamptz, ${p('keptUntil')}::timestamptz
    from attempted where attempted.outcome = 'pending'
    ${replacingKept}
    returning unit_code
  ),
  dropped as (
    delete from kept_claim using attempted
    where unit_code = ${p('unitCode')}::text
      and (purpose = 'recheck' or attempted.outcome in ('certified', 'already-certified'))
    returning unit_code
  ),
  ${knownCte(p, 'attempted')},
  ${eventsCte(p, 'certification')}
  select ${evidenceIsCurrent} as evidence_is_current, exists (select from to_record) as is_open, reference, outcome, finding, remaining, resets_at
  from (select 1) one left join attempted on true`,
);

/** Which kept claim is settled. `keptUnit`: the code that it is kept under. */
interface SettledClaim {
  keptUnit: string;
  purpose: 'pending' | 'recheck';
}

/** A claim that waited for a partner has its attempt already; one that is checked again gets it now. */
const decidedNow = sql`on conflict (id) do update
      set unit_code = excluded.unit_code, outcome = excluded.outcome, finding = excluded.finding, remaining = excluded.remaining,
          resets_at = excluded.resets_at, decided_at = excluded.decided_at
      where submission.outcome = 'pending'`;

const settleStatement = prepareInLane<AttemptValues & SettledClaim, RecordRow>(
  'certification_settle',
  'unitCode',
  (p) => sql<RecordRow>`
  with ${currentEvidenceCte(p)},
  to_record as (
    delete from kept_claim
    where unit_code = ${p('keptUnit')}::text and purpose = ${p('purpose')}::text
      and submission_id = ${p('submissionId')}::uuid and ${evidenceIsCurrent}
    returning submission_id
  ),
  ${standingCte(p)},
  ${certificationCte(p)},
  ${countingCte(p)},
  ${attemptCte(p, 'certification', decidedNow)},
  dropped as (
    delete from kept_claim using attempted
    where unit_code = ${p('unitCode')}::text and attempted.outcome <> 'rejected'
      and kept_claim.submission_id <> ${p('submissionId')}::uuid
    returning unit_code
  ),
  ${eventsCte(p, 'certification')}
  select ${evidenceIsCurrent} as evidence_is_current, exists (select from to_record) as is_open, reference, outcome, finding, remaining, resets_at
  from (select 1) one left join attempted on true`,
);

/** The keys sign the event. */
export interface Recording {
  database: Database;
  keys: KeyRing;
}

/** `kept`: with a pending decision, the claim that waits. `key-used`: another attempt has the key; nothing was written. */
export async function recordSubmission(
  { database, keys }: Recording,
  attempt: Attempt,
  kept: KeptColumns | undefined,
): Promise<Recorded> {
  const others = kept ?? NOTHING_KEPT;
  const row = await runRecording(attempt.newReference, (reference) =>
    database.run(submitStatement, {
      ...attemptValues(keys, 'certification', attempt, reference),
      ...others,
    }),
  );
  return recordedOf(row)!; // it is always open
}

/** `superseded`: the claim was replaced or decided meanwhile; nothing was written. */
export async function recordSettlement(
  { database, keys }: Recording,
  attempt: Attempt,
  settled: SettledClaim,
): Promise<Recorded | { kind: 'superseded' }> {
  const row = await runRecording(attempt.newReference, (reference) =>
    database.run(settleStatement, {
      ...attemptValues(keys, 'certification', attempt, reference),
      ...settled,
    }),
  );
  return recordedOf(row) ?? { kind: 'superseded' };
}
