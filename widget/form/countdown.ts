/** Renders the host every second until the time at which a retry makes sense. */
import type { ReactiveController } from 'lit';
import type { Host } from '../controllers/host.ts';

export class Countdown implements ReactiveController {
  readonly #host: Host;
  readonly #until: () => number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `until` in milliseconds, like `Date.now()`; undefined: nothing is waited for. */
  constructor(host: Host, until: () => number | undefined) {
    this.#host = host;
    this.#until = until;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    const left = (this.#until() ?? 0) - Date.now();
    if (left > 0 && this.#host.isConnected)
      this.#timer = setTimeout(() => this.#host.requestUpdate(), Math.min(left, 1000));
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
