/** Milliseconds. Long enough for a busy machine, and shorter than the limit of a test. */
const PATIENCE = { interval: 50, timeout: 20_000 };

/** Tests replace the page's clock and timers. */
const { setTimeout: later } = window;

/** Waits until `isSo` returns something true. Rejects after the timeout with the message, a function's as it is then. */
export async function waitUntil(
  isSo: () => unknown,
  message: string | (() => string) = String(isSo),
  options: Partial<typeof PATIENCE> = {},
): Promise<void> {
  const { interval, timeout } = { ...PATIENCE, ...options };
  for (const end = performance.now() + timeout; !(await isSo());) {
    if (performance.now() > end)
      throw new Error(`not within ${timeout} ms: ${typeof message === 'string' ? message : message()}`);
    await new Promise((resolve) => later(resolve, interval));
  }
}
