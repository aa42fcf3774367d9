/**
 * One question to a partner: JSON over POST with a bearer secret, within a time and a size, redirects not
 * followed. The answer is validated JSON or an outage; nothing of it or of the question reaches an error or a log.
 */
import type { z } from 'zod';
import type { Outage } from '../../certification/decide.ts';
import { createCircuitBreaker, DEFAULT_BREAKER, type BreakerRule } from './circuit-breaker.ts';

export interface Partner {
  url: string;
  /** Sent as bearer token. */
  token: string | undefined;
}

/** The defaults are the product's for registries; tests have their own. */
export interface Tuning {
  /** From the first byte sent to the last one received. Milliseconds. */
  timeout?: number;
  breaker?: BreakerRule;
  /** What a status other than 2xx is; `refused` when it is not said. */
  failed?: (status: number) => Outage;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

export type Asked<Answer> = { kind: 'answer'; answer: Answer } | { kind: 'outage'; outage: Outage };

export const PARTNER_TIMEOUT = 5_000;
/** Bytes of an answer. A unit's record takes a few hundred. */
export const LARGEST_ANSWER = 64 * 1024;

/** A client with a circuit breaker of its own: one for each partner in a process. */
export function createAsk(
  partner: Partner,
  { timeout, breaker: rule, failed = () => 'refused', now = Date.now }: Tuning = {},
) {
  const breaker = createCircuitBreaker(rule ?? DEFAULT_BREAKER);
  return async <Answer>(question: object, answer: z.ZodType<Answer>): Promise<Asked<Answer>> => {
    if (!breaker.admit(now())) return { kind: 'outage', outage: 'circuit-open' };
    const asked = await ask(partner, question, answer, timeout ?? PARTNER_TIMEOUT, failed);
    breaker.settle(asked.kind === 'answer', now());
    return asked;
  };
}

async function ask<Answer>(
  { url, token }: Partner,
  question: object,
  schema: z.ZodType<Answer>,
  timeout: number,
  failed: (status: number) => Outage,
): Promise<Asked<Answer>> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeout);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'accept-encoding': 'identity', // a small answer; and what is counted is what is sent
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(question),
      redirect: 'manual',
      signal: controller.signal,
    });
    if (!response.ok) return outage(failed(response.status));
    const text = await readCapped(response);
    if (text === undefined) return outage('bad-answer');
    const parsed = schema.safeParse(parseJson(text));
    return parsed.success ? { kind: 'answer', answer: parsed.data } : outage('bad-answer');
  } catch {
    return outage(controller.signal.aborted ? 'timeout' : 'unreachable');
  } finally {
    clearTimeout(timer);
    controller.abort(); // an answer that was not read to its end is given up
  }
}

const outage = (kind: Outage) => ({ kind: 'outage', outage: kind }) as const;

/** Undefined when the body is too large or is not UTF-8. Throws when the connection breaks. */
async function readCapped(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) return undefined;
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return undefined;
  }
}

/** Undefined, which no schema admits, when it is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
