/**
 * The story of one submission, in the order it happens. The files in the order of reading:
 * - parse: `claim.ts`, `../protection/caller.ts`, `../limits/limits.ts`
 * - load and guard: `snapshot.ts`
 * - decide: `gather.ts`, `decide.ts`, `aim.ts`
 * - record: `record.ts`, whose counting is in `../limits/counters.ts`; its values are in `submission.ts` and `kept-claim.ts`
 *
 * A claim that a partner's outage leaves pending is decided later, in `waiting.ts`.
 */
import { type CertificationAnswer, type CertificationRequest } from '../contract/wire.ts';
import type { Database } from '../database/database.ts';
import type { Cipher } from '../protection/cipher.ts';
import type { Arrivals } from './arrivals.ts';
import type { IsImported } from '../evidence/imported.ts';
import type { Digester } from '../protection/digest.ts';
import type { KeyRing } from '../protection/keys.ts';
import { addBudgets, countersOf, type Limits } from '../limits/limits.ts';
import { actorOf, callerOf, userDigests } from '../protection/caller.ts';
import { endIfOver } from '../terms/end-due.ts';
import { addSiteUnit } from '../units/site-units.ts';
import { aimedBudgetsOf, possibleBudgetsOf } from './aim.ts';
import type { RecordedSubmission } from './submission.ts';
import { claimOf, idempotencyOf, type Idempotency } from './claim.ts';
import { decide, decideOnRegistry, isNotActive, publicReason, type Decision, type Rules } from './decide.ts';
import { askHandler, askRegistry, usedSource, type Sources } from './gather.ts';
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

/** Everything that a submission needs; wired in `server.ts`. */
export interface Dependencies {
  database: Database;
  digester: Digester;
  cipher: Cipher;
  keys: KeyRing;
  sources: Sources;
  isImported: IsImported;
  arrivals: Arrivals;
  limits: Limits;
  rules: Rules;
  /** How long a certification counts when the registry says otherwise, or its agent withdraws. */
  graceDays: number;
  /** Claims may be brought to a counter. */
  counter: boolean;
  /** Milliseconds since the epoch. */
  now: () => number;
  newId: () => string;
  /** A random reference (`contract/reference.ts`). */
  newReference: () => string;
}

/** The sender, as the verified token names it. `address` only where proxies are trusted. */
export interface Submitter {
  siteId: string;
  unitCode: string;
  sub: string;
  address: string | undefined;
  /** The version of the personal data notice that the site shows. */
  privacyNotice: string | null;
}

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
  const query = { unitCode: askedCode, keys, agent: claim.agent };
  const snapshot = await readSnapshot(database, { ...query, counters: ofCaller, possible }, now);

  // Guard: nothing to decide for a repeated key, a certified unit, or somebody without attempts. Nothing is recorded then, but that
  // the site knows a certified unit, so that it is told when the certification lapses. A certification whose time is over is ended first.
  const { unitCode, evidenceVersion } = snapshot;
  if (snapshot.earlier) return replay(snapshot.earlier, idempotency, snapshot);
  const replaces = termToReplace(snapshot, replace);
  if (snapshot.isCertified && !replaces) {
    await addSiteUnit(database, siteId, unitCode);
    return { kind: 'already-certified' };
  }
  const exhausted = snapshot.exhausted ?? replacementsExhausted(snapshot, now);
  if (exhausted) return tooManyAttempts(unitCode, exhausted);
  await endIfOver(dependencies, snapshot.open, now);

  // Decide: partners are asked here, outside of any transaction; the rules themselves are pure.
  const registry = await askRegistry(snapshot, request, sources);
  const countersFor = (decision: Decision) =>
    addBudgets(ofCaller, aimedBudgetsOf('certification', claim, registry, decision, limits, now));
  const onRegistry = decideOnRegistry(claim, registry);
  const room = countersFor(onRegistry);
  const full = await readRoom(dependencies, room, { snapshot, keys }, now);
  if (full) return tooManyAttempts(unitCode, full);
  const handler = await askHandler(snapshot, request, onRegistry, sources);
  const decision = decide(claim, { onRegistry, handler }, rules, now);
  if (isNotActive(decision)) {
    const last = { unit: unitCode, users: userDigests(digester, submitter) };
    const reference = await sentWhenNotActive(database, last, claim.digests, now);
    if (reference) return answered({ ...decision, reference, attempts: snapshot.attempts }, snapshot, true);
  }
  const counters = countersFor(decision);

  // Record: one statement writes all of it or nothing.
  const submission = {
    id: newId(),
    newReference,
    idempotency,
    unitCode,
    caller,
    claim,
    decision,
    evidenceVersion,
    source: usedSource(snapshot, now),
    isCertified: snapshot.isCertified,
    replaces,
    counters,
    stored: snapshot.stored,
    actor: actorOf(caller),
    consent: { privacyNotice },
    now,
  };
  const kept =
    decision.outcome === 'pending'
      ? keepClaim(cipher, 'pending', { unitCode, submissionId: submission.id, request, caller }, now)
      : undefined;
  const written = await recordSubmission(dependencies, submission, kept);
  if (written.kind === 'recorded') return answered(written.submission, snapshot, false);

  // An import has come meanwhile: once more, by what the registry says now. Each round needs another import.
  if (written.kind === 'outdated') return submit(dependencies, submitter, key, request);

  const instead = await whyUnrecorded(database, { ...query, counters }, written, now);
  return instead.kind === 'earlier' ? replay(instead.earlier, idempotency, instead.snapshot) : instead;
}

/**
 * The first answer again. A claim that waited, or that a newer one superseded, is told whether the unit was certified since. A certification
 * that it would have replaced says nothing about it.
 */
function replay(
  { body, at, submission }: EarlierSubmission,
  { bodies }: Idempotency,
  snapshot: Snapshot,
): SubmitResult {
  if (!bodies.includes(body)) return { kind: 'key-reused' };
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
