/** Asks the certification service for the status of units, as the site's server. */
import type { BatchStatusAnswer, UnitStatus } from '../contract/unit-status.ts';
import { LIMITS, PROBLEM_CODES, type Problem, type ProblemCode } from '../contract/wire.ts';
import { fail, type Result, succeed } from './result.ts';

/**
 * Why there is no status. `unreachable`: no connection, none in time, or an answer that is not the service's; else the
 * service's own code. A page that gets one does not know the unit's status and has to say so.
 */
export interface StatusError {
  code: 'unreachable' | ProblemCode;
  /** For the site's log, in English. It names no unit. */
  message: string;
  /** The same question may be answered later. */
  retryable: boolean;
  /** The service's id of the request, by which its operator finds it in the log. */
  requestId?: string;
}

export interface StatusClient {
  /** One unit by its code. A code that is none is an error (`not-found`); a unit that nobody has certified is not. */
  status(code: string): Promise<Result<UnitStatus, StatusError>>;
  /**
   * Any number of units, a thousand a request. The map has the codes as they were given; those that are no
   * unit codes have `undefined`.
   */
  statuses(codes: readonly string[]): Promise<Result<Map<string, UnitStatus | undefined>, StatusError>>;
}

export interface StatusClientOptions {
  /** Base URL of the service. */
  bff: string;
  statusToken: () => Promise<string>;
  /** Milliseconds that a question waits for its answer. */
  timeout: number;
  /** Milliseconds. */
  now: () => number;
}

/** A token serves for four of its five minutes. */
const TOKEN_USE_MS = (LIMITS.tokenLifetime - 60) * 1000;
/** The service is busy or away. */
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
      const body: unknown = await answer.json();
      if (answer.ok) return isAnswer(body) ? succeed(body) : fail(unreachable('its answer is no status.'));
      if (answer.status === 401) current = undefined; // keys were changed: the next question has a new token
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

  return {
    // Whatever was typed becomes a path: a half of a surrogate pair would make `encodeURIComponent` throw.
    status: (code) =>
      ask(`/v1/units/${encodeURIComponent(Buffer.from(code).toString())}/certification`, isStatus),
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
