/** An attempt as it is recorded, and as it is read again: at once for the answer, or later for a repeated key. */
import type { Attempts, Method } from '../contract/wire.ts';
import type { Actor } from '../database/tables.ts';
import { counterValues, type CounterValues } from '../limits/counters.ts';
import { toldAttempts, type Counters, type Flow, type Stored } from '../limits/limits.ts';
import { eventValues, type EventValues, type NewEvent } from '../events/event.ts';
import type { KeyRing } from '../protection/keys.ts';
import type { Caller } from '../protection/caller.ts';
import { representativeOf, type Idempotency, type SubmittedClaim } from './claim.ts';
import type { OpenTerm } from '../terms/change.ts';
import type { UsedSource } from '../evidence/evidence.ts';
import type { Decision, Finding } from './decide.ts';

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
  counters: Counters;
  /** How the counters stood when the evidence was read. */
  stored: Stored;
  /** Whom the audit names: its user, or the worker that settles it. */
  actor: Actor;
  /** The notice that the user was shown before sending; none when the claim is decided later. */
  consent?: { privacyNotice: string | null };
  /** The submission's (`contract/reference.ts`). */
  newReference: () => string;
  /** None of a kept claim that is decided now. */
  idempotency: Idempotency | undefined;
  /** Milliseconds since the epoch. */
  now: number;
}

export interface AttemptValues extends CounterValues, EventValues {
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
  now: Date;
}

/** `also`: events that the statement may write besides. */
export function attemptValues(
  keys: KeyRing,
  flow: Flow,
  attempt: Attempt,
  reference: string,
  also: readonly NewEvent[] = [],
): AttemptValues {
  const { decision, claim, caller } = attempt;
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
    outcome: decision.outcome,
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
    ...counterValues(attempt.counters, attempt.stored, {
      unitCode: attempt.unitCode,
      isRejected: decision.outcome === 'rejected',
      now: attempt.now,
    }),
    now: new Date(attempt.now),
    ...eventValues(keys, [...eventsOf(flow, attempt, reference), ...also]),
  };
}

/** One for each outcome that the statement may find. The detail is for auditors: the finding or the outage, never personal data. */
function eventsOf(
  flow: Flow,
  { decision, claim, caller, ...attempt }: Attempt,
  reference: string,
): NewEvent[] {
  const { outcome, ...why } = decision;
  const outcomes = outcome === 'certified' ? ([outcome, 'already-certified'] as const) : [outcome];
  const how = { applicant: claim.applicant, method: attempt.source.method };
  const isCertified = attempt.isCertified && { isCertified: true };
  const { replaces } = attempt;
  const happened = { at: new Date(attempt.now), actor: attempt.actor, unitCode: attempt.unitCode };
  return [
    ...outcomes.map((each) => ({
      ...happened,
      type: `${flow}.${each}` as const,
      siteId: caller.siteId,
      submissionId: attempt.id,
      detail: { reference, ...how, ...why, ...isCertified, ...attempt.consent },
    })),
    ...(outcome === 'certified' && replaces
      ? [
          {
            ...happened,
            type: 'certification.replaced' as const,
            siteId: replaces.siteId,
            submissionId: replaces.submissionId,
            detail: { by: attempt.id },
          },
        ]
      : []),
  ];
}

/**
 * `already-certified`: another attempt certified the unit first. `replaced`: it was pending until a newer one took its place.
 * `attempts` is what the first answer said.
 */
export type RecordedAttempt = { reference: string; attempts: Attempts } & (
  | { outcome: 'rejected'; finding: Finding }
  | { outcome: 'certified' | 'pending' | 'already-certified' | 'replaced' }
);

/** The columns of `submission` that it is made of. */
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
