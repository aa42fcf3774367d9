/**
 * The package's entry: classes and types, without side effects. `define.ts` and
 * `define-registration.ts` define the elements.
 */
export { type Settings, configure } from './elements/configuration.ts';
export { requireCertified } from './elements/require-certified.ts';
export { signOut } from './session/sessions.ts';
export { UnitCertification } from './elements/unit-certification.ts';
export { UnitCertificationCenter } from './elements/unit-certification-center.ts';
export { UnitRegistration } from './elements/unit-registration.ts';
export type { FailureCode } from './api/result.ts';
export type {} from './types/elements.ts';
export type { Locale } from './locales/index.ts';
export type { NextStep, Step, Way } from '../bff/contract/next.ts';
export type { Reason } from '../bff/contract/reasons.ts';
export type { CertificationStatus, Outcome, Status } from '../bff/contract/wire.ts';
export type {
  CertificationErrorDetail,
  UnitCertificationEvents,
  UnitRegistrationEvents,
} from './types/events.ts';
