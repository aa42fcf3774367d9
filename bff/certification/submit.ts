/**
 * The story of one submission, in the order it happens. The files in the order of reading:
 * - parse: `claim.ts`, `../protection/caller.ts`, `../limits/limits.ts`
 * - load and guard: `snapshot.ts`
 * - decide: `gather.ts`, `decide.ts`, `aim.ts`
 * - record: `asking.ts`, `record.ts`, whose counting is in `../limits/counters.ts`; its values are in `submission.ts` and `kept-claim.ts`
 *
 * A claim that a partner's outage leaves pending is decided later, in `waiting.ts`.
 */
import { type CertificationAnswer, type CertificationRequest } from '../contract/wire.ts';
import type { HandlerEvidence } from '../evidence/evidence.ts';
import { addBudgets, countersOf } from '../limits/limits.ts';
import { actorOf, callerOf, userDigests } from '../protection/caller.ts';
import { endIfOver } from '../terms/end-due.ts';
import { addSiteUnit } from '../units/site-units.ts';
import { aimedBudgetsOf, possibleBudgetsOf } from './aim.ts';
import type { RecordedSubmission } from './submission.ts';
import { claimOf, idempotencyOf } from './claim.ts';
import { firstDecision, recordInSteps } from './asking.ts';
import { decide, decideOnRegistry, isNotActive, publicReason, type Decision } from './decide.ts';
import type { Dependencies, Submitter } from './dependencies.ts';
import { askRegistry, findHandler, usedSource } from './gather.ts';
import { keepClaim } from './kept-claim.ts';
import {
  whyUnrecorded,
  readRoom,
  readSnapshot,
  sentWhenNotActive,
  tooManyAttempts,
  type EarlierSubmission,
  type Snapshot,
  type TooManyAttempts,
} from './snapshot.ts';
import { recheckableAfter, replacementsExhausted, termToReplace } from './replacement.ts';
import { recordSubmission } from './record.ts';
import { readTold } from './replay.ts';

export type SubmitResult =
  /** `replayed`: the answer was given before, to the same key. */
  | { kind: 'answered'; answer: CertificationAnswer; replayed: boolean }
  | { kind: 'already-certified' }
  | { kind: 'key-reused' }
  | TooManyAttempts;

/** `request` is the schema's output; `key` the Idempotency-Key as the user sent it, checked. */
export async function submit(
  dependencies: Dependencies,
  submitter: Submitter,
  key: string,
  request: CertificationRequest,
): Promise<SubmitResult> {
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
  const query = { unitCode: askedCode, keys, agent: claim.agent, users };
  const snapshot = await readSnapshot(database, { ...query, counters: ofCaller, possible }, now);

  // Guard: nothing to decide for a repeated key, a certified unit, or somebody without attempts. Nothing is recorded then, but that
  // the site knows a certified unit, so that it is told when the certification lapses. A certification whose time is over is ended first.
  const { unitCode, evidenceVersion, earlier } = snapshot;
  if (earlier && !idempotency.bodies.includes(earlier.body)) return { kind: 'key-reused' };
  const repeat = async (first: EarlierSubmission, known: Snapshot): Promise<SubmitResult> => {
    const asker = { flow: 'certification', unitCode: known.unitCode, siteId, users } as const;
    const told = await readTold(dependencies, first, asker);
    return told ? replay({ ...first, submission: told }, known) : { kind: 'key-reused' };
  };
  if (earlier && !earlier.isBeingAsked) return repeat(earlier, snapshot);
  const replaces = termToReplace(snapshot, replace);
  if (snapshot.isCertified && !replaces) {
    await addSiteUnit(database, siteId, unitCode);
    return { kind: 'already-certified' };
  }
  const exhausted = snapshot.exhausted ?? replacementsExhausted(snapshot, now);
  if (exhausted) return tooManyAttempts(unitCode, exhausted);
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
  if (full) return tooManyAttempts(unitCode, full);
  const sent = isNotActive(first) ? sentWhenNotActive(snapshot, claim.digests, now) : undefined;
  if (isNotActive(first) && sent) {
    const { reference } = sent;
    return answered({ ...first, reference, attempts: snapshot.attempts }, snapshot, true);
  }

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
    now,
  };
  const record = (decision: Decision, isWaiting: boolean) => {
    const waits = decision.outcome === 'pending' && decision.outage !== undefined;
    const place = { unitCode, submissionId: submission.id };
    const kept = waits ? keepClaim(cipher, 'pending', { ...place, request, caller }, now) : undefined;
    const decided = { ...submission, decision, counters: countersFor(decision) };
    return recordSubmission(dependencies, decided, { kept, isWaiting });
  };
  const conclude = async (written: Awaited<ReturnType<typeof record>>): Promise<SubmitResult> => {
    if (written.kind === 'recorded') return answered(written.submission, snapshot, false);
    // An import has come meanwhile: once more, by what the registry says now. Each round needs another import.
    if (written.kind === 'outdated') return submit(dependencies, submitter, key, request);
    const why = await whyUnrecorded(database, { ...query, counters: room }, written, now);
    if (why.kind !== 'earlier') return why;
    const { earlier: other, snapshot: later } = why;
    if (!idempotency.bodies.includes(other.body)) return { kind: 'key-reused' };
    if (written.kind === 'limited' && other.isBeingAsked)
      return tooManyAttempts(unitCode, later.exhausted ?? { limits: [], until: now });
    return repeat(other, later);
  };
  return conclude(await recordInSteps({ found, isRecorded: earlier !== undefined, decideBy, record }));
}

/**
 * The first answer again. A claim that waited, or that a newer one superseded, is told whether the unit was certified since. A certification
 * that it would have replaced says nothing about it.
 */
function replay({ at, submission }: EarlierSubmission, snapshot: Snapshot): SubmitResult {
  const waits = submission.outcome === 'pending' || submission.outcome === 'replaced';
  const [newest] = snapshot.newestTerms;
  const wasCertified = snapshot.isCertified && newest !== undefined && newest >= at;
  const decided = waits && wasCertified ? { ...submission, outcome: 'certified' as const } : submission;
  return answered(decided, snapshot, true);
}

/** Tells only the public reason of a finding. */
function answered(submission: RecordedSubmission, snapshot: Snapshot, replayed: boolean): SubmitResult {
  const { reference, attempts } = submission;
  switch (submission.outcome) {
    case 'already-certified':
      return { kind: 'already-certified' };
    case 'certified':
      return { kind: 'answered', answer: { outcome: 'certified', reference, attempts }, replayed };
    case 'pending':
    case 'replaced':
      return {
        kind: 'answered',
        answer: { outcome: 'pending', reference, reason: 'registry-unavailable', attempts },
        replayed,
      };
    case 'rejected': {
      const reason = publicReason(submission.finding);
      const recheckable = recheckableAfter(reason, snapshot);
      return {
        kind: 'answered',
        answer: { outcome: 'rejected', reference, attempts, reason, ...recheckable },
        replayed,
      };
    }
  }
}
