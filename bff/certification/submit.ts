/**
 * The story of one submission, in the order it happens. The files in the order of reading:
 * - parse: `claim.ts`, `../protection/caller.ts`, `../limits/limits.ts`
 * - load and guard: `snapshot.ts`
 * - decide: `gather.ts`, `decide.ts`, `aim.ts`
 * - record: `asking.ts`, `record.ts`, whose counting is in `../limits/counters.ts`; its values are in `submission.ts` and `kept-claim.ts`
 *
 * A claim that a partner's outage leaves pending is decided later, in `waiting.ts`.
 */
import type { CertificationAnswer } from '../contract/wire.ts';
import type { HandlerEvidence } from '../evidence/evidence.ts';
import { addBudgets, caseCounters, countersOf } from '../limits/limits.ts';
import { actorOf, callerOf, userDigests } from '../protection/caller.ts';
import { endIfOver } from '../terms/end-due.ts';
import { aimedBudgetsOf, possibleBudgetsOf } from './aim.ts';
import type { RecordedSubmission } from './submission.ts';
import { claimOf, idempotencyOf, type ClaimToDecide } from './claim.ts';
import { firstDecision, recordInSteps } from './asking.ts';
import { decide, decideOnRegistry, publicReason, type Decision } from './decide.ts';
import type { Dependencies, Submitter } from './dependencies.ts';
import { askRegistry, asksPartner, findHandler, usedSource } from './gather.ts';
import { nextIn, refusalOf, type SubmissionResult } from './guard.ts';
import { keepClaim } from './kept-claim.ts';
import {
  whyUnrecorded,
  readRoom,
  readSnapshot,
  sentBefore,
  tooManyAttempts,
  type EarlierSubmission,
  type Snapshot,
} from './snapshot.ts';
import { termToReplace } from './replacement.ts';
import { recordSubmission } from './record.ts';
import { readTold } from './replay.ts';

