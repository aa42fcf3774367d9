/**
 * Stops asking a partner that keeps failing, so that users get their `pending` at once and it can recover.
 *
 * Why not a library (opossum): it runs on timers of its own; this is told the time, and is forty lines.
 */

export interface BreakerRule {
  /** Failures in a row that open the circuit. */
  failures: number;
  /** How long it stays open before one request is let through as a probe. Milliseconds. */
  pause: number;
}

export const DEFAULT_BREAKER: BreakerRule = { failures: 5, pause: 15_000 };

export interface CircuitBreaker {
  /** False: don't ask now. True is a permission that `settle` gives back. */
  admit(now: number): boolean;
  record(succeeded: boolean, now: number): void;
  /** Whether `admit` would say no. Asks for no permission. */
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

/** Whether a pause that began at `since` lasts. A beginning that has yet to come was told by a wrong clock, and is over. */
export const isWithin = (pause: number, since: number, now: number): boolean =>
  now >= since && now < since + pause;
