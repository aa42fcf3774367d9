/** Timers of seconds and minutes, fired by the test. */
export interface CaughtTimers {
  /** Fires the oldest timer of that delay, or of any delay; false when there is none. */
  fire: (delay?: number) => boolean;
  restore: () => void;
}

/** Collects the timers of two seconds or more. `except`: delays that run normally. */
export function catchTimers(except: readonly number[] = [3000, 15_000]): CaughtTimers {
  const real = globalThis.setTimeout;
  const caught: { run: () => void; delay: number }[] = [];
  globalThis.setTimeout = ((run: () => void, delay = 0, ...rest: unknown[]) => {
    if (delay < 2000 || except.includes(delay)) return real(run, delay, ...rest);
    caught.push({ run, delay });
    return 0;
  }) as typeof setTimeout;
  return {
    fire: (delay) => {
      const at = caught.findIndex((each) => delay === undefined || each.delay === delay);
      if (at < 0) return false;
      caught.splice(at, 1)[0]!.run();
      return true;
    },
    restore: () => (globalThis.setTimeout = real),
  };
}
