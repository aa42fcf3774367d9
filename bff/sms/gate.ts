/**
 * Wraps every gateway in a circuit breaker, so that users do not wait for one that keeps failing,
 * and counts its messages.
 */
import { type BreakerRule, createCircuitBreaker, DEFAULT_BREAKER } from '../network/index.ts';
import { smsFailed, type Sms, type SmsFailure, type SmsResult } from './sms.ts';

/**
 * Failures that open the circuit. A refusal does not: one bad number must not keep other numbers
 * from getting a code.
 */
const OUTAGES: readonly SmsFailure[] = ['timeout', 'unreachable', 'bad-answer'];

export interface GateTuning {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Called for every message with `sent` or the failure. */
  count: (gateway: Sms['gateway'], result: 'sent' | SmsFailure) => void;
  breaker?: BreakerRule;
}

export function gated({ gateway, send }: Sms, { now, count, breaker: rule }: GateTuning): Sms {
  const breaker = createCircuitBreaker(rule ?? DEFAULT_BREAKER);
  const ask = async (message: Parameters<typeof send>[0]): Promise<SmsResult> => {
    if (breaker.admit(now()) === 'none') return smsFailed('circuit-open');
    let works = false; // also when an adapter throws
    try {
      const result = await send(message);
      works = result.kind === 'sent' || !OUTAGES.includes(result.failure);
      return result;
    } finally {
      breaker.record(works, now());
    }
  };
  return {
    gateway,
    async send(message) {
      const result = await ask(message);
      count(gateway, result.kind === 'sent' ? 'sent' : result.failure);
      return result;
    },
  };
}
