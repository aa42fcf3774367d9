/** What can go wrong between the page and the BFF, as one vocabulary for client, flow, views and events. */
import type { FieldError, ProblemCode } from '../bff/contract/wire.ts';

/** `certification-error` codes: what the widget notices by itself, or a problem code of the BFF. */
export type FailureCode = ProblemCode | 'network' | 'session-expired' | 'misconfigured' | 'insecure-context';

export interface Failure {
  code: FailureCode;
  /** Seconds, from `Retry-After`. */
  retryAfter?: number | undefined;
  /** With `too-many-attempts` known from the status: when there are attempts again, RFC 3339. */
  until?: string | null;
  /** With `invalid-fields`. */
  errors?: FieldError[] | undefined;
}

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (code: FailureCode): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { code },
});

/** Whether the same request can succeed later, without a change by the portal or the user. */
export const isRetryable = (code: FailureCode): boolean =>
  /^(network|session-expired|internal|unavailable|too-many-.*)$/.test(code);
