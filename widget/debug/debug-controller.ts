/** Logs to the console what the element does, or why it shows nothing, each time this changes. */
import type { ReactiveController } from 'lit';
import type { Host } from '../controllers/host.ts';

export class DebugController implements ReactiveController {
  readonly #host: Host;
  readonly #describe: () => string;
  #last = '';

  constructor(host: Host, describe: () => string) {
    this.#host = host;
    this.#describe = describe;
    host.addController(this);
  }

  hostUpdated(): void {
    if (!this.#host.debug) return;
    const text = this.#describe();
    if (text !== this.#last) console.info(`<${this.#host.localName}>: ${text}`);
    this.#last = text;
  }
}
