/** The result of a call to the portal or the BFF: a value or a failure. Calls do not throw. */
import type { CertificationStatus, FieldError, ProblemCode } from '../../bff/contract/wire.ts';

/**
 * `certification-error` codes: problems that the widget itself detects, or a problem code of the
 * BFF.
 */
export type FailureCode = ProblemCode | 'network' | 'session-expired' | 'misconfigured' | 'insecure-context';

/** The portal's support finds an answer by it. */
export interface Reference {
  /**
   * A submission, or a refusal by a limit, has eight characters; every other problem has the id of
   * its request. `former`: of a case that has ended.
   */
  of: 'submission' | 'former' | 'request';
  id: string;
  /** When the answer came, in milliseconds. */
  at: number;
}

/** Whether the user is told a time in seconds; a longer one is told by the clock. */
export const isShort = (seconds = 0): boolean => seconds <= 60;

/** The reference of a submission in a status. */
export const referenceOf = ({ reference: id, at }: { reference: string; at: string }): Reference => ({
  of: 'submission',
  id,
  at: Date.parse(at),
});

export interface Failure {
  code: FailureCode;
  /** Seconds, from `Retry-After`. */
  retryAfter?: number | undefined;
  /** When they have passed. Milliseconds, like `Date.now()`. */
  retryAt?: number | undefined;
  /** For `too-many-attempts` known from the status: when attempts are possible again, RFC 3339. */
  until?: string | null;
  /** For `invalid-fields`; the forms keep only the errors that one of their fields can show. */
  errors?: FieldError[] | undefined;
  /** The BFF's explanation, for the portal's developer. */
  detail?: string | undefined;
  /** The BFF's id of the request, for its operator's log. */
  requestId?: string | undefined;
  /** The unit's status now, with what refuses a submission. */
  certification?: CertificationStatus | undefined;
  /** Absent when there was no answer. */
  reference?: Reference | undefined;
}

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (code: FailureCode): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { code },
});

/** A failure as an error, whose message is the code. */
export class RequestError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** The value; throws a `RequestError` where there is none. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new RequestError(result.failure);
}

/**
 * For work that may throw: logs the error, which makes it a failure after which the user can try
 * again.
 */
export function failLogged(error: unknown): ReturnType<typeof fail> {
  console.error('unit-certification:', error);
  return fail('unavailable');
}

/** Calls all listeners; logs the error of one that throws. */
export function notify<News>(listeners: Iterable<(news: News) => void>, news: News): void {
  for (const listener of listeners)
    try {
      listener(news);
    } catch (error) {
      failLogged(error);
    }
}
