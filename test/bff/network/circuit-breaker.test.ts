/** Partners, SMS gateways and receivers of webhooks have the same circuit breaker. */
import { expect, it } from 'vitest';
import { createCircuitBreaker } from '../../../bff/network/circuit-breaker.ts';

/** Open since 0 ms. */
function opened() {
  const breaker = createCircuitBreaker({ failures: 2, pause: 1_000, longestPause: 3_000 });
  for (const _ of [1, 2]) {
    expect(breaker.admit(0)).toBe('any');
    breaker.record(false, 0);
  }
  return breaker;
}

it('the pause doubles with each failed probe, up to the longest, and starts small after a success', () => {
  const breaker = opened();
  let now = 0;
  for (const pause of [1_000, 2_000, 3_000, 3_000]) {
    expect(breaker.admit(now + pause - 1)).toBe('none');
    now += pause;
    expect(breaker.admit(now)).toBe('probe');
    breaker.record(false, now);
  }
  breaker.admit(now + 3_000);
  breaker.record(true, now);
  expect(breaker.admit(now)).toBe('any');
  for (const _ of [1, 2]) breaker.record(false, now);
  expect(breaker.admit(now + 1_000)).toBe('probe');
});

it('a probe whose result says nothing of the partner is followed by another one', () => {
  const breaker = opened();
  expect(breaker.admit(1_000)).toBe('probe');
  expect(breaker.admit(1_000)).toBe('none');
  breaker.record(undefined, 1_500);
  expect(breaker.isOpen(1_500)).toBe(false);
  expect(breaker.admit(1_500)).toBe('probe');
});
