/** Goes on by itself when the user comes back from the login in another tab or window. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FlowController } from '../flow/flow-controller.ts';

export class LoginReturn implements ReactiveController {
  readonly #flow: FlowController;

  constructor(host: ReactiveControllerHost, flow: FlowController) {
    this.#flow = flow;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#cameBack);
    addEventListener('focus', this.#cameBack);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#cameBack);
    removeEventListener('focus', this.#cameBack);
  }

  readonly #cameBack = (): void => {
    const { state } = this.#flow;
    if (document.visibilityState !== 'visible') return;
    if (state.name !== 'trouble' || state.failure.code !== 'session-expired') return;
    this.#flow.dispatch({ type: 'retry' });
  };
}
