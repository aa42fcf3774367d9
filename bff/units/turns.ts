/** Runs works a few at a time; the others wait in the order in which they came. */
export function createTurns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < most) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve)); // the turn is handed over, so `running` stays
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next)
        setImmediate(next); // what came meanwhile is read first
      else running--;
    }
  };
}
