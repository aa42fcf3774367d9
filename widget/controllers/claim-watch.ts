/** Asks for the status, again and again, while a claim waits for its decision. */
import type { ReactiveController } from 'lit';
import { askUntilDecided } from '../api/polling.ts';
import { whenLeft } from '../page/left.ts';
import type { CertificationHost } from './host.ts';

export class ClaimWatch implements ReactiveController {
  readonly #host: CertificationHost;
  readonly #isWaiting: () => boolean;
  #polling: AbortController | undefined;

  /** `isWaiting`: the claim is not decided, by the last answer. */
  constructor(host: CertificationHost, isWaiting: () => boolean) {
    this.#host = host;
    this.#isWaiting = isWaiting;
    host.addController(this);
  }

  hostDisconnected(): void {
    whenLeft(this.#host, () => this.end());
  }

  /** Begins anew, until the claim is decided, or for too long. */
  async begin(): Promise<void> {
    this.#polling?.abort();
    const { signal } = (this.#polling = new AbortController());
    const ask = async (): Promise<boolean | number> => {
      const result = await this.#host.session?.fetchStatus(true);
      if (result?.ok) return !this.#isWaiting();
      return result?.failure.retryAfter ?? 0;
    };
    await askUntilDecided(ask, signal);
    if (!signal.aborted) this.#polling = undefined;
  }

  /** Begins, unless it asks already. */
  ensure(): void {
    if (!this.#polling) void this.begin();
  }

  end(): void {
    this.#polling?.abort();
    this.#polling = undefined;
  }
}
