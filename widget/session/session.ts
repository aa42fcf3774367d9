/**
 * Talks to the BFF for all elements of a page: one token, one status request, typed outcomes.
 * Nothing throws; a failure is a value.
 */
import type { CertificationStatus, FieldError, Problem } from '../../bff/contract/wire.ts';
import { withDeadline } from '../api/deadline.ts';
import { OtherTabs } from './tabs.ts';
import { isProblemCode } from '../api/problems.ts';
import { type FailureCode, type Result, fail, succeed } from '../api/result.ts';
import { type TokenFacts, type TokenSource, obtainToken, readToken } from './token.ts';

export interface CallOptions<T> {
  /** Else GET, or POST with a body. */
  method?: 'DELETE';
  /** JSON text (`toJson`); makes it a POST. */
  body?: string | undefined;
  idempotencyKey?: string | undefined;
  /** A member of the answer: without it a success is a gateway's or another service's. Not given where the answer is empty. */
  expects?: keyof T;
  signal?: AbortSignal | undefined;
}

/** A token is renewed this long before it expires. */
const MARGIN = 30_000;

const STATUS_PATH = '/v1/certification';

const codeOf = (status: number): FailureCode =>
  status === 429 ? 'too-many-requests' : status >= 500 || status < 300 ? 'unavailable' : 'misconfigured';

const isCertified = ({ kinds }: CertificationStatus): boolean =>
  kinds.some(({ kind, status }) => kind === 'real-name' && status === 'certified');

/** Undefined for what is not JSON: a gateway's error page. */
function parse<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

export class Session {
  /** The last status that came. */
  status: CertificationStatus | undefined;
  /** Of the last token. */
  facts: TokenFacts | undefined;
  source: TokenSource;
  readonly #bff: string;
  readonly #now: () => number;
  readonly #tabs = new OtherTabs();
  readonly #listeners = new Set<(status: CertificationStatus) => void>();
  #token: Promise<Result<string>> | undefined;
  #renewAt = Infinity;
  #asking: Promise<Result<CertificationStatus>> | undefined;

  /** `bff` without a final slash. */
  constructor(bff: string, source: TokenSource, now: () => number) {
    this.#bff = bff;
    this.source = source;
    this.#now = now;
  }

  /** Calls the listener with every status that comes, also by another tab's success, until the signal aborts. */
  subscribe(listener: (status: CertificationStatus) => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    this.#tabs.open(() => {
      if (this.status && !isCertified(this.status)) void this.ask(true);
    });
    signal.addEventListener('abort', () => {
      this.#listeners.delete(listener);
      if (!this.#listeners.size) this.#tabs.close();
    });
  }

  /** The status; all who ask at the same time share one request. `anew`: a known one does not do. */
  ask(anew = false): Promise<Result<CertificationStatus>> {
    if (this.status && !anew) return Promise.resolve(succeed(this.status));
    return (this.#asking ??= this.call<CertificationStatus>(STATUS_PATH, { expects: 'kinds' }).then(
      (result) => {
        this.#asking = undefined;
        if (result.ok) {
          const succeeded = this.status && !isCertified(this.status) && isCertified(result.value);
          this.status = result.value;
          if (succeeded) this.#tabs.tell();
          for (const listener of this.#listeners) listener(result.value);
        }
        return result;
      },
    ));
  }

  /** A valid token's text; all who need one at the same time share one request to the portal. */
  token(): Promise<Result<string>> {
    if (this.#now() > this.#renewAt) this.#token = undefined;
    return (this.#token ??= obtainToken(this.source).then((result) => {
      if (result.ok) {
        this.facts = readToken(result.value);
        // Counted from arrival, not by `exp`: office clocks are wrong.
        this.#renewAt = this.#now() + Math.max(this.facts.lifetime * 1000 - MARGIN, MARGIN);
      } else this.#token = undefined;
      return result;
    }));
  }

  /** One request with a token; a token that the BFF calls expired is renewed once, silently. */
  async call<T>(path: string, options: CallOptions<T> = {}): Promise<Result<T>> {
    for (let renewed = false; ; renewed = true) {
      const token = await this.token();
      if (!token.ok) return token;
      const result = await this.#send<T>(path, token.value, options);
      if (result.ok || result.failure.code !== 'token-expired' || renewed) return result;
      this.#token = undefined;
    }
  }

  async #send<T>(path: string, token: string, options: CallOptions<T>): Promise<Result<T>> {
    const { method, body, idempotencyKey, expects, signal } = options;
    const request: RequestInit = {
      method: method ?? (body ? 'POST' : 'GET'),
      credentials: 'omit',
      cache: 'no-store',
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body && { 'Content-Type': 'application/json' }),
        // A structured-field string, as the Idempotency-Key draft wants it.
        ...(idempotencyKey && { 'Idempotency-Key': `"${idempotencyKey}"` }),
      },
      ...(body && { body }),
    };
    try {
      return await withDeadline(async (deadline) => {
        const response = await fetch(this.#bff + path, { ...request, signal: deadline });
        const answer = parse<T & Partial<Problem<FieldError>>>(await response.text());
        if (response.ok && (!expects || answer?.[expects] !== undefined)) return succeed(answer as T);
        const problem = isProblemCode(answer?.code) ? answer : undefined;
        return {
          ok: false,
          failure: {
            code: problem?.code ?? codeOf(response.status),
            // In seconds; a date, which a gateway may send, counts as "later".
            retryAfter: Number(response.headers.get('retry-after')) || undefined,
            errors: problem?.errors,
            detail: problem?.detail,
            requestId: problem?.requestId,
          },
        };
      }, signal);
    } catch {
      return fail('network');
    }
  }
}
