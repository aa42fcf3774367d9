/** Why something was refused, is due, or has ended, as users and portals are told. No dependency, for the widget reads it. */

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
/** The public reasons why a submission was not certified. `registry-unavailable` comes with `pending` only, `unit-mismatch` with a registration. */
export type Reason = (typeof REASONS)[number];

/** The ways in which reasons differ for the service. */
interface Traits {
  /** A refused claim may be checked again automatically: the registry may be some days behind. */
  isRecheckable: boolean;
  /** The unit's state in the register refuses it, whoever applies: people and founding are right. */
  isOfState: boolean;
}

const TRAITS = {
  'registry-mismatch': { isRecheckable: true, isOfState: false },
  'unit-not-active': { isRecheckable: true, isOfState: true },
  'agent-without-record': { isRecheckable: false, isOfState: false },
  'registry-unavailable': { isRecheckable: false, isOfState: false },
  'unit-mismatch': { isRecheckable: false, isOfState: false },
} as const satisfies Record<Reason, Traits>;

/** A reason that the unit's state in the register gives. */
export type ReasonOfState = {
  [Each in Reason]: (typeof TRAITS)[Each]['isOfState'] extends true ? Each : never;
}[Reason];

export const isRecheckable = (reason: Reason): boolean => TRAITS[reason].isRecheckable;

const isReason = (reason: string): reason is Reason => reason in TRAITS;

/** Also of a case's refusal and of the end of a certification, which may have the same reason. */
export const isOfState = (reason: string | null | undefined): reason is ReasonOfState =>
  !!reason && isReason(reason) && TRAITS[reason].isOfState;
