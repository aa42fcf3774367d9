/** How long an element waits for `getToken`, which the page's script may set after the widget's script has run. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds. */
const GRACE = 500;

export class Grace implements ReactiveController {
  /** The element has waited long enough. */
  over = false;
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setTimeout(() => {
      this.over = true;
      this.#host.requestUpdate();
    }, GRACE);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
