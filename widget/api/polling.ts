/** Asking again and again, ever more slowly. Loaded when something is pending: an outage of the registry is rare. */

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 30_000;
const TOTAL = 600_000;

/**
 * Resolves to true when it is decided, to false after ten minutes or when the signal aborts. `ask`: true when it is
 * decided, else false, or the seconds that the server wants to be left alone.
 */
export async function askUntilDecided(
  ask: () => Promise<boolean | number>,
  signal: AbortSignal,
): Promise<boolean> {
  let pause = FIRST_PAUSE;
  for (let waited = 0; waited < TOTAL; waited += pause) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (signal.aborted) break;
    const answer = await ask();
    if (answer === true) return true;
    pause = Math.max(Math.min(pause * 1.5, LONGEST_PAUSE), +answer * 1000);
  }
  return false;
}
