/** Says in the console what the element does and why it shows nothing, each time that changes. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Client } from '../api/client.ts';
import type { StatusController } from '../controllers/status-controller.ts';
import { isRendered } from '../controllers/rendered.ts';
import type { FlowController } from '../flow/flow-controller.ts';
import { type Situation, explain } from './explain.ts';

export interface DebugHost extends ReactiveControllerHost, Element {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly view: Situation['view'];
  readonly debug: boolean;
  readonly client: Client | undefined;
  readonly knownStatus: Situation['knownStatus'];
}

export class DebugController implements ReactiveController {
  readonly #host: DebugHost;
  readonly #flow: FlowController;
  readonly #status: StatusController;
  #said = '';

  constructor(host: DebugHost, flow: FlowController, status: StatusController) {
    this.#host = host;
    this.#flow = flow;
    this.#status = status;
    host.addController(this);
  }

  hostUpdated(): void {
    const { view, debug, client, knownStatus } = this.#host;
    if (!debug) return;
    const said = explain({
      view,
      knownStatus,
      known: this.#status.known,
      state: this.#flow.state,
      rendered: isRendered(this.#host),
      configured: !!client,
      open: !!this.#host.renderRoot.querySelector('dialog[open]'),
    });
    if (said !== this.#said) console.info(`<unit-certification>: ${said}`);
    this.#said = said;
  }
}
