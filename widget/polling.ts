/** Asks for the status while a claim is pending: backs off, and stops after ten minutes. */
import type { Client } from './client.ts';
import { knownFrom } from './flow.ts';

const LONGEST_PAUSE = 30_000;
const TOTAL = 600_000;

/** Polls once at a time, however often the pending claim is seen. */
export class Poller {
  #polled: AbortSignal | undefined;

  /** `stalled` is called when the claim was not decided in time. */
  async run(client: Client | undefined, signal: AbortSignal, stalled: () => void): Promise<void> {
    if (!client || this.#polled === signal) return;
    this.#polled = signal;
    const decided = await pollWhilePending(client, signal);
    this.#polled = undefined;
    if (!decided && !signal.aborted) stalled();
  }
}

/** Resolves to `true` when the claim was decided, `false` when it was not in time or the signal aborted. */
async function pollWhilePending(client: Client, signal: AbortSignal): Promise<boolean> {
  let wait = 2000;
  for (let waited = 0; waited < TOTAL && !signal.aborted; waited += wait) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (signal.aborted) break;
    const result = await client.ask(true);
    if (result.ok && knownFrom(result.value).status !== 'pending') return true;
    const asked = result.ok ? 0 : (result.failure.retryAfter ?? 0) * 1000;
    wait = Math.max(Math.min(wait * 1.5, LONGEST_PAUSE), asked);
  }
  return false;
}
