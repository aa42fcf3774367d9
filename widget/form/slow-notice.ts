/** Notices when sending takes longer than usual: then a line says that the check can take up to 10 s. */
import type { ReactiveControllerHost } from 'lit';

/** Milliseconds. */
const USUAL = 3000;

export class SlowNotice {
  slow = false;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Resolves as the work does. */
  async during<T>(work: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#set(true), USUAL);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      this.#set(false);
    }
  }

  #set(slow: boolean): void {
    this.slow = slow;
    this.#host.requestUpdate();
  }
}
