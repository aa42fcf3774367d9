/**
 * The write of an attempt: one statement that records the key, the attempt, the certification, what is kept of the claim,
 * the audit entry and the event for portals, and counts in the limit buckets. It happens whole or not at all: a bucket
 * that does not admit it breaks a check constraint; a key that was used, or a registry that an import has changed since the evidence
 * was read, leaves nothing to write.
 */
import { sql } from 'kysely';
import { violatedConstraint, wasUndoneForAnother, type Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import {
  attemptValues,
  recordedAttempt,
  type Attempt,
  type AttemptRow,
  type AttemptValues,
  type RecordedAttempt,
} from './attempt.ts';
import { idempotencyCte, idempotencyValues, type Idempotency } from './idempotency.ts';
import { replacingKept, type KeptColumns } from './kept-claim.ts';
import { bucketCte } from './bucket-sql.ts';
import {
  attemptCte,
  auditAndEventCte,
  certificationCte,
  currentRegistryCte,
  isOnCurrentRegistry,
  knownCte,
} from './record-sql.ts';

/** Nothing is kept of a claim that was decided at once. */
const NOTHING_KEPT = { kept: null, nextTryAt: null, keptUntil: null };

type SubmissionValues = AttemptValues &
  ReturnType<typeof idempotencyValues> &
  (KeptColumns | typeof NOTHING_KEPT);

/**
 * What every such statement answers. `current`: the registry is still as the evidence was read. The columns of the attempt are null when
 * nothing was recorded.
 */
export type RecordRow = { current: boolean } & { [Column in keyof AttemptRow]: AttemptRow[Column] | null };

const submitStatement = prepare<SubmissionValues, RecordRow>(
  'certification_submit',
  (p) => sql<RecordRow>`
  with ${currentRegistryCte(p)},
  ${idempotencyCte(p, sql`where ${isOnCurrentRegistry(p)}`)},
  ${certificationCte(p)},
  ${bucketCte(p)},
  ${attemptCte(p, 'certification')},
  kept as (
    insert into kept_claim (unit_code, purpose, attempt_id, site_id, claim, next_try_at, expires_at)
    select ${p('unitCode')}::text, 'pending', ${p('attemptId')}::uuid, ${p('siteId')}::text, ${p('kept')}::text,
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
  ${auditAndEventCte(p, 'certification')}
  select ${isOnCurrentRegistry(p)} as current, outcome, finding, remaining, resets_at
  from (select 1) one left join attempted on true`,
);

/** Whose claim is settled: `keptUnit` is the code that it is kept under. */
interface Settled {
  keptUnit: string;
  purpose: 'pending' | 'recheck';
}

const settleStatement = prepare<AttemptValues & Settled, RecordRow>(
  'certification_settle',
  (p) => sql<RecordRow>`
  with ${currentRegistryCte(p)},
  entry as (
    delete from kept_claim
    where unit_code = ${p('keptUnit')}::text and purpose = ${p('purpose')}::text
      and attempt_id = ${p('attemptId')}::uuid and ${isOnCurrentRegistry(p)}
    returning attempt_id
  ),
  ${certificationCte(p)},
  ${bucketCte(p)},
  attempted as (
    insert into attempt (id, flow, unit_code, site_id, user_digest, applicant, outcome, finding, claim,
                         remaining, resets_at, at, decided_at)
    select entry.attempt_id, 'certification', ${p('unitCode')}::text, ${p('siteId')}::text, ${p('user')}::text,
           ${p('applicant')}::text, verdict.outcome, ${p('finding')}::text, ${p('claim')}::text,
           figures.remaining, figures.resets_at, ${p('now')}::timestamptz, ${p('now')}::timestamptz
    from entry, verdict, figures
    on conflict (id) do update
      set outcome = excluded.outcome, finding = excluded.finding, remaining = excluded.remaining,
          resets_at = excluded.resets_at, decided_at = excluded.decided_at
      where attempt.outcome = 'pending'
    returning outcome, finding, remaining, resets_at
  ),
  replaced as (
    update attempt set outcome = 'replaced', decided_at = ${p('now')}::timestamptz
    from attempted
    where attempted.outcome = 'certified' and attempt.outcome = 'pending'
      and attempt.id = (select attempt_id from kept_claim
                        where unit_code = ${p('unitCode')}::text and purpose = 'pending')
      and attempt.id <> ${p('attemptId')}::uuid
    returning attempt.id
  ),
  dropped as (
    delete from kept_claim using attempted
    where unit_code = ${p('unitCode')}::text and attempted.outcome <> 'rejected'
      and kept_claim.attempt_id <> ${p('attemptId')}::uuid
    returning unit_code
  ),
  ${auditAndEventCte(p, 'certification')}
  select ${isOnCurrentRegistry(p)} as current, outcome, finding, remaining, resets_at
  from (select 1) one left join attempted on true`,
);

/**
 * `limited`: a limit did not admit the decision, so nothing of it may be told. `outdated`: an import changed the registry since the
 * evidence was read. Then nothing was written.
 */
export type Recorded =
  { kind: 'recorded'; attempt: RecordedAttempt } | { kind: 'limited' } | { kind: 'outdated' };

/** `kept`: with a pending decision, the claim that waits. `key-used`: another attempt has the key; nothing was written. */
export async function recordSubmission(
  database: Database,
  attempt: Attempt,
  idempotency: Idempotency,
  kept: KeptColumns | undefined,
): Promise<Recorded | { kind: 'key-used' }> {
  const values = { ...attemptValues(attempt), ...idempotencyValues(idempotency), ...(kept ?? NOTHING_KEPT) };
  return recordedOf(await write(() => database.run(submitStatement, values))) ?? { kind: 'key-used' };
}

/** `superseded`: the claim was replaced or decided meanwhile; nothing was written. */
export async function recordSettlement(
  database: Database,
  attempt: Attempt,
  settled: Settled,
): Promise<Recorded | { kind: 'superseded' }> {
  const values = { ...attemptValues(attempt), ...settled };
  return recordedOf(await write(() => database.run(settleStatement, values))) ?? { kind: 'superseded' };
}

/** Undefined when there was nothing to record. */
export function recordedOf(row: RecordRow | 'limited'): Recorded | undefined {
  if (row === 'limited') return { kind: 'limited' };
  const { current, outcome, finding, remaining, resets_at } = row;
  if (!current) return { kind: 'outdated' };
  if (outcome === null || remaining === null) return undefined;
  return { kind: 'recorded', attempt: recordedAttempt({ outcome, finding, remaining, resets_at }) };
}

/**
 * How often a statement is run at most. A submission and a settlement of one unit lock the same rows in different orders, so
 * that a deadlock can undo one of them.
 */
const TRIES = 3;

/** The row of a statement that records; tried again when a deadlock with another one undid it. */
export async function write<Row>(run: () => Promise<Row[]>, tries = 1): Promise<Row | 'limited'> {
  try {
    const [row] = await run();
    return row!; // it always has one
  } catch (error) {
    if (violatedConstraint(error) === 'limit_bucket_admits') return 'limited';
    if (wasUndoneForAnother(error) && tries < TRIES) return write(run, tries + 1);
    throw error;
  }
}
