/**
 * The steps of an attempt that are the same for a certification, a registration, and a claim that
 * was kept: read; collect the evidence, decide, ask the limits for room, record. In between the
 * flow guards; after them it tells what came of it.
 *
 * A claim whose agent only a partner knows is recorded as pending, the partner is asked, and the
 * claim is decided (decision 0014). The first of these statements asks the limits for room, so
 * nothing that only a right claim needs comes before it. A request that ends in between leaves the
 * pending submission; the same idempotency key finds it and asks again.
 */
import type { HandlerEvidence } from '../registry/index.ts';
import { addBudgets, type Budget, type Counters, countersOf, type Flow } from '../limits/index.ts';
import { actorOf, type Asking, type Caller, type CallerIdentity, callerOf } from '../keys/index.ts';
import { endIfOver } from '../certifications/index.ts';
import { agentBudgetsOf, aimedBudgetsOf, possibleBudgetsOf } from './aim.ts';
import type { ClaimToDecide, Idempotency, SubmittedClaim } from './claim.ts';
import { decide, decideOnRegistry, INSURANCE_IS_ASKED, type Decision, type Partner } from './decide.ts';
import type { Dependencies } from './dependencies.ts';
import { askRegistry, asksPartner, findHandler, usedSource } from './gather.ts';
import type { Recorded } from './record.ts';
import { hadNoRoom, tooManyAttempts, type TooManyAttempts } from './result.ts';
import {
  readRoom,
  readSnapshot,
  termToReplace,
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
export interface Attempt {
  flow: Flow;
  request: ClaimToDecide;
  claim: SubmittedClaim;
  caller: Caller;
  /** The counters of the user and of the unit. */
  counters: Counters;
  snapshot: Snapshot;
  /** Reads the snapshot again. */
  query: SnapshotQuery;
  /** The parts of its submission that do not depend on the decision. */
  own: Pick<Submission, 'id' | 'newReference' | 'actor' | 'consent' | 'idempotency'>;
  /** The submission is recorded, and waits for its decision. */
  isWaiting: boolean;
  /** Milliseconds. */
  now: number;
}

/** One read. `besides`: budgets that are read too, and not judged. */
export async function readAttempt(
  { database, digester, limits, newId, newReference }: Dependencies,
  { flow, unitCode, request, claim, idempotency, sender }: Sent,
  besides: readonly Budget[],
  now: number,
): Promise<Attempt & { caller: Asking }> {
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
  const { earlier } = snapshot;
  const own = {
    id: earlier?.id ?? newId(),
    newReference: earlier ? () => earlier.submission.reference : newReference,
    actor: actorOf(caller),
    consent: { privacyNotice: sender.privacyNotice },
    idempotency,
  };
  const isWaiting = earlier !== undefined;
  return { flow, request, claim, caller, counters, snapshot, query, own, isWaiting, now };
}

/**
 * The steps that differ between flows. `Stop`: how an attempt ends of which the flow records
 * nothing.
 */
export interface FlowSteps<Stop> {
  /** The end while a partner is away. Without it the claim is kept. */
  unanswered?(partner: Partner): Stop;
  /** The claim was counted when it was refused before: it is a further guess at the agent alone. */
  countsAgentOnly?: boolean;
  /** Asked once there is room. `first`: the decision without the partner that knows the agent. */
  stop?(first: Decision): Stop | undefined;
  /** `isWaiting`: as of the attempt, or the submission was recorded just now. */
  record(submission: Submission, isWaiting: boolean): Promise<Written<Stop>>;
}

/** `stopped`: the statement of the flow has refused it. */
type Written<Stop> = Recorded | { kind: 'gone' } | { kind: 'stopped'; stop: Stop };

export type Attempted =
  | { kind: 'recorded'; submission: RecordedSubmission }
  /** A request with the same key came first. */
  | { kind: 'earlier'; earlier: EarlierSubmission; snapshot: Snapshot }
  /**
   * An import, or another user's claim, has come meanwhile: the attempt begins again. Each round
   * needs another one.
   */
  | { kind: 'outdated' }
  | { kind: 'key-reused' }
  | TooManyAttempts;

export async function decideAndRecord<Stop = never>(
  dependencies: Dependencies,
  attempt: Attempt,
  flowSteps: FlowSteps<Stop>,
): Promise<Attempted | Stop> {
  const { sources, limits, rules } = dependencies;
  const { flow, request, claim, caller, snapshot, counters, own, isWaiting, now } = attempt;
  const { unanswered, countsAgentOnly, stop, record } = flowSteps;
  // A certification whose time is over is ended first.
  await endIfOver(dependencies, snapshot.open, now);

  // Decide: the registry's partner is asked outside of any transaction; the rules themselves are
  // pure.
  const registry = await askRegistry(snapshot, request, sources);
  const onRegistry = decideOnRegistry(claim, registry);
  if (onRegistry.outcome === 'pending' && unanswered) return unanswered(onRegistry.partner);
  const found = findHandler(snapshot, request, onRegistry, sources);
  const decideBy = (handler: HandlerEvidence | undefined) =>
    decide(claim, { onRegistry, handler }, rules, now);
  const first = found.asks ? INSURANCE_IS_ASKED : decideBy(found.handler);
  const countersFor = (decision: Decision) =>
    addBudgets(
      counters,
      countsAgentOnly
        ? agentBudgetsOf(flow, claim, decision, limits, now)
        : aimedBudgetsOf(flow, claim, registry, decision, limits, now),
    );
  const room = countersFor(first);
  const keys = isWaiting ? [] : (own.idempotency?.keys ?? []);
  const full = await readRoom(dependencies, room, { snapshot, keys }, now);
  if (full) return tooManyAttempts(snapshot, full);
  const stopped = stop?.(first);
  if (stopped) return stopped;

  // Record: one statement writes all of it or nothing.
  const recordAs = (decision: Decision, isRecorded: boolean) =>
    record(
      {
        ...own,
        unitCode: snapshot.unitCode,
        caller,
        claim,
        decision,
        evidenceVersion: snapshot.evidenceVersion,
        source: usedSource(snapshot, now),
        isCertified: snapshot.isCertified,
        replaces: termToReplace(snapshot, request.replace),
        counters: countersFor(decision),
        stored: snapshot.stored,
        isByImports: !asksPartner(snapshot, sources) && !found.asks,
        now,
      },
      isRecorded,
    );
  if (!found.asks) return concluded(dependencies, attempt, room, await recordAs(first, isWaiting));
  if (!isWaiting) {
    const asked = await recordAs(INSURANCE_IS_ASKED, false);
    if (asked.kind !== 'recorded') return concluded(dependencies, attempt, room, asked);
  }
  const decision = decideBy(await found.ask());
  if (decision.outcome === 'pending' && unanswered) return unanswered(decision.partner);
  return concluded(dependencies, attempt, room, await recordAs(decision, true));
}

/** `room`: the counters that were asked for room. */
async function concluded<Stop>(
  { database }: Dependencies,
  { own: { idempotency }, query, now }: Attempt,
  room: Counters,
  written: Written<Stop>,
): Promise<Attempted | Stop> {
  if (written.kind === 'recorded') return written;
  if (written.kind === 'outdated') return { kind: 'outdated' };
  const why = await whyUnrecorded(database, { ...query, counters: room }, written, now);
  if (why.kind !== 'earlier') return written.kind === 'stopped' ? written.stop : why;
  const { earlier, snapshot } = why;
  if (!idempotency?.bodies.includes(earlier.body)) return { kind: 'key-reused' };
  return written.kind === 'limited' && earlier.isBeingAsked ? hadNoRoom(snapshot, room, now) : why;
}
