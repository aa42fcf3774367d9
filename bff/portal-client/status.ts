/** Asks the certification service for the status of units, as the site's server. */
import type { BatchStatusAnswer, UnitStatus, UnitTerms } from '../contract/unit-status.ts';
import { LIMITS, PROBLEM_CODES, type Problem, type ProblemCode } from '../contract/wire.ts';
import { limited } from './answer.ts';
import { fail, type Result, succeed } from './result.ts';

/**
 * The reason why there is no status. `unreachable`: no connection, a timeout, or an answer that is
 * not the service's or larger than any of them; else the service's problem code. The unit's status
 * is then unknown, and the page has to say so.
 */
export interface StatusError {
  code: 'unreachable' | ProblemCode;
  /** For the site's log, in English. It names no unit. */
  message: string;
  /** The same request may succeed later. */
  retryable: boolean;
  /** The service's operator finds the request in the log by this id. */
  requestId?: string;
}

export interface StatusClient {
  /**
   * The status of one unit. A malformed code is an error (`not-found`); a unit that is not
   * certified is not.
   */
  status(code: string): Promise<Result<UnitStatus, StatusError>>;
  /**
   * The status of any number of units, a thousand in each request. The map has the codes as given;
   * a malformed code has `undefined`.
   */
  statuses(codes: readonly string[]): Promise<Result<Map<string, UnitStatus | undefined>, StatusError>>;
  /** The unit's certifications, also those that ended: newest first, 20 a page. */
  certifications(code: string, query?: HistoryQuery): Promise<Result<UnitTerms, StatusError>>;
}

/** Parameters of a request for a unit's certifications. */
export interface HistoryQuery {
  /** The `next` of the page before. */
  next?: string | undefined;
}

export interface StatusClientOptions {
  /** Base URL of the service. */
  bff: string;
  statusToken: () => Promise<string>;
  /** Timeout of a request in milliseconds. */
  timeout: number;
  /** Milliseconds. */
  now: () => number;
}

/** A token is used for four of its five minutes. */
const TOKEN_USE_MS = (LIMITS.tokenLifetime - 60) * 1000;
/** The service is busy or unavailable. */
const RETRYABLE = new Set([429, 500, 502, 503, 504]);

export function createStatusClient({ bff, statusToken, timeout, now }: StatusClientOptions): StatusClient {
  let current: { token: Promise<string>; until: number } | undefined;
  const bearer = () => {
    if (!current || now() >= current.until) current = { token: statusToken(), until: now() + TOKEN_USE_MS };
    return current.token;
  };

  async function ask<T>(
    path: string,
    isAnswer: (body: unknown) => body is T,
    init: RequestInit = {},
  ): Promise<Result<T, StatusError>> {
    const token = await bearer();
    try {
      const answer = await fetch(bff + path, {
        ...init,
        headers: { ...init.headers, Authorization: `Bearer ${token}` },
        redirect: 'error',
        signal: AbortSignal.timeout(timeout),
      });
      const body: unknown = await limited(answer).json();
      if (answer.ok) return isAnswer(body) ? succeed(body) : fail(unreachable('its answer is not a status.'));
      if (answer.status === 401) current = undefined; // the site's keys may have changed: the next request gets a new token
      return fail(problemOf(body, answer.status));
    } catch (error) {
      return fail(unreachable(error instanceof Error ? error.message : String(error)));
    }
  }

  const ofMany = (codes: readonly string[]) =>
    ask('/v1/units/certifications', isBatch, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ codes }),
    });

  // `encodeURIComponent` throws for a lone surrogate; `Buffer` replaces it. No code has a dot, and
  // two would lead to another address, also written as `%2E`.
  const pathOf = (code: string) =>
    `/v1/units/${encodeURIComponent(Buffer.from(code).toString().replaceAll('.', '%2E'))}`;

  return {
    status: (code) => ask(`${pathOf(code)}/certification`, isStatus),
    certifications: (code, { next } = {}) => {
      const query = next === undefined ? '' : `?${new URLSearchParams({ next })}`;
      return ask(`${pathOf(code)}/certifications${query}`, isHistory);
    },
    async statuses(codes) {
      const found = new Map<string, UnitStatus | undefined>();
      for (let from = 0; from < codes.length; from += LIMITS.batchCodes) {
        const part = codes.slice(from, from + LIMITS.batchCodes);
        const answer = await ofMany(part);
        if (!answer.ok) return answer;
        part.forEach((code, position) => {
          const unit = answer.value.units[position];
          found.set(code, unit && 'kinds' in unit ? unit : undefined);
        });
      }
      return succeed(found);
    },
  };
}

const isStatus = (body: unknown): body is UnitStatus =>
  Array.isArray((body as Partial<UnitStatus> | null)?.kinds);

const isHistory = (body: unknown): body is UnitTerms =>
  Array.isArray((body as Partial<UnitTerms> | null)?.terms);

const isBatch = (body: unknown): body is BatchStatusAnswer =>
  Array.isArray((body as Partial<BatchStatusAnswer> | null)?.units);

const unreachable = (reason: string): StatusError => ({
  code: 'unreachable',
  message: `The certification service did not answer: ${reason}`,
  retryable: true,
});

function problemOf(body: unknown, status: number): StatusError {
  const { code, detail, requestId } = (body ?? {}) as Partial<Problem>;
  if (!code || !PROBLEM_CODES.includes(code)) return unreachable(`it answered ${status}.`);
  return {
    code,
    message: detail ?? code,
    retryable: RETRYABLE.has(status),
    ...(requestId && { requestId }),
  };
}
