/**
 * Why something was refused, is due, or has ended, as users and portals are told. No dependency,
 * for the widget reads it.
 */

export const DUE_REASONS = [
  'representative-changed',
  'registration-changed',
  'unit-not-active',
  'agent-withdrew',
] as const;
/** Why a certification ends after a time, unless it is renewed. */
export type DueReason = (typeof DUE_REASONS)[number];

export const LAPSE_REASONS = [...DUE_REASONS, 'revoked'] as const;
/** Why a unit must certify again. */
export type LapseReason = (typeof LAPSE_REASONS)[number];

export const END_REASONS = [...LAPSE_REASONS, 'replaced'] as const;
/** Why a certification ended. `replaced`: by a newer one. */
export type EndReason = (typeof END_REASONS)[number];

export const REFUSAL_REASONS = ['registry-mismatch', 'unit-not-active', 'agent-without-record'] as const;
/** The public reasons of a refusal at a certification. */
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export const REASONS = [...REFUSAL_REASONS, 'registry-unavailable', 'unit-mismatch'] as const;
/**
 * The public reasons why a submission was not certified. `registry-unavailable` comes with
 * `pending` only, `unit-mismatch` with a registration.
 */
export type Reason = (typeof REASONS)[number];

/**
 * - `data`: the claim differs from the register, which may be wrong or behind.
 * - `state`: the unit's state in the register, whoever applies: people and founding are right.
 * - `agent`: no record of the agent. `partner`: no answer.
 */
type Cause = 'data' | 'state' | 'agent' | 'partner';

const CAUSES = {
  'registry-mismatch': 'data',
  'unit-not-active': 'state',
  'agent-without-record': 'agent',
  'registry-unavailable': 'partner',
  'unit-mismatch': 'data',
} as const satisfies Record<Reason, Cause>;

type ReasonOf<Why extends Cause> = {
  [Each in Reason]: (typeof CAUSES)[Each] extends Why ? Each : never;
}[Reason];

/** A reason that the unit's state in the register gives. */
export type ReasonOfState = ReasonOf<'state'>;

/** A reason that the claim's data gives. */
export type Mismatch = ReasonOf<'data'>;

/** Undefined for a newer service's reason, and for one that is of a case or certification only. */
const causeOf = (reason: string | null | undefined): Cause | undefined => CAUSES[reason as Reason];

/** Also of a case's refusal and of the end of a certification, which may have the same reason. */
export const isOfState = (reason: string | null | undefined): reason is ReasonOfState =>
  causeOf(reason) === 'state';

export const isMismatch = (reason: string | null | undefined): reason is Mismatch =>
  causeOf(reason) === 'data';

/**
 * Why the step `authority` is given: officers doubt the papers, or the register calls the unit
 * inactive. The newest event, whose `reason` the step has, may be older and about something else.
 */
export const atAuthority = (reason: string | null): ReasonOfState | 'papers-in-doubt' =>
  reason === 'papers-in-doubt' || isOfState(reason) ? reason : 'unit-not-active';

/** A table of its own, because only the service reads it. */
const RECHECKABLE: Record<Reason, boolean> = {
  'registry-mismatch': true,
  'unit-not-active': true,
  'agent-without-record': false,
  'registry-unavailable': false,
  'unit-mismatch': false,
};

/** A refused claim may be checked again automatically: the registry may be some days behind. */
export const isRecheckable = (reason: Reason): boolean => RECHECKABLE[reason];
