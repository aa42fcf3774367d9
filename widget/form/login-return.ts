/** Tries again by itself when the user comes back from the login in another tab or window. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CertificationProcedure } from '../procedure/state.ts';

export class LoginReturn implements ReactiveController {
  readonly #procedure: CertificationProcedure;

  constructor(host: ReactiveControllerHost, procedure: CertificationProcedure) {
    this.#procedure = procedure;
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
    const { dialog } = this.#procedure.state;
    if (document.visibilityState !== 'visible') return;
    if (dialog.name !== 'trouble' || dialog.failure.code !== 'session-expired') return;
    this.#procedure.dispatch({ type: 'retry' });
  };
}
