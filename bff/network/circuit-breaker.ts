/**
 * A circuit breaker: stops calling a partner that keeps failing, so that users get `pending` at
 * once and the partner can recover.
 *
 * Decision 0040 says why this one is not cockatiel's.
 */

export interface BreakerRule {
  /** Failures in a row that open the circuit. */
  failures: number;
  /** How long the circuit stays open before it admits one request as a probe. Milliseconds. */
  pause: number;
  /** The pause doubles with each failed probe, up to this. Default: it stays the same. */
  longestPause?: number;
}

export const DEFAULT_BREAKER: BreakerRule = { failures: 5, pause: 15_000 };

/** `probe`: one request, whose result closes or opens the circuit. */
export type Admission = 'any' | 'probe' | 'none';

export interface CircuitBreaker {
  /**
   * The requests that may be sent now. After any other answer than `none`, `record` must be called
   * with the result.
   */
  admit(now: number): Admission;
  /** `works`: undefined when the result says nothing of the partner. */
  record(works: boolean | undefined, now: number): void;
  /** Whether `admit` would answer `none`; changes nothing. */
  isOpen(now: number): boolean;
}

export function createCircuitBreaker(rule: BreakerRule): CircuitBreaker {
  const { pause, longestPause = pause } = rule;
  let failures = 0;
  let failedAt = 0;
  let probing = false;
  const isPaused = (now: number): boolean => {
    const length = Math.min(pause * 2 ** (failures - rule.failures), longestPause);
    // A failure in the future comes from a wrong clock: the pause is over.
    return now >= failedAt && now < failedAt + length;
  };
  const admission = (now: number): Admission => {
    if (failures < rule.failures) return 'any';
    return probing || isPaused(now) ? 'none' : 'probe';
  };
  return {
    isOpen: (now) => admission(now) === 'none',
    admit(now) {
      const admitted = admission(now);
      if (admitted === 'probe') probing = true;
      return admitted;
    },
    record(works, now) {
      probing = false;
      if (works === undefined) return;
      failures = works ? 0 : failures + 1;
      if (!works) failedAt = now;
    },
  };
}
