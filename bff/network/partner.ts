/**
 * A question to a partner: JSON over POST with a bearer secret. The reply is validated JSON or an outage; nothing of it
 * or of the question reaches an error or a log.
 */
import type { z } from 'zod';
import { createCircuitBreaker, DEFAULT_BREAKER, type BreakerRule } from './circuit-breaker.ts';
import { request } from './request.ts';

export interface Partner {
  url: string;
  /** Sent as bearer token. */
  token: string | undefined;
}

/** Why a partner gave no reply that could be used. */
export type Outage = 'timeout' | 'unreachable' | 'refused' | 'bad-answer' | 'circuit-open';

/** The defaults are the product's for registries; tests have their own. */
export interface Tuning {
  /** From the look-up of the partner's name to the last byte received. Milliseconds. */
  timeout?: number;
  breaker?: BreakerRule;
  /** What a status other than 2xx is; `refused` when it is not said. */
  failed?: (status: number) => Outage;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

export type Reply<Value> = { kind: 'reply'; value: Value } | { kind: 'outage'; outage: Outage };

export const PARTNER_TIMEOUT = 5_000;
/** Bytes of a reply. A unit's record takes a few hundred. */
export const LARGEST_REPLY = 64 * 1024;

/** A client with a circuit breaker of its own: one for each partner in a process. */
export function createPartnerClient(
  partner: Partner,
  { timeout = PARTNER_TIMEOUT, breaker: rule, failed = () => 'refused', now = Date.now }: Tuning = {},
) {
  const breaker = createCircuitBreaker(rule ?? DEFAULT_BREAKER);
  return {
    async ask<Value>(question: object, schema: z.ZodType<Value>): Promise<Reply<Value>> {
      if (!breaker.admit(now())) return outage('circuit-open');
      const reply = await ask(partner, question, schema, timeout, failed);
      breaker.record(reply.kind === 'reply', now());
      return reply;
    },
    /** The circuit is open: it would not be asked now. */
    isResting: () => breaker.isOpen(now()),
  };
}

async function ask<Value>(
  { url, token }: Partner,
  question: object,
  schema: z.ZodType<Value>,
  timeout: number,
  failed: (status: number) => Outage,
): Promise<Reply<Value>> {
  const answer = await request(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'accept-encoding': 'identity', // a small reply; and the bytes that are counted are the bytes that are sent
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(question),
    timeout,
    maximumBytes: LARGEST_REPLY,
  });
  if (answer.kind === 'too-large') return outage('bad-answer');
  if (answer.kind !== 'answered') return outage(answer.kind);
  if (answer.status < 200 || answer.status > 299) return outage(failed(answer.status));
  const parsed = schema.safeParse(parseJson(answer.body));
  return parsed.success ? { kind: 'reply', value: parsed.data } : outage('bad-answer');
}

const outage = (kind: Outage) => ({ kind: 'outage', outage: kind }) as const;

/** Undefined, which no schema admits, when it is not JSON in UTF-8. */
function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
