/**
 * A submission as it is recorded, and as it is read again: at once for the answer, or later for a
 * repeated key.
 */
import type { Attempts, Method } from '../contract/wire.ts';
import type { ActorOf } from '../database/index.ts';
import { type Counters, counterValues, type CounterValues, type Flow, type Stored } from '../limits/index.ts';
import { eventValues, type EventValues, type NewEvent, termMac } from '../events/index.ts';
import type { Caller, KeyRing } from '../keys/index.ts';
import { representativeOf, type Idempotency, type SubmittedClaim } from './claim.ts';
import { type OpenTerm, replacedEvent, type TermValues } from '../certifications/index.ts';
import type { UsedSource } from '../registry/index.ts';
import type { Decision, Finding } from './decide.ts';

/** A claim that is decided, and not yet recorded. */
export interface Submission {
  id: string;
  /** The canonical code. */
  unitCode: string;
  caller: Caller;
  claim: SubmittedClaim;
  decision: Decision;
  /** As the evidence was read (`Snapshot`). */
  evidenceVersion: string;
  source: UsedSource;
  /** The unit is certified already. */
  isCertified: boolean;
  /** The open certification that a new one takes the place of. */
  replaces: OpenTerm | undefined;
  counters: Counters;
  /** How the counters stood when the evidence was read. */
  stored: Stored;
  /** Whom the audit names: its user, or the worker that settles it. */
  actor: ActorOf<'user'> | 'worker:pending';
  /** The notice that the user was shown before sending; none when the claim is decided later. */
  consent?: { privacyNotice: string | null };
  /** The submission's (`contract/reference.ts`). */
  newReference: () => string;
  /** Only imported data decided it; no partner was asked. */
  isByImports: boolean;
  /** None of a kept claim that is decided now. */
  idempotency: Idempotency | undefined;
  /** Milliseconds since the epoch. */
  now: number;
}

/** The values of a submission in each statement that records one, without its events. */
export interface SubmissionValues extends CounterValues, TermValues {
  submissionId: string;
  reference: string;
  key: string | null;
  body: string | null;
  unitCode: string;
  user: string;
  actor: ActorOf<'user'> | 'worker:pending';
  outcome: Decision['outcome'];
  evidenceVersion: string;
  decidedBy: string | null;
  finding: string | null;
  claim: string;
  /** Whether it may be replaced although it is not due. */
  takesOver: boolean;
  method: Method;
  source: string;
}

export function submissionValues(submission: Submission, reference: string): SubmissionValues {
  const { decision, claim, caller } = submission;
  return {
    submissionId: submission.id,
    reference,
    key: submission.idempotency?.keys[0] ?? null,
    body: submission.idempotency?.bodies[0] ?? null,
    unitCode: submission.unitCode,
    siteId: caller.siteId,
    user: caller.user,
    applicant: claim.applicant,
    actor: submission.actor,
    outcome: decision.outcome,
    evidenceVersion: submission.evidenceVersion,
    decidedBy: submission.isByImports ? submission.evidenceVersion : null,
    finding: decision.outcome === 'rejected' ? decision.finding : null,
    claim: claim.digests[0]!,
    representative: representativeOf(claim),
    agent: claim.agent[0] ?? null,
    replaces: submission.replaces?.submissionId ?? null,
    takesOver: submission.replaces?.dueAt === null,
    method: submission.source.method,
    source: submission.source.name,
    evidenceAsOf: submission.source.asOf,
    ...counterValues(submission.counters, submission.stored, {
      unitCode: submission.unitCode,
      isRejected: decision.outcome === 'rejected',
      now: submission.now,
    }),
    now: new Date(submission.now),
  };
}

/**
 * All events that a statement may have to write: one for each outcome that it may find, and those
 * of `also`.
 */
export function possibleEvents(
  keys: KeyRing,
  flow: Flow,
  submission: Submission,
  reference: string,
  also: readonly NewEvent[] = [],
): EventValues {
  const { decision, replaces } = submission;
  const outcomes =
    decision.outcome === 'certified' ? (['certified', 'already-certified'] as const) : [decision.outcome];
  return eventValues(keys, [
    ...outcomes.map((outcome) => eventOf(keys, flow, submission, reference, outcome)),
    ...(decision.outcome === 'certified' && replaces
      ? [replacedEvent(replaces, happenedIn(submission), submission.id)]
      : []),
    ...also,
  ]);
}

const happenedIn = ({ now, actor }: Submission) => ({ at: new Date(now), actor });

/**
 * The event of an outcome. The detail is for auditors: the finding or the outage, never personal
 * data.
 */
export function eventOf(
  keys: KeyRing,
  flow: Flow,
  submission: Submission,
  reference: string,
  outcome: Decision['outcome'] | 'already-certified',
): NewEvent {
  const { claim, caller } = submission;
  const { outcome: _, ...why } = submission.decision;
  const term =
    outcome === 'certified' &&
    termMac(keys, {
      submissionId: submission.id,
      siteId: caller.siteId,
      since: new Date(submission.now),
      by: claim.applicant,
      method: submission.source.method,
      source: submission.source.name,
      evidenceAsOf: submission.source.asOf,
      evidenceVersion: submission.evidenceVersion,
      representative: representativeOf(claim),
      agent: claim.agent[0] ?? null,
      seen: null,
    });
  return {
    ...happenedIn(submission),
    type: `${flow}.${outcome}`,
    unitCode: submission.unitCode,
    siteId: caller.siteId,
    submissionId: submission.id,
    detail: {
      reference,
      applicant: claim.applicant,
      method: submission.source.method,
      ...why,
      ...(submission.isCertified && { isCertified: true }),
      ...submission.consent,
      ...(term && { term }),
    },
  };
}

/**
 * `already-certified`: another submission certified the unit first. `replaced`: it was pending
 * until a newer one superseded it. `attempts` is what the first answer said.
 */
export type RecordedSubmission = { reference: string; attempts: Attempts } & (
  | { outcome: 'rejected'; finding: Finding }
  | {
      outcome: 'certified' | 'pending' | 'already-certified' | 'replaced' | 'withdrawn' | 'agent-differs';
    }
);

/** The columns of `submission` that it is made of. */
export interface SubmissionRow {
  reference: string;
  outcome: RecordedSubmission['outcome'];
  finding: Finding | null;
  remaining: number | null;
  resets_at: Date | null;
}

export function recordedSubmission({
  reference,
  outcome,
  finding,
  ...row
}: SubmissionRow): RecordedSubmission {
  const attempts = { remaining: row.remaining, resetsAt: row.resets_at?.toISOString() ?? null };
  if (outcome !== 'rejected') return { reference, outcome, attempts };
  if (finding === null) throw new Error('a rejection without a finding passed the check constraint');
  return { reference, outcome, finding, attempts };
}
