/**
 * A request to a partner: JSON over POST with a bearer token. The reply is validated JSON or an
 * outage. Neither request nor reply appears in an error or a log.
 */
import type { z } from 'zod';
import { createCircuitBreaker, DEFAULT_BREAKER, type BreakerRule } from './circuit-breaker.ts';
import { request } from './request.ts';

export interface Partner {
  url: string;
  /** Sent as bearer token. */
  token: string | undefined;
}

/** The reason why a partner gave no usable reply. */
export type Outage = 'timeout' | 'unreachable' | 'refused' | 'bad-answer' | 'circuit-open';

export type Reply<Value> = { kind: 'reply'; value: Value } | { kind: 'outage'; outage: Outage };

export const PARTNER_TIMEOUT = 5_000;

/** The defaults are those for registries. */
export interface Tuning {
  /** Milliseconds from the name look-up to the last byte received. */
  timeout?: number;
  breaker?: BreakerRule;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** Create one client for each partner in a process: it has the partner's circuit breaker. */
export function createPartnerClient(
  partner: Partner,
  { timeout = PARTNER_TIMEOUT, breaker: rule = DEFAULT_BREAKER, now = Date.now }: Tuning = {},
) {
  const breaker = createCircuitBreaker(rule);
  return {
    async ask<Value>(question: object, schema: z.ZodType<Value>): Promise<Reply<Value>> {
      if (breaker.admit(now()) === 'none') return outage('circuit-open');
      const reply = await askPartner(partner, question, schema, timeout);
      breaker.record(reply.kind === 'reply', now());
      return reply;
    },
    /** True while the circuit is open. */
    isResting: () => breaker.isOpen(now()),
  };
}

/** Without a circuit breaker. `failed`: the outage of a status other than 2xx. */
export async function askPartner<Value>(
  { url, token }: Partner,
  question: object,
  schema: z.ZodType<Value>,
  timeout: number,
  failed: (status: number) => Outage = () => 'refused',
): Promise<Reply<Value>> {
  const answer = await request(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'accept-encoding': 'identity', // an answer is not decompressed
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(question),
    timeout,
  });
  if (answer.kind === 'too-large') return outage('bad-answer');
  if (answer.kind !== 'answered') return outage(answer.kind);
  if (answer.status < 200 || answer.status > 299) return outage(failed(answer.status));
  const parsed = schema.safeParse(parseJson(answer.body));
  return parsed.success ? { kind: 'reply', value: parsed.data } : outage('bad-answer');
}

const outage = (kind: Outage) => ({ kind: 'outage', outage: kind }) as const;

/** Undefined, which no schema accepts, when `bytes` is not JSON in UTF-8. */
function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
