/** RFC 9457 problems, with the status code and the text of each. */
import type { Context } from 'hono';
import {
  PROBLEM_TYPE_PREFIX,
  type CertificationStatus,
  type Problem,
  type ProblemCode,
} from '../contract/wire.ts';
import { answer } from './answer.ts';
import type { Env } from './env.ts';

const PROBLEMS: Record<ProblemCode, readonly [status: number, title: string, detail: string]> = {
  'malformed-json': [400, 'Malformed JSON', 'The body is not valid JSON.'],
  'idempotency-key-missing': [400, 'Idempotency-Key missing', 'Send the header Idempotency-Key: "<uuid>".'],
  'idempotency-key-malformed': [
    400,
    'Idempotency-Key malformed',
    'The Idempotency-Key must be a UUID, quoted or bare.',
  ],
  'token-missing': [401, 'Token missing', 'Send the header Authorization: Bearer TOKEN.'],
  'token-invalid': [401, 'Token invalid', 'The token was not accepted. Ask the portal for a new one.'],
  'token-expired': [401, 'Token expired', 'The token has expired. Ask the portal for a new one.'],
  'origin-not-allowed': [403, 'Origin not allowed', "The request's origin is not one of the site's."],
  'administrator-required': [
    403,
    'Administrator required',
    'Only an administrator of the unit may certify it.',
  ],
  'purpose-not-allowed': [403, 'Purpose not allowed', "The token's purpose does not allow this request."],
  'not-found': [404, 'Not found', 'There is nothing at this address.'],
  'method-not-allowed': [405, 'Method not allowed', 'This address does not accept this method; see Allow.'],
  'no-source': [409, 'No source', 'No register answers for this class of units; nothing was counted.'],
  'way-closed': [409, 'Way closed', 'The unit does not have this way now; see certification.next.'],
  'claim-differs': [409, 'Claim differs', 'The data differ from the last refused submission.'],
  'agent-differs': [409, 'Agent differs', 'No certification that stands was made by this agent.'],
  'body-too-large': [413, 'Body too large', 'The body is larger than this address accepts.'],
  'not-json': [415, 'Not JSON', 'Send the body as application/json in UTF-8.'],
  'invalid-fields': [422, 'Invalid fields', 'Some fields are missing or wrong; see errors.'],
  'key-reused': [
    422,
    'Key reused',
    'This Idempotency-Key was used with another body. Use a new key for changed data.',
  ],
  'phone-code-wrong': [422, 'Phone code wrong', 'The code is not the one that was sent.'],
  'phone-code-expired': [
    422,
    'Phone code expired',
    'The code has expired, or its tries are used up. Ask for a new one.',
  ],
  'phone-proof-expired': [422, 'Phone proof expired', 'The phone must be proven again.'],
  'proof-of-work-invalid': [422, 'Proof of work invalid', 'The proof of work is wrong or was used before.'],
  'too-many-attempts': [429, 'Too many attempts', 'No attempts are left for now; see Retry-After.'],
  'too-many-codes': [429, 'Too many codes', 'No code can be sent for now; see Retry-After.'],
  'codes-exhausted': [429, 'Codes exhausted', 'No code can be sent for the site for now; see Retry-After.'],
  'too-many-requests': [429, 'Too many requests', 'Slow down; see Retry-After.'],
  internal: [500, 'Internal error', 'The service failed. Retrying with the same key is safe.'],
  unavailable: [
    503,
    'Unavailable',
    'The service is not available now. Retrying with the same key is safe; see Retry-After.',
  ],
};

/** For the API's document. */
export const statusAndDetailOf = (code: ProblemCode): { status: number; detail: string } => {
  const [status, , detail] = PROBLEMS[code];
  return { status, detail };
};

export interface ProblemExtras {
  errors?: Problem['errors'];
  reference?: string | undefined;
  certification?: CertificationStatus;
  /** A more precise text that replaces the code's general one. */
  detail?: string;
  /** Seconds. */
  retryAfter?: number;
  headers?: Record<string, string>;
}

/** The answer for a problem. Support finds the request in the log by its id. */
export function problem(c: Context<Env>, code: ProblemCode, extras: ProblemExtras = {}): Response {
  const [status, title, detail] = PROBLEMS[code];
  const body: Problem = {
    type: `${PROBLEM_TYPE_PREFIX}${code}`,
    title,
    status,
    detail: extras.detail ?? detail,
    code,
    ...(extras.errors && { errors: extras.errors }),
    ...(extras.reference && { reference: extras.reference }),
    ...(extras.certification && { certification: extras.certification }),
    requestId: c.get('requestId'),
  };
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json', ...extras.headers };
  if (extras.retryAfter !== undefined)
    headers['Retry-After'] = String(Math.max(1, Math.ceil(extras.retryAfter)));
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer';
  return answer(c, JSON.stringify(body), status, headers);
}
