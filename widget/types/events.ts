/** The elements' events, each with its `detail`. All bubble and are composed. */
import type { FailureCode } from '../api/result.ts';
import type { Reason } from '../../bff/contract/reasons.ts';
import type { CertificationStatus, Outcome } from '../../bff/contract/wire.ts';

/** Something failed: the status, a submission, the session, or the page's setup. */
export interface CertificationErrorDetail {
  code: FailureCode;
  retryable: boolean;
  /** The BFF's id of the request, if it sent one. */
  requestId?: string;
}

export interface UnitCertificationEvents {
  /** The status, each time it is known or changes. */
  'certification-status': CustomEvent<CertificationStatus>;
  /** A submission was answered. */
  'certification-submitted': CustomEvent<{ outcome: Outcome; reason?: Reason }>;
  /** The user canceled the prompt, after the notice. */
  'certification-deferred': CustomEvent<undefined>;
  /** The user has read that another user is logged in: the page may show that user's content. */
  'certification-login-changed': CustomEvent<undefined>;
  /** Cancelable: the user wants the center; default: go to `url`, the `center-url` with its `{resume}` filled in. */
  'certification-center': CustomEvent<{ url: string | undefined }>;
  /** Cancelable, from the center: the user continues the business that waited; default: go to `url`, the `resume-url`. */
  'certification-resume': CustomEvent<{ url: string }>;
  'certification-error': CustomEvent<CertificationErrorDetail>;
}

export interface UnitRegistrationEvents {
  /** The unit, as typed, has been verified: send `assertion` with the portal's own fields to the portal's server. */
  'unit-registered': CustomEvent<{ unit: { code: string; name: string }; assertion: string }>;
  'certification-error': CustomEvent<CertificationErrorDetail>;
}
