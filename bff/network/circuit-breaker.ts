/**
 * A circuit breaker: stops calling a partner that keeps failing, so that users get `pending` at once and the partner can recover.
 *
 * A library (opossum) is not used, because it has its own timers; this one gets the time as an argument.
 */

export interface BreakerRule {
  /** Failures in a row that open the circuit. */
  failures: number;
  /** How long the circuit stays open before it admits one request as a probe. Milliseconds. */
  pause: number;
}

export const DEFAULT_BREAKER: BreakerRule = { failures: 5, pause: 15_000 };

export interface CircuitBreaker {
  /** Whether a request may be sent now. If so, `record` must be called with its result. */
  admit(now: number): boolean;
  record(succeeded: boolean, now: number): void;
  /** Whether `admit` would refuse; changes nothing. */
  isOpen(now: number): boolean;
}

export function createCircuitBreaker(rule: BreakerRule): CircuitBreaker {
  let failures = 0;
  let openedAt = -Infinity;
  let probing = false;
  const isOpen = (now: number): boolean =>
    failures >= rule.failures && (probing || isWithin(rule.pause, openedAt, now));
  return {
    isOpen,
    admit(now) {
      if (isOpen(now)) return false;
      probing = failures >= rule.failures;
      return true;
    },
    record(succeeded, now) {
      probing = false;
      failures = succeeded ? 0 : failures + 1;
      if (failures >= rule.failures) openedAt = now;
    },
  };
}

/** Whether a pause that began at `since` still lasts. A beginning in the future comes from a wrong clock: the pause is over. */
export const isWithin = (pause: number, since: number, now: number): boolean =>
  now >= since && now < since + pause;