/** `request` is the schema's output; `key` the Idempotency-Key as the user sent it, checked. */
export async function submit(
  dependencies: Dependencies,
  submitter: Submitter,
  key: string,
  request: ClaimToDecide,
): Promise<SubmissionResult> {
  const { database, digester, cipher, sources, limits, rules, newId, newReference } = dependencies;
  const now = dependencies.now();

  // Parse: who asks and what is claimed, in the forms that are compared, counted and stored.
  const { siteId, unitCode: askedCode, sub, privacyNotice } = submitter;
  const caller = callerOf(digester, submitter);
  const claim = claimOf(request, digester);
  const { replace } = request;
  // A part of the body that belongs to the key, and not to the claim.
  const text = replace ? JSON.stringify([claim.text, 'replace']) : claim.text;
  const idempotency = idempotencyOf(digester, [siteId, askedCode, sub, key], text);
  const ofCaller = countersOf(caller, 'certification', limits, now);
  const possible = possibleBudgetsOf('certification', claim, limits, now);

  // Load: all that is known here, in one read.
  const { keys } = idempotency;
  const users = userDigests(digester, submitter);
  const query = { unitCode: askedCode, keys, agent: claim.agent, users, siteId };
  const budgets = [...possible, ...caseCounters(limits, now).budgets];
  const snapshot = await readSnapshot(database, { ...query, counters: ofCaller, possible: budgets }, now);

  // Guard: a repeated key or claim is answered as before, and a way that is not open is refused. Nothing is recorded then. A
  // certification whose time is over is ended first.
  const { unitCode, evidenceVersion, earlier } = snapshot;
  if (earlier && !idempotency.bodies.includes(earlier.body)) return { kind: 'key-reused' };
  const repeat = async (first: EarlierSubmission, known: Snapshot): Promise<SubmissionResult> => {
    const asker = { flow: 'certification', unitCode: known.unitCode, siteId, users } as const;
    const told = await readTold(dependencies, first, asker);
    return told ? replay({ ...first, submission: told }, known) : { kind: 'key-reused' };
  };
  if (earlier && !earlier.isBeingAsked) return repeat(earlier, snapshot);
  const sent = sentBefore(snapshot, claim.digests, now);
  if (sent) {
    const { reference, finding } = sent;
    const answer = { outcome: 'rejected', reference, reason: publicReason(finding), repeated: true } as const;
    return { kind: 'answered', answer, replayed: true };
  }
  const next = await nextIn(dependencies, snapshot, ofCaller, now);
  const refusal = refusalOf(replace ? 'replace' : 'certify', next, snapshot, ofCaller, now);
  if (refusal) return refusal;
  const replaces = termToReplace(snapshot, replace);
  await endIfOver(dependencies, snapshot.open, now);

  // Decide: the registry's partner is asked here, outside of any transaction; the rules themselves are pure. What only a right claim would
  // ask comes after the statement that asks for room (decision 0014).
  const registry = await askRegistry(snapshot, request, sources);
  const onRegistry = decideOnRegistry(claim, registry);
  const found = findHandler(snapshot, request, onRegistry, sources);
  const decideBy = (handler: HandlerEvidence | undefined) =>
    decide(claim, { onRegistry, handler }, rules, now);
  const first = firstDecision({ found, decideBy });
  const countersFor = (decision: Decision) =>
    addBudgets(ofCaller, aimedBudgetsOf('certification', claim, registry, decision, limits, now));
  const room = countersFor(first);
  const full = await readRoom(dependencies, room, { snapshot, keys: earlier ? [] : keys }, now);
  if (full) return tooManyAttempts(snapshot, full);

  // Record: one statement writes all of it or nothing.
  const submission = {
    id: earlier?.id ?? newId(),
    newReference: earlier ? () => earlier.submission.reference : newReference,
    idempotency,
    unitCode,
    caller,
    claim,
    evidenceVersion,
    source: usedSource(snapshot, now),
    isCertified: snapshot.isCertified,
    replaces,
    stored: snapshot.stored,
    actor: actorOf(caller),
    consent: { privacyNotice },
    isByImports: !asksPartner(snapshot, sources) && !found.asks,
    now,
  };
  const record = (decision: Decision, isWaiting: boolean) => {
    const waits = decision.outcome === 'pending' && decision.outage !== undefined;
    const place = { unitCode, submissionId: submission.id };
    const kept = waits ? keepClaim(cipher, 'pending', { ...place, request, caller }, now) : undefined;
    const decided = { ...submission, decision, counters: countersFor(decision) };
    return recordSubmission(dependencies, decided, { kept, isWaiting });
  };
  const conclude = async (written: Awaited<ReturnType<typeof record>>): Promise<SubmissionResult> => {
    if (written.kind === 'recorded') return told(written.submission, false);
    // An import has come meanwhile: once more, by what the registry says now. Each round needs another import.
    if (written.kind === 'outdated') return submit(dependencies, submitter, key, request);
    const why = await whyUnrecorded(database, { ...query, counters: room }, written, now);
    if (why.kind !== 'earlier') return why;
    const { earlier: other, snapshot: later } = why;
    if (!idempotency.bodies.includes(other.body)) return { kind: 'key-reused' };
    if (written.kind === 'limited' && other.isBeingAsked)
      return tooManyAttempts(later, later.exhausted ?? { limits: [], until: now });
    return repeat(other, later);
  };
  return conclude(await recordInSteps({ found, isRecorded: earlier !== undefined, decideBy, record }));
}

/**
 * The first answer again. A claim that waited, or that a newer one superseded, is told whether the unit was certified since. A certification
 * that it would have replaced says nothing about it.
 */
function replay({ at, submission }: EarlierSubmission, snapshot: Snapshot): SubmissionResult {
  const waits = submission.outcome === 'pending' || submission.outcome === 'replaced';
  const [newest] = snapshot.facts.newest_terms;
  const wasCertified = snapshot.isCertified && newest !== undefined && newest >= at;
  const decided = waits && wasCertified ? { ...submission, outcome: 'certified' as const } : submission;
  return told(decided, true);
}

/** Tells only the public reason of a finding. */
function told(submission: RecordedSubmission, replayed: boolean): SubmissionResult {
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
