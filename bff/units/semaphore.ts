/** At most `permits` pieces of work run at once; the others wait in the order in which they came. */
export function createSemaphore(permits: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < permits) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve)); // the permit is handed over: `running` is unchanged
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next)
        setImmediate(next); // other events that have arrived are handled first
      else running--;
    }
  };
}
