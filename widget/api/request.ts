/** One request to the BFF with a token, and what its answer means. */
import type { FieldError, Problem } from '../../bff/contract/wire.ts';
import { withDeadline } from './deadline.ts';
import { isList, parse } from './json.ts';
import { isProblemCode } from './problems.ts';
import { type FailureCode, type Reference, type Result, fail, succeed } from './result.ts';

export interface RequestOptions<T> {
  /** By default GET, with a body POST. */
  method?: 'DELETE';
  /** JSON text (`toJson`); makes it a POST. */
  body?: string | undefined;
  idempotencyKey?: string | undefined;
  /**
   * A member that the answer must have, else it is from a gateway or another service. Not given
   * where the answer is empty.
   */
  expects?: keyof T;
  signal?: AbortSignal | undefined;
}

function problemReference({ reference, requestId }: Partial<Problem>): Reference | undefined {
  const at = Date.now();
  if (reference) return { of: 'submission', id: reference, at };
  return requestId ? { of: 'request', id: requestId, at } : undefined;
}

const codeOf = (status: number): FailureCode =>
  status === 429 ? 'too-many-requests' : status >= 500 || status < 300 ? 'unavailable' : 'misconfigured';

/**
 * The seconds of `Retry-After`. Undefined means "later": for a date, which a gateway may send, and
 * for more than 115 days, which no limit of the service takes.
 */
const secondsIn = (header: string | null): number | undefined =>
  (/^\d{1,7}$/.test(header ?? '') && Number(header)) || undefined;

/** Never rejects. `address`: the BFF's, with the path. */
export async function request<T>(
  address: string,
  token: string,
  { method, body, idempotencyKey, expects, signal }: RequestOptions<T>,
): Promise<Result<T>> {
  const init: RequestInit = {
    method: method ?? (body ? 'POST' : 'GET'),
    credentials: 'omit',
    cache: 'no-store',
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body && { 'Content-Type': 'application/json' }),
      // A structured-field string, as the Idempotency-Key draft requires.
      ...(idempotencyKey && { 'Idempotency-Key': `"${idempotencyKey}"` }),
    },
    ...(body && { body }),
  };
  const arrived = await withDeadline(async (deadline) => {
    const response = await fetch(address, { ...init, signal: deadline });
    return { response, text: await response.text() };
  }, signal).catch((error: unknown) => {
    // The error tells an invalid address, but not the network from CORS.
    if (!signal?.aborted) console.warn('unit-certification: request', error);
  });
  if (!arrived) return fail('network');
  const { response, text } = arrived;
  const answer = parse<T & Partial<Problem>>(text);
  if (response.ok && (expects ? answer?.[expects] != null : response.status === 204))
    return succeed(answer as T);
  if (response.ok) console.warn('unit-certification: not an answer of the service', address);
  const problem = isProblemCode(answer?.code) ? answer : undefined;
  const retryAfter = secondsIn(response.headers.get('retry-after'));
  return {
    ok: false,
    failure: {
      code: problem?.code ?? codeOf(response.status),
      retryAfter,
      retryAt: retryAfter && Date.now() + retryAfter * 1000,
      // The errors of a 401 are about the token, and no field shows them.
      errors: isList(problem?.errors) ? (problem.errors as FieldError[]) : undefined,
      certification: problem?.certification,
      detail: problem?.detail,
      requestId: problem?.requestId,
      reference: problem && problemReference(problem),
    },
  };
}
