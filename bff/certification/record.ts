/**
 * The write of a submission: one statement that records the key, the attempt, the certification, what is
 * kept of the claim, the audit entry and the outbox event, and moves the limit buckets. It happens whole or
 * not at all: a bucket that does not admit it breaks a check constraint, a key that was used writes nothing.
 */
import { sql } from 'kysely';
import { violatedConstraint, wasUndoneForAnother, type Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { Bucket } from '../protection/limits.ts';
import { attemptCte, bucketCte, certificationCte, consequencesCte, keyCte } from './record-sql.ts';

export interface Entry {
  attemptId: string;
  unitCode: string;
  siteId: string;
  user: string;
  outcome: 'certified' | 'rejected' | 'pending';
  finding: string | null;
  /** Digest of the whole claim, so that a re-check can be told to be of this very claim. */
  claim: string;
  applicant: string;
  /** Digest of the representative's number under the newest key. */
  representative: string;
  buckets: readonly Bucket[];
  /** JSON without personal data: the webhook's payload and the audit entry's detail. */
  event: string;
  detail: string;
  eventId: string;
  now: Date;
}

export interface Submission extends Entry {
  key: string;
  body: string;
  keyExpiresAt: Date;
  /** With `pending`: the encrypted claim, and until when it waits. */
  kept: string | null;
  nextTryAt: Date | null;
  keptUntil: Date | null;
}

/** `attemptId` is a pending attempt's, or that of the attempt which a re-check becomes when it succeeds. */
export interface Settlement extends Entry {
  /** The code the claim is kept under. */
  keptUnit: string;
  purpose: 'pending' | 'recheck';
}

/** What was written. `already-certified`: somebody else's submission certified the unit first. */
export interface Recorded {
  outcome: 'certified' | 'rejected' | 'pending' | 'already-certified';
  remaining: number;
  resetsAt: Date | null;
}

export type RecordResult = { kind: 'recorded'; recorded: Recorded } | { kind: 'gone' } | { kind: 'limited' };

/** The values of the statements: as the entries, with the buckets as JSON and the names of the lifted. */
export type Values<E extends Entry> = Omit<E, 'buckets'> & { buckets: string; lifted: readonly string[] };

export interface Row {
  outcome: Recorded['outcome'];
  remaining: number;
  resets_at: Date | null;
}

const submitStatement = prepare<Values<Submission>, Row>(
  'certification_submit',
  (p) => sql<Row>`
  with ${keyCte(p)},
  ${certificationCte(p)},
  ${bucketCte(p)},
  ${attemptCte(p, 'certification')},
  kept as (
    insert into kept_claim (unit_code, purpose, attempt_id, site_id, claim, next_try_at, expires_at)
    select ${p('unitCode')}::text, 'pending', ${p('attemptId')}::uuid, ${p('siteId')}::text, ${p('kept')}::text,
           ${p('nextTryAt')}::timestamptz, ${p('keptUntil')}::timestamptz
    from attempted where attempted.outcome = 'pending'
    on conflict (unit_code, purpose) do update
      set attempt_id = excluded.attempt_id, site_id = excluded.site_id, claim = excluded.claim, tries = 0,
          next_try_at = excluded.next_try_at, expires_at = excluded.expires_at
    returning unit_code
  ),
  dropped as (
    delete from kept_claim using attempted
    where unit_code = ${p('unitCode')}::text
      and (purpose = 'recheck' or attempted.outcome in ('certified', 'already-certified'))
    returning unit_code
  ),
  ${consequencesCte(p)}
  select outcome, remaining, resets_at from attempted`,
);

const settleStatement = prepare<Values<Settlement>, Row>(
  'certification_settle',
  (p) => sql<Row>`
  with entry as (
    delete from kept_claim
    where unit_code = ${p('keptUnit')}::text and purpose = ${p('purpose')}::text
      and attempt_id = ${p('attemptId')}::uuid
    returning attempt_id
  ),
  ${certificationCte(p)},
  ${bucketCte(p)},
  attempted as (
    insert into attempt (id, unit_code, site_id, user_digest, applicant, outcome, finding, claim,
                         remaining, resets_at, at, decided_at)
    select entry.attempt_id, ${p('unitCode')}::text, ${p('siteId')}::text, ${p('user')}::text,
           ${p('applicant')}::text, verdict.outcome, ${p('finding')}::text, ${p('claim')}::text,
           told.remaining, told.resets_at, ${p('now')}::timestamptz, ${p('now')}::timestamptz
    from entry, verdict, told
    on conflict (id) do update
      set outcome = excluded.outcome, finding = excluded.finding, remaining = excluded.remaining,
          resets_at = excluded.resets_at, decided_at = excluded.decided_at
      where attempt.outcome = 'pending'
    returning outcome, remaining, resets_at
  ),
  superseded as (
    update attempt set outcome = 'replaced', decided_at = ${p('now')}::timestamptz
    from kept_claim, attempted
    where attempted.outcome = 'certified' and kept_claim.unit_code = ${p('unitCode')}::text
      and kept_claim.purpose = 'pending' and kept_claim.attempt_id <> ${p('attemptId')}::uuid
      and attempt.id = kept_claim.attempt_id and attempt.outcome = 'pending'
    returning attempt.id
  ),
  dropped as (
    delete from kept_claim using attempted
    where unit_code = ${p('unitCode')}::text and attempted.outcome <> 'rejected'
      and kept_claim.attempt_id <> ${p('attemptId')}::uuid
    returning unit_code
  ),
  ${consequencesCte(p)}
  select outcome, remaining, resets_at from attempted`,
);

/** Records a submission; `gone`: its key was used already, read the first answer. */
export const recordSubmission = (database: Database, submission: Submission): Promise<RecordResult> =>
  write(() => database.run(submitStatement, withBuckets(submission)));

/** Decides a kept claim; `gone`: it was replaced or decided meanwhile. */
export const recordSettlement = (database: Database, settlement: Settlement): Promise<RecordResult> =>
  write(() => database.run(settleStatement, withBuckets(settlement)));

export const withBuckets = <E extends Entry>(entry: E): Values<E> => ({
  ...entry,
  buckets: JSON.stringify(entry.buckets),
  lifted:
    entry.outcome === 'certified' ? entry.buckets.filter(({ lifted }) => lifted).map(({ key }) => key) : [],
});

/** A submission and a settlement of one unit lock the same rows, each in the order that is its own. */
const TRIES = 3;

/** Runs a statement that records: again when another one's deadlock undid it. */
export async function write(run: () => Promise<Row[]>, tries = 1): Promise<RecordResult> {
  try {
    const [row] = await run();
    if (!row) return { kind: 'gone' };
    const { outcome, remaining, resets_at } = row;
    return { kind: 'recorded', recorded: { outcome, remaining, resetsAt: resets_at } };
  } catch (error) {
    if (violatedConstraint(error) === 'limit_bucket_admits') return { kind: 'limited' };
    if (wasUndoneForAnother(error) && tries < TRIES) return write(run, tries + 1);
    throw error;
  }
}
