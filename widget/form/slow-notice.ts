/**
 * Notices when sending takes longer than usual: then a line says that the check can take up to 10
 * s.
 */
import type { ReactiveController } from 'lit';
import type { Host } from '../controllers/host.ts';

/** Milliseconds. */
const USUAL = 3000;

export class SlowNotice implements ReactiveController {
  readonly #host: Host;
  readonly #sending: () => boolean;
  #slow = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, sending: () => boolean) {
    this.#host = host;
    this.#sending = sending;
    host.addController(this);
  }

  get slow(): boolean {
    return this.#slow && this.#sending();
  }

  hostUpdated(): void {
    if (this.#host.isConnected && this.#sending())
      this.#timer ??= setTimeout(() => {
        this.#slow = true;
        this.#host.requestUpdate();
      }, USUAL);
    else this.hostDisconnected();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#slow = false;
  }
}
