/** Polling with back-off. */

const FIRST_PAUSE = 2000;
const LONGEST_POLL_PAUSE = 30_000;
const TOTAL = 600_000;

/** Resolves after the pause (milliseconds), or as soon as the signal aborts. */
const pauseFor = (pause: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, pause);
    signal.addEventListener('abort', () => resolve());
  });

/**
 * Resolves to true when the claim is decided, to false after ten minutes or when the signal aborts.
 * `ask` returns true when the claim is decided, else false, or the seconds of the server's
 * `Retry-After`.
 */
export async function askUntilDecided(
  ask: () => Promise<boolean | number>,
  signal: AbortSignal,
): Promise<boolean> {
  let pause = FIRST_PAUSE;
  for (let waited = 0; waited < TOTAL && !signal.aborted; waited += pause) {
    await pauseFor(pause, signal);
    if (signal.aborted) break;
    const answer = await ask();
    if (answer === true) return true;
    pause = Math.max(Math.min(pause * 1.5, LONGEST_POLL_PAUSE), +answer * 1000);
  }
  return false;
}
