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
  settle(succeeded: boolean, now: number): void;
}

export function createCircuitBreaker(rule: BreakerRule): CircuitBreaker {
  let failures = 0;
  let closedAgainAt = 0;
  let probing = false;
  return {
    admit(now) {
      if (failures < rule.failures) return true;
      if (probing || now < closedAgainAt) return false;
      probing = true;
      return true;
    },
    settle(succeeded, now) {
      probing = false;
      failures = succeeded ? 0 : failures + 1;
      if (failures >= rule.failures) closedAgainAt = now + rule.pause;
    },
  };
}
