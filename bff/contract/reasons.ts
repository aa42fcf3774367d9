/** Why something was refused, is due, or has ended, as users and portals are told. No dependency, for the widget reads it. */

/** Why a certification ends after a time, unless it is renewed. */
export const DUE_REASONS = [
  'representative-changed',
  'registration-changed',
  'unit-not-active',
  'agent-withdrew',
] as const;
export type DueReason = (typeof DUE_REASONS)[number];

/** Why a unit must certify again. */
export const LAPSE_REASONS = [...DUE_REASONS, 'revoked'] as const;
export type LapseReason = (typeof LAPSE_REASONS)[number];

/** Why a certification ended. `replaced`: by a newer one. */
export const END_REASONS = [...LAPSE_REASONS, 'replaced'] as const;
export type EndReason = (typeof END_REASONS)[number];

/** The public reasons of a refusal at a certification. */
export const REFUSAL_REASONS = ['registry-mismatch', 'unit-not-active', 'agent-without-record'] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** The public reasons why a submission was not certified. `registry-unavailable` comes with `pending` only, `unit-mismatch` with a registration. */
export const REASONS = [...REFUSAL_REASONS, 'registry-unavailable', 'unit-mismatch'] as const;
export type Reason = (typeof REASONS)[number];

/** The reasons after which a claim may be checked again automatically: the registry may be some days behind. */
export const RECHECKABLE_REASONS: readonly Reason[] = ['registry-mismatch', 'unit-not-active'];
