/**
 * The only map from a problem code to its message, to whether the same request can be tried again,
 * and to the place where the message is shown. Flow and views read it.
 */
import type { Failure, FailureCode } from './result.ts';

/** The key of a message. Each view has words for the messages that it can show. */
export type ProblemMessage =
  | 'network'
  | 'session-expired'
  | 'unavailable'
  | 'too-many-requests'
  | 'too-many-attempts'
  | 'too-many-codes'
  | 'codes-exhausted'
  | 'claim-differs'
  | 'agent-differs'
  | 'insecure-context'
  | 'no-source'
  | 'way-closed'
  | 'misconfigured';

export interface ProblemRule {
  message: ProblemMessage;
  /**
   * `now`: a button tries again. `later`: after a limit has reset. `never`: the portal or the user
   * must change something first.
   */
  retry: 'now' | 'later' | 'never';
  /**
   * `fields`: at the fields that the problem names. `code`: at the field of the SMS code. `status`:
   * a state of the unit or user has its own dialog.
   */
  place: 'dialog' | 'fields' | 'code' | 'status';
}

const now = (message: ProblemMessage): ProblemRule => ({ message, retry: 'now', place: 'dialog' });
const later = (message: ProblemMessage): ProblemRule => ({ message, retry: 'later', place: 'dialog' });
const never = (message: ProblemMessage, place: ProblemRule['place'] = 'dialog'): ProblemRule => ({
  message,
  retry: 'never',
  place,
});
/** Only the portal's developer or the BFF's operator can solve the problem. */
const portal = never('misconfigured');

const PROBLEMS: Record<FailureCode, ProblemRule> = {
  network: now('network'),
  'session-expired': now('session-expired'),
  unavailable: now('unavailable'),
  internal: now('unavailable'),
  // The next try uses a new key or proof.
  'key-reused': now('unavailable'),
  'proof-of-work-invalid': now('unavailable'),
  'too-many-requests': now('too-many-requests'),
  'too-many-attempts': later('too-many-attempts'),
  'too-many-codes': later('too-many-codes'),
  'codes-exhausted': later('codes-exhausted'),
  'claim-differs': never('claim-differs'),
  'agent-differs': never('agent-differs', 'status'),
  'invalid-fields': never('misconfigured', 'fields'),
  'phone-code-wrong': never('misconfigured', 'code'),
  'phone-code-expired': never('misconfigured', 'code'),
  'phone-proof-expired': never('misconfigured', 'code'),
  'way-closed': never('way-closed', 'status'),
  'administrator-required': never('misconfigured', 'status'),
  'insecure-context': never('insecure-context'),
  'no-source': never('no-source'),
  misconfigured: portal,
  'malformed-json': portal,
  'idempotency-key-missing': portal,
  'idempotency-key-malformed': portal,
  'token-missing': portal,
  'token-invalid': portal,
  'token-expired': portal,
  'origin-not-allowed': portal,
  'purpose-not-allowed': portal,
  'not-found': portal,
  'method-not-allowed': portal,
  'body-too-large': portal,
  'not-json': portal,
};

export const problemOf = (code: FailureCode): ProblemRule => PROBLEMS[code];

/** Something failed: the status, a submission, the session, or the page's setup. */
export interface CertificationErrorDetail {
  code: FailureCode;
  retryable: boolean;
  /** The BFF's id of the request, if it sent one. */
  requestId?: string;
}

/** The detail of the page's event `certification-error`. */
export const errorDetailOf = ({ code, requestId }: Failure): CertificationErrorDetail => ({
  code,
  retryable: problemOf(code).retry !== 'never',
  ...(requestId && { requestId }),
});

/**
 * False for a gateway's own code and for a code of a newer BFF. For those the HTTP status decides.
 */
export const isProblemCode = (code: unknown): code is FailureCode =>
  Object.keys(PROBLEMS).includes(code as string);

/**
 * Whether the portal's developer must act, so that the console explains the problem. Also true when
 * no field can show an error.
 */
export function isForDeveloper({ code, errors }: Failure): boolean {
  const rule = problemOf(code);
  return rule === portal || code === 'insecure-context' || (rule.place === 'fields' && !errors?.length);
}
