/** The time until a retry makes sense, as the server asked for. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class Countdown implements ReactiveController {
  /** In milliseconds, like `Date.now()`. */
  until: number | undefined;
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#tick();
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  /** Asks the host for a rendering every second until the time has passed. Undefined: nothing is waited for. */
  start(seconds: number | undefined): void {
    this.until = seconds === undefined ? undefined : Date.now() + seconds * 1000;
    this.#tick();
  }

  #tick(): void {
    clearInterval(this.#timer);
    const { until } = this;
    if (until === undefined || until <= Date.now()) return;
    this.#timer = setInterval(() => {
      this.#host.requestUpdate();
      if (Date.now() >= until) clearInterval(this.#timer);
    }, 1000);
  }
}
