/** Asks for the status while a claim is pending. Loaded when one is: an outage of the registry is rare. */
import type { Client } from './client.ts';
import { knownFrom } from './flow.ts';

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 30_000;
const TOTAL = 600_000;

export class Poller {
  #polled: AbortSignal | undefined;

  /**
   * Backs off, and stops after ten minutes. Polls once at a time, however often the pending claim is seen. `stalled`
   * is called when the claim was not decided in time.
   */
  async run(client: Client | undefined, signal: AbortSignal, stalled: () => void): Promise<void> {
    if (!client || this.#polled === signal) return;
    this.#polled = signal;
    const decided = await askUntilDecided(async () => {
      const result = await client.ask(true);
      return result.ok ? knownFrom(result.value).status !== 'pending' : (result.failure.retryAfter ?? 0);
    }, signal);
    if (signal.aborted) return;
    this.#polled = undefined;
    if (!decided) stalled();
  }
}

/**
 * Backs off, and resolves to false after ten minutes or when the signal aborts. `ask`: true when it is decided, else
 * false, or the seconds that the server wants to be left alone.
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
