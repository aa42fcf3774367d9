/**
 * The webhooks about a unit (Standard Webhooks 1.0), and the constructors of their bodies, which
 * are made of events when they are sent (`status/webhooks.ts`).
 */
import type { CaseRefusal, CaseState } from './cases.ts';
import type { DueReason, LapseReason, Reason } from './reasons.ts';
import type { Instant, Reference } from './values.ts';
import type { Applicant, Kind, Method, Status } from './wire.ts';

export const WEBHOOK_TYPES = [
  'unit.certified',
  'unit.due',
  'unit.lapsed',
  'unit.rejected',
  'unit.expired',
  'unit.registered',
  'unit.case',
] as const;
export type WebhookType = (typeof WEBHOOK_TYPES)[number];

interface EventData {
  /** The canonical code. */
  unit: string;
  kind: Kind;
  status: Status;
  reason?: Reason | LapseReason | undefined;
  /**
   * The role of the person who certified the unit, never a name, and how; with `certified` and
   * `lapsed` of `real-name`.
   */
  by?: Applicant | undefined;
  method?: Method | undefined;
  /** With `unit.due`. `at` is null when it is taken back. */
  due?: { at: Instant | null; reason: DueReason } | undefined;
  /** With `unit.case`. `reason` with `refused`. */
  case?: { state: CaseState; reason?: CaseRefusal | undefined } | undefined;
  /** The reference of the submission or case; absent for a lapse. */
  reference?: Reference | undefined;
  at: Instant;
}

/** How a unit was certified. */
export interface Certified {
  by: Applicant;
  method: Method;
}

interface NumberedEventData extends EventData {
  /**
   * Grows with every event, and so orders a unit’s events.
   *
   * @asType integer
   */
  sequence: number;
}

/** Something that happened to a unit. No personal data. */
export interface UnitEvent {
  type: WebhookType;
  data: EventData;
}

/**
 * The head of the service’s audit chain. A portal that stores it can later prove whether entries
 * were removed.
 */
export interface AuditHead {
  /** @asType integer */
  position: number;
  seal: string;
  at: Instant;
  signature: string;
}

/** Body of a webhook. */
export interface Webhook {
  type: WebhookType;
  timestamp: Instant;
  data: NumberedEventData;
  /**
   * The head of the service’s audit chain. The portal only has to store the body. Absent while
   * nothing is sealed.
   */
  audit?: AuditHead | undefined;
}

export const webhookOf = ({ type, data }: UnitEvent, sequence: number, audit?: AuditHead): Webhook => ({
  type,
  timestamp: data.at,
  data: { ...data, sequence },
  ...(audit && { audit }),
});

/** The data about a submission in a webhook. `unit`: the canonical code. */
export interface Submitted {
  unit: string;
  reference: string;
}

export const unitCertified = (
  { unit, reference }: Submitted,
  { by, method }: Certified,
  at: Date,
): UnitEvent => ({
  type: 'unit.certified',
  data: { unit, kind: 'real-name', status: 'certified', by, method, reference, at: at.toISOString() },
});

/**
 * `unit`: the canonical code. It is certified until then, and no longer unless it is renewed; null:
 * it is not due any more.
 */
export const unitDue = (
  unit: string,
  { by, method }: Certified,
  due: { at: Date | null; reason: DueReason },
  at: Date,
): UnitEvent => ({
  type: 'unit.due',
  data: {
    unit,
    kind: 'real-name',
    status: 'certified',
    by,
    method,
    due: { at: due.at?.toISOString() ?? null, reason: due.reason },
    at: at.toISOString(),
  },
});

/**
 * `isCertified`: the unit is certified all the same: somebody tried to take over or to renew its
 * certification.
 */
export const unitRejected = (
  { unit, reference }: Submitted,
  reason: Reason,
  isCertified: boolean,
  at: Date,
): UnitEvent => ({
  type: 'unit.rejected',
  data: {
    unit,
    kind: 'real-name',
    status: isCertified ? 'certified' : 'uncertified',
    reason,
    reference,
    at: at.toISOString(),
  },
});

/** A claim that waited was given up. `isCertified`: as in a refusal. */
export const unitExpired = ({ unit, reference }: Submitted, isCertified: boolean, at: Date): UnitEvent => ({
  type: 'unit.expired',
  data: {
    unit,
    kind: 'real-name',
    status: isCertified ? 'certified' : 'uncertified',
    reference,
    at: at.toISOString(),
  },
});

export const unitLapsed = (
  unit: string,
  { by, method }: Certified,
  reason: LapseReason,
  at: Date,
): UnitEvent => ({
  type: 'unit.lapsed',
  data: { unit, kind: 'real-name', status: 'lapsed', reason, by, method, at: at.toISOString() },
});

/** `isCertified`: whether the unit is certified now. */
export const unitCase = (
  { unit, reference }: Submitted,
  what: { state: CaseState; reason?: CaseRefusal | undefined },
  isCertified: boolean,
  at: Date,
): UnitEvent => ({
  type: 'unit.case',
  data: {
    unit,
    kind: 'real-name',
    status: isCertified ? 'certified' : 'uncertified',
    case: what,
    reference,
    at: at.toISOString(),
  },
});

/** The event of a registration, which proves the phone. */
export const unitRegistered = ({ unit, reference }: Submitted, at: Date): UnitEvent => ({
  type: 'unit.registered',
  data: { unit, kind: 'phone', status: 'certified', reference, at: at.toISOString() },
});
