/** Simulates ten minutes without a key press. */
const IDLE_TIME = 600_000;

/** Collects the timers of ten minutes, to be fired by the test. */
export function catchIdleTimers(): { fire: () => void; restore: () => void } {
  const real = globalThis.setTimeout;
  let last: (() => void) | undefined;
  globalThis.setTimeout = ((run: () => void, delay?: number, ...rest: unknown[]) => {
    if (delay === IDLE_TIME) last = run;
    return real(run, delay, ...rest);
  }) as typeof setTimeout;
  return { fire: () => last?.(), restore: () => (globalThis.setTimeout = real) };
}
