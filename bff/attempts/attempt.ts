/**
 * The steps of an attempt that are the same for a certification and a registration: read; collect the evidence, decide, ask the limits for
 * room, record. In between the flow guards; after them it tells what came of it.
 *
 * A claim whose agent only a partner knows is recorded as pending, the partner is asked, and the claim is decided (decision 0014). The first of
 * these statements asks the limits for room, so nothing that only a right claim needs comes before it. A request that ends in between leaves the
 * pending submission; the same idempotency key finds it and asks again.
 */
import type { HandlerEvidence } from '../registry/index.ts';
import { addBudgets, type Budget, type Counters, countersOf, type Flow } from '../limits/index.ts';
import { actorOf, type Asking, type CallerIdentity, callerOf } from '../keys/index.ts';
import { endIfOver } from '../certifications/index.ts';
import { aimedBudgetsOf, possibleBudgetsOf } from './aim.ts';
import type { ClaimToDecide, Idempotency, SubmittedClaim } from './claim.ts';
import { decide, decideOnRegistry, INSURANCE_IS_ASKED, type Decision } from './decide.ts';
import type { Dependencies } from './dependencies.ts';
import { askRegistry, asksPartner, findHandler, submissionOn } from './gather.ts';
import type { Recorded } from './record.ts';
import { hadNoRoom, tooManyAttempts, type TooManyAttempts } from './result.ts';
import {
  readRoom,
  readSnapshot,
  whyUnrecorded,
  type EarlierSubmission,
  type Snapshot,
  type SnapshotQuery,
} from './snapshot.ts';
import type { RecordedSubmission, Submission } from './submission.ts';

interface Sent {
  flow: Flow;
  /** The code as the user sent it, normalized. */
  unitCode: string;
  request: ClaimToDecide;
  claim: SubmittedClaim;
  idempotency: Idempotency;
  sender: CallerIdentity & {
    /** The version of the notice that the user was shown. */
    privacyNotice: string | null;
  };
}

/** An attempt, and all that is known of its unit, its user and its key. */
export interface Attempt extends Sent {
  caller: Asking;
  /** The counters of the user and of the unit. */
  counters: Counters;
  snapshot: Snapshot;
  /** Reads the snapshot again. */
  query: SnapshotQuery;
  /** Milliseconds. */
  now: number;
}

/** One read. `besides`: budgets that are read too, and not judged. */
export async function readAttempt(
  { database, digester, limits }: Dependencies,
  sent: Sent,
  besides: readonly Budget[],
  now: number,
): Promise<Attempt> {
  const { flow, unitCode, claim, idempotency, sender } = sent;
  const caller = callerOf(digester, sender);
  const counters = countersOf(caller, flow, limits, now);
  const possible = [...possibleBudgetsOf(flow, claim, limits, now), ...besides];
  const query = {
    unitCode,
    keys: idempotency.keys,
    agent: claim.agent,
    users: caller.users,
    siteId: caller.siteId,
  };
  const read = addBudgets(counters, possible);
  const snapshot = await readSnapshot(database, { ...query, counters: read }, now);
  return { ...sent, caller, counters, snapshot, query, now };
}

export interface OwnSteps {
  /** A claim is kept while a partner is away. Otherwise nothing is recorded, and the same key asks again. */
  keepsClaims: boolean;
  /** A refusal that is told again, and not counted. */
  repeats?(first: Decision): RecordedSubmission | undefined;
  /** `isWaiting`: the submission is recorded, and is decided now. */
  record(submission: Submission, isWaiting: boolean): Promise<Written>;
}

type Written = Recorded | { kind: 'gone' | 'phone-proof-expired' };

export type Attempted =
  /** `repeated`: it was recorded by an earlier request. */
  | { kind: 'recorded' | 'repeated'; submission: RecordedSubmission }
  /** A request with the same key came first. */
  | { kind: 'earlier'; earlier: EarlierSubmission; snapshot: Snapshot }
  /** An import has come meanwhile: the attempt begins again, by what the registry says now. Each round needs another import. */
  | { kind: 'outdated' }
  /** A partner is away, and the flow keeps no claims. */
  | { kind: 'unanswered' }
  | { kind: 'key-reused' }
  | { kind: 'phone-proof-expired' }
  | TooManyAttempts;

export async function decideAndRecord(
  dependencies: Dependencies,
  attempt: Attempt,
  own: OwnSteps,
): Promise<Attempted> {
  const { sources, limits, rules, newId, newReference } = dependencies;
  const { flow, request, claim, idempotency, caller, snapshot, counters, now } = attempt;
  const { earlier } = snapshot;
  // A certification whose time is over is ended first.
  await endIfOver(dependencies, snapshot.open, now);

  // Decide: the registry's partner is asked outside of any transaction; the rules themselves are pure.
  const registry = await askRegistry(snapshot, request, sources);
  const onRegistry = decideOnRegistry(claim, registry);
  if (onRegistry.outcome === 'pending' && !own.keepsClaims) return { kind: 'unanswered' };
  const found = findHandler(snapshot, request, onRegistry, sources);
  const decideBy = (handler: HandlerEvidence | undefined) =>
    decide(claim, { onRegistry, handler }, rules, now);
  const first = found.asks ? INSURANCE_IS_ASKED : decideBy(found.handler);
  const countersFor = (decision: Decision) =>
    addBudgets(counters, aimedBudgetsOf(flow, claim, registry, decision, limits, now));
  const room = countersFor(first);
  const keys = earlier ? [] : idempotency.keys;
  const full = await readRoom(dependencies, room, { snapshot, keys }, now);
  if (full) return tooManyAttempts(snapshot, full);
  const repeated = own.repeats?.(first);
  if (repeated) return { kind: 'repeated', submission: repeated };

  // Record: one statement writes all of it or nothing.
  const submission = {
    ...submissionOn(snapshot, attempt, now),
    id: earlier?.id ?? newId(),
    newReference: earlier ? () => earlier.submission.reference : newReference,
    idempotency,
    actor: actorOf(caller),
    consent: { privacyNotice: attempt.sender.privacyNotice },
    isByImports: !asksPartner(snapshot, sources) && !found.asks,
  };
  const recordAs = (decision: Decision, isWaiting: boolean) =>
    own.record({ ...submission, decision, counters: countersFor(decision) }, isWaiting);
  if (!found.asks)
    return concluded(dependencies, attempt, room, await recordAs(first, earlier !== undefined));
  if (!earlier) {
    const asked = await recordAs(INSURANCE_IS_ASKED, false);
    if (asked.kind !== 'recorded') return concluded(dependencies, attempt, room, asked);
  }
  const decision = decideBy(await found.ask());
  if (decision.outcome === 'pending' && !own.keepsClaims) return { kind: 'unanswered' };
  return concluded(dependencies, attempt, room, await recordAs(decision, true));
}

/** `room`: the counters that were asked for room. */
async function concluded(
  { database }: Dependencies,
  { idempotency, query, now }: Attempt,
  room: Counters,
  written: Written,
): Promise<Attempted> {
  if (written.kind === 'recorded') return written;
  if (written.kind === 'outdated') return { kind: 'outdated' };
  const why = await whyUnrecorded(database, { ...query, counters: room }, written, now);
  if (why.kind !== 'earlier') return written.kind === 'phone-proof-expired' ? { kind: written.kind } : why;
  const { earlier, snapshot } = why;
  if (!idempotency.bodies.includes(earlier.body)) return { kind: 'key-reused' };
  return written.kind === 'limited' && earlier.isBeingAsked ? hadNoRoom(snapshot, room, now) : why;
}
