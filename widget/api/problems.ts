/**
 * What each problem code means to the person at the page: the only map from a code to its message, to whether the
 * same request can be tried again, and to the place where it is said. Flow and views read it.
 */
import type { Failure, FailureCode } from './result.ts';

/** Names a message; each view has its words for those that it can meet. */
export type ProblemMessage =
  | 'network'
  | 'session-expired'
  | 'unavailable'
  | 'too-many-requests'
  | 'too-many-attempts'
  | 'too-many-codes'
  | 'codes-exhausted'
  | 'claim-differs'
  | 'insecure-context'
  | 'misconfigured';

export interface ProblemRule {
  message: ProblemMessage;
  /** `now`: a button tries it again. `later`: it is a limit, which first has to reset. `never`: the portal or the user has to change something. */
  retry: 'now' | 'later' | 'never';
  /** `fields`: at the fields that it names. `code`: at the field of the code by SMS. `status`: it is a state of the unit or user, with a dialog of its own. */
  place: 'dialog' | 'fields' | 'code' | 'status';
}

const now = (message: ProblemMessage): ProblemRule => ({ message, retry: 'now', place: 'dialog' });
const later = (message: ProblemMessage): ProblemRule => ({ message, retry: 'later', place: 'dialog' });
const never = (message: ProblemMessage, place: ProblemRule['place'] = 'dialog'): ProblemRule => ({
  message,
  retry: 'never',
  place,
});
/** Only the portal's developer or the BFF's operator can mend it. */
const portal = never('misconfigured');

const PROBLEMS: Record<FailureCode, ProblemRule> = {
  network: now('network'),
  'session-expired': now('session-expired'),
  unavailable: now('unavailable'),
  internal: now('unavailable'),
  // Sent with another key or proof.
  'key-reused': now('unavailable'),
  'proof-of-work-invalid': now('unavailable'),
  'too-many-requests': now('too-many-requests'),
  'too-many-attempts': later('too-many-attempts'),
  'too-many-codes': later('too-many-codes'),
  'codes-exhausted': later('codes-exhausted'),
  'claim-differs': never('claim-differs'),
  'not-recheckable': never('claim-differs'),
  'invalid-fields': never('misconfigured', 'fields'),
  'phone-code-wrong': never('misconfigured', 'code'),
  'phone-code-expired': never('misconfigured', 'code'),
  'phone-proof-expired': never('misconfigured', 'code'),
  'already-certified': never('misconfigured', 'status'),
  'administrator-required': never('misconfigured', 'status'),
  'insecure-context': never('insecure-context'),
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

/** False for what a gateway calls its code, and for a code of a newer BFF: their HTTP status says what they mean. */
export const isProblemCode = (code: unknown): code is FailureCode =>
  Object.keys(PROBLEMS).includes(code as string);

/** Whether the portal's developer has to do something: then the console explains it. Also when no field can show what is wrong. */
export function isPortals({ code, errors }: Failure): boolean {
  const rule = problemOf(code);
  return rule === portal || code === 'insecure-context' || (rule.place === 'fields' && !errors?.length);
}
