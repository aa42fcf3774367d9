/** Waits of seconds and minutes, ended by the test. */
export interface CaughtTimers {
  /** Ends the oldest wait of that length, or of any; false when there is none. */
  fire: (delay?: number) => boolean;
  restore: () => void;
}

/** Collects what is set to happen after two seconds or more. `except`: lengths of waits that go on by the clock. */
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
