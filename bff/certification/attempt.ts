/** An attempt as it is recorded, and as it is read again: at once for the answer, or later for a repeated key. */
import {
  unitCertified,
  unitRejected,
  type Certified,
  type Submitted,
  type UnitEvent,
} from '../contract/webhook.ts';
import type { Attempts, Method } from '../contract/wire.ts';
import type { Actor } from '../database/tables.ts';
import { toldAttempts, type Bucket } from '../protection/limits.ts';
import type { Caller } from '../protection/caller.ts';
import { bucketValues } from './bucket-values.ts';
import { representativeOf, type SubmittedClaim } from './claim.ts';
import type { OpenTerm } from '../units/change-terms.ts';
import type { UsedSource } from '../evidence/evidence.ts';
import type { Idempotency } from './idempotency.ts';
import { publicReason, type Decision, type Finding } from './decide.ts';

/** A claim that is decided, and not yet recorded. */
export interface Attempt {
  id: string;
  /** The canonical code. */
  unitCode: string;
  caller: Caller;
  claim: SubmittedClaim;
  decision: Decision;
  /** As the evidence was read (`Snapshot`). */
  evidenceVersion: string;
  /** The source that it rests on. */
  source: UsedSource;
  /** The unit is certified already. */
  isCertified: boolean;
  /** The open certification that a new one takes the place of. */
  replaces: OpenTerm | undefined;
  buckets: readonly Bucket[];
  /** Whom the audit names: its user, or the worker that settles it. */
  actor: Actor;
  /** The submission's (`contract/reference.ts`). */
  newReference: () => string;
  /** None of a kept claim that is decided now. */
  idempotency: Idempotency | undefined;
  /** Of the event that portals are told, if there is one. */
  eventId: string;
  /** Milliseconds since the epoch. */
  now: number;
}

export interface AttemptValues extends ReturnType<typeof bucketValues> {
  submissionId: string;
  reference: string;
  key: string | null;
  body: string | null;
  unitCode: string;
  siteId: string;
  user: string;
  applicant: string;
  actor: Actor;
  outcome: Decision['outcome'];
  evidenceVersion: string;
  finding: string | null;
  claim: string;
  representative: string;
  agent: string | null;
  /** The submission that made the certification. */
  replaces: string | null;
  /** Whether it may be replaced although it is not due. */
  takesOver: boolean;
  method: Method;
  source: string;
  /** `YYYY-MM-DD` */
  evidenceAsOf: string;
  eventId: string;
  eventType: string | null;
  /** JSON */
  eventData: string | null;
  /** JSON for auditors: the finding or the outage, never personal data. */
  detail: string;
  now: Date;
}

export function attemptValues(
  { decision, claim, caller, ...attempt }: Attempt,
  reference: string,
): AttemptValues {
  const now = new Date(attempt.now);
  const certified = { by: claim.applicant, method: attempt.source.method };
  const event = eventOf(decision, { unit: attempt.unitCode, reference }, certified, attempt.isCertified, now);
  const { outcome, ...why } = decision;
  return {
    submissionId: attempt.id,
    reference,
    key: attempt.idempotency?.keys[0] ?? null,
    body: attempt.idempotency?.bodies[0] ?? null,
    unitCode: attempt.unitCode,
    siteId: caller.siteId,
    user: caller.user,
    applicant: claim.applicant,
    actor: attempt.actor,
    outcome,
    evidenceVersion: attempt.evidenceVersion,
    finding: decision.outcome === 'rejected' ? decision.finding : null,
    claim: claim.digests[0]!,
    representative: representativeOf(claim),
    agent: claim.agent[0] ?? null,
    replaces: attempt.replaces?.submissionId ?? null,
    takesOver: attempt.replaces?.dueAt === null,
    method: attempt.source.method,
    source: attempt.source.name,
    evidenceAsOf: attempt.source.asOf,
    ...bucketValues(attempt.buckets, attempt.unitCode, decision.outcome === 'rejected'),
    eventId: attempt.eventId,
    eventType: event?.type ?? null,
    eventData: event ? JSON.stringify(event.data) : null,
    detail: JSON.stringify({ reference, applicant: claim.applicant, ...why }),
    now,
  };
}

function eventOf(
  decision: Decision,
  submitted: Submitted,
  certified: Certified,
  isCertified: boolean,
  at: Date,
): UnitEvent | undefined {
  switch (decision.outcome) {
    case 'certified':
      return unitCertified(submitted, certified, at);
    case 'rejected':
      return unitRejected(submitted, publicReason(decision.finding), isCertified, at);
    case 'pending':
      return undefined;
  }
}

/**
 * `already-certified`: another attempt certified the unit first. `replaced`: it was pending until a newer one took its place.
 * `attempts` is what the first answer said.
 */
export type RecordedAttempt = { reference: string; attempts: Attempts } & (
  | { outcome: 'rejected'; finding: Finding }
  | { outcome: 'certified' | 'pending' | 'already-certified' | 'replaced' }
);

/** The columns of `attempt` that it is made of. */
export interface AttemptRow {
  reference: string;
  outcome: RecordedAttempt['outcome'];
  finding: Finding | null;
  remaining: number | null;
  resets_at: Date | null;
}

export function recordedAttempt({ reference, outcome, finding, ...row }: AttemptRow): RecordedAttempt {
  const attempts = toldAttempts(row.remaining, row.resets_at);
  if (outcome !== 'rejected') return { reference, outcome, attempts };
  if (finding === null) throw new Error('a rejection without a finding passed the check constraint');
  return { reference, outcome, finding, attempts };
}
