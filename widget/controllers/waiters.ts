/**
 * The callers of `requireCertified()`: each waits until the unit is certified, the user leaves the
 * dialogs, or another user logs in. It is a convenience: where nothing can be asked, the business
 * goes on, and the portal's server decides.
 */
import type { ReactiveController } from 'lit';
import { within } from '../api/deadline.ts';
import { type FailureCode, failLogged } from '../api/result.ts';
import { whenLeft } from '../page/left.ts';
import { isRendered, warnHidden } from '../page/rendered.ts';
import { isCertified } from '../procedure/known.ts';
import type { CertificationProcedure } from '../procedure/state.ts';
import type { Host } from './host.ts';
import type { StatusController } from './status-controller.ts';

export class Waiters implements ReactiveController {
  readonly #host: Host;
  readonly #procedure: CertificationProcedure;
  readonly #status: StatusController;
  readonly #loadGate: () => Promise<FailureCode | undefined>;
  /** Those that a dialog asks for. */
  #waiters: { business: string; resolve: (certified: boolean) => void }[] = [];

  /** `loadGate`: resolves to undefined when the gate can ask. */
  constructor(
    host: Host,
    procedure: CertificationProcedure,
    status: StatusController,
    loadGate: () => Promise<FailureCode | undefined>,
  ) {
    this.#host = host;
    this.#procedure = procedure;
    this.#status = status;
    this.#loadGate = loadGate;
    host.addController(this);
  }

  hostDisconnected(): void {
    whenLeft(this.#host, () => {
      this.answer(false);
      const { dialog, queued } = this.#procedure.state;
      // Nobody waits for it any more.
      if (dialog.name === 'gate' || queued.some(({ type }) => type === 'gate'))
        this.#procedure.dispatch({ type: 'close' });
    });
  }

  /** The business of the latest caller. */
  get business(): { name: string } | undefined {
    const last = this.#waiters[this.#waiters.length - 1];
    return last && { name: last.business };
  }

  /**
   * Resolves to whether the business may go on. `business`: its name, empty when it has none.
   * `deadline`: when it passes while no dialog asks, the business goes on.
   */
  async wait(business: string, deadline: number): Promise<boolean> {
    const [host, procedure] = [this.#host, this.#procedure];
    const { logins } = procedure.state;
    const isSameLogin = (): boolean => logins === procedure.state.logins;
    if (host.isConnected && !host.hasUpdated) await host.updateComplete.catch(failLogged); // The first update reads `known-status`.
    if (isSameLogin() && !procedure.state.known) {
      procedure.dispatch({ type: 'status-wanted' });
      const { ok } = await within(deadline - Date.now(), this.#status.answer).catch(failLogged);
      if (!ok && !host.isConnected) warnHidden('the gate');
      if (!ok) return isSameLogin();
    }
    if (!isSameLogin()) return false;
    if (isCertified(procedure.state)) return true;
    // If the gate's part does not load, the form says what to do about such parts.
    const missing = await within(deadline - Date.now(), this.#loadGate()).catch(failLogged);
    if (!host.isConnected || !isSameLogin()) return false; // The callers that waited were answered.
    if (isCertified(procedure.state)) return true;
    if (!isRendered(host)) {
      warnHidden('the gate');
      return true;
    }
    const certified = new Promise<boolean>((resolve) => this.#waiters.push({ business, resolve }));
    procedure.dispatch({ type: missing ? 'open' : 'gate' });
    return certified;
  }

  /** The dialogs have ended. */
  answer(certified: boolean): void {
    for (const { resolve } of this.#waiters.splice(0)) resolve(certified);
  }
}
