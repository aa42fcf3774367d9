/** Logs to the console what the element does, or why it shows nothing, each time this changes. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface DebugHost extends ReactiveControllerHost {
  readonly localName: string;
  readonly debug: boolean;
}

export class DebugController implements ReactiveController {
  readonly #host: DebugHost;
  readonly #describe: () => string;
  #said = '';

  constructor(host: DebugHost, describe: () => string) {
    this.#host = host;
    this.#describe = describe;
    host.addController(this);
  }

  hostUpdated(): void {
    if (!this.#host.debug) return;
    const said = this.#describe();
    if (said !== this.#said) console.info(`<${this.#host.localName}>: ${said}`);
    this.#said = said;
  }
}
