/** What a call to the portal or the BFF comes to: a value, or a failure that is a value too. */
import type { FieldError, ProblemCode } from '../../bff/contract/wire.ts';

/** `certification-error` codes: what the widget notices by itself, or a problem code of the BFF. */
export type FailureCode = ProblemCode | 'network' | 'session-expired' | 'misconfigured' | 'insecure-context';

export interface Failure {
  code: FailureCode;
  /** Seconds, from `Retry-After`. */
  retryAfter?: number | undefined;
  /** With `too-many-attempts` known from the status: when there are attempts again, RFC 3339. */
  until?: string | null;
  /** With `invalid-fields`; the forms leave those that a field of theirs can show. */
  errors?: FieldError[] | undefined;
  /** The BFF's own words, for the portal's developer. */
  detail?: string | undefined;
  /** The BFF's id of the request, for its operator's log. */
  requestId?: string | undefined;
}

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (code: FailureCode): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { code },
});
