/** Ten minutes without a key, without waiting for them. */
const IDLE_TIME = 600_000;

/** Collects what is set to happen after ten minutes, instead of waiting for it. */
export function catchIdleTimers(): { fire: () => void; restore: () => void } {
  const real = globalThis.setTimeout;
  let last: (() => void) | undefined;
  globalThis.setTimeout = ((run: () => void, delay?: number, ...rest: unknown[]) => {
    if (delay === IDLE_TIME) last = run;
    return real(run, delay, ...rest);
  }) as typeof setTimeout;
  return { fire: () => last?.(), restore: () => (globalThis.setTimeout = real) };
}
