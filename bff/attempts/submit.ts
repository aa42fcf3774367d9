/**
 * The story of one submission, in the order it happens. The files in the order of reading:
 * - parse: `claim.ts`, `../keys/caller.ts`, `../limits/limits.ts`
 * - load and guard: `snapshot.ts`, `guard.ts`
 * - decide: `attempt.ts`, `gather.ts`, `decide.ts`, `aim.ts`
 * - record: `record.ts`, whose counting is in `../limits/counters.ts`; its values are in
 *   `submission.ts` and `kept-claim.ts`
 *
 * A claim that a partner's outage leaves pending is decided later, in `waiting.ts`.
 */
import { CERTIFICATION_FIELDS } from '../contract/forms.ts';
import type { CertificationAnswer } from '../contract/wire.ts';
import { caseCounters } from '../limits/index.ts';
import { decideAndRecord, readAttempt } from './attempt.ts';
import type { RecordedSubmission } from './submission.ts';
import { claimOf, idempotencyOf, textOf, type ClaimToDecide } from './claim.ts';
import { publicReason } from './decide.ts';
import type { Dependencies, Submitter } from './dependencies.ts';
import { refusalOf } from './guard.ts';
import { keepClaim } from './kept-claim.ts';
import type { SubmissionResult } from './result.ts';
import { sentBefore, type EarlierSubmission, type Snapshot } from './snapshot.ts';
import { recordSubmission } from './record.ts';
import { readOutcome } from './replay.ts';

/** `request` is the schema's output; `key` the Idempotency-Key as the user sent it, checked. */
export async function submit(
  dependencies: Dependencies,
  submitter: Submitter,
  key: string,
  request: ClaimToDecide,
): Promise<SubmissionResult> {
  const { digester, cipher, limits } = dependencies;
  const now = dependencies.now();

  // Parse: what is claimed, in the forms that are compared, counted and stored.
  const { siteId, unitCode: askedCode, sub } = submitter;
  const claim = claimOf(request, digester);
  const { replace } = request;
  // The key is of the whole body, also of what is no part of the claim.
  const body = textOf(request, CERTIFICATION_FIELDS);
  const text = replace ? JSON.stringify([body, 'replace']) : body;
  const idempotency = idempotencyOf(digester, [siteId, askedCode, sub, key], text);

  // Load: all that is known here, in one read.
  const attempt = await readAttempt(
    dependencies,
    { flow: 'certification', unitCode: askedCode, request, claim, idempotency, sender: submitter },
    dependencies.counter ? caseCounters(limits, now).budgets : [],
    now,
  );
  const { caller, counters, snapshot } = attempt;
  const { users } = caller;

  // Guard: a repeated key or claim is answered as before, and a way that is not open is refused.
  // Nothing is recorded then.
  const { earlier } = snapshot;
  if (earlier && !idempotency.bodies.includes(earlier.body)) return { kind: 'key-reused' };
  const answerAgain = async (first: EarlierSubmission, known: Snapshot): Promise<SubmissionResult> => {
    const asker = { flow: 'certification', unitCode: known.unitCode, siteId, users } as const;
    const submission = await readOutcome(dependencies, first, asker);
    return submission ? replay({ ...first, submission }, known) : { kind: 'key-reused' };
  };
  if (earlier && !earlier.isBeingAsked) return answerAgain(earlier, snapshot);
  const sent = snapshot.facts.is_held ? undefined : sentBefore(snapshot, claim.digests, now);
  if (sent) {
    const { reference, finding } = sent;
    const answer = { outcome: 'rejected', reference, reason: publicReason(finding), repeated: true } as const;
    return { kind: 'answered', answer, replayed: true };
  }
  const way = replace ? 'replace' : 'certify';
  const refusal = await refusalOf(dependencies, way, snapshot, counters, now);
  if (refusal) return refusal;

  // Decide and record.
  const attempted = await decideAndRecord(dependencies, attempt, {
    record(submission, isWaiting) {
      const { decision, id: submissionId, unitCode } = submission;
      const waits = decision.outcome === 'pending' && decision.outage !== undefined;
      const kept = waits
        ? keepClaim(cipher, 'pending', { unitCode, submissionId, request, caller }, now)
        : undefined;
      // A partner may take seconds to answer: what was read before is too old then.
      const isPlain = snapshot.isPlain && submission.isByImports;
      const keptRead = snapshot.facts.kept ?? [];
      return recordSubmission(dependencies, submission, { kept, isWaiting, isPlain, keptRead, users });
    },
  });
  switch (attempted.kind) {
    case 'recorded':
      return resultOf(attempted.submission, false);
    case 'earlier':
      return answerAgain(attempted.earlier, attempted.snapshot);
    case 'outdated':
      return submit(dependencies, submitter, key, request);
    case 'key-reused':
    case 'too-many-attempts':
      return attempted;
  }
}

/**
 * The answer to a repeated key. A claim that waited, or that a newer one superseded, is told
 * whether the unit was certified since. A certification that it would have replaced does not count.
 */
function replay({ at, submission }: EarlierSubmission, snapshot: Snapshot): SubmissionResult {
  const waits = submission.outcome === 'pending' || submission.outcome === 'replaced';
  const [newest] = snapshot.facts.terms ?? [];
  const wasCertified =
    snapshot.isCertified && newest !== undefined && Date.parse(newest.since) >= at.getTime();
  const decided = waits && wasCertified ? { ...submission, outcome: 'certified' as const } : submission;
  return resultOf(decided, true);
}

/** With the public reason of a finding only. */
function resultOf(submission: RecordedSubmission, replayed: boolean): SubmissionResult {
  const { reference, outcome } = submission;
  const answered = (answer: Omit<CertificationAnswer, 'reference' | 'status'>): SubmissionResult => ({
    kind: 'answered',
    answer: { reference, ...answer },
    replayed,
  });
  switch (outcome) {
    case 'already-certified':
      return { kind: 'way-closed' };
    case 'certified':
    case 'withdrawn':
      return answered({ outcome });
    case 'pending':
    case 'replaced':
      return answered({ outcome: 'pending', reason: 'registry-unavailable' });
    case 'rejected':
      return answered({ outcome, reason: publicReason(submission.finding) });
    case 'agent-differs':
      throw new Error('the key of a withdrawal passed the comparison of bodies');
  }
}
