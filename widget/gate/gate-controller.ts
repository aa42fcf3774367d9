/**
 * The gate: intercepts links, buttons and submissions of the page until the unit is certified, and
 * then repeats the intercepted action (manual, step 10). It is a convenience: the portal's server
 * decides, so an error lets the action through.
 */
import type { ReactiveController } from 'lit';
import { failLogged } from '../api/result.ts';
import type { CertificationHost } from '../controllers/host.ts';
import type { StatusController } from '../controllers/status-controller.ts';
import { listen } from '../page/listen.ts';
import { documentOf, windowOf } from '../page/tree.ts';
import { isCertified } from '../procedure/known.ts';
import type { CertificationProcedure } from '../procedure/state.ts';
import {
  type InterceptedAction,
  businessOf,
  interceptedBy,
  replay,
  returnPathOf,
} from './intercepted-action.ts';

/** If the status is not known after this time, the action is let through. Milliseconds. */
const STATUS_DEADLINE = 3000;

/**
 * The document in which a gate repeats an action: no gate intercepts it again, also none of another
 * copy of the script.
 */
const REPEATING = Symbol.for('unit-certification.repeating');

type Page = Document & { [REPEATING]?: boolean };

export class GateController implements ReactiveController {
  readonly #host: CertificationHost;
  readonly #procedure: CertificationProcedure;
  readonly #status: StatusController;
  readonly #ask: (business: string) => Promise<boolean>;
  #action: InterceptedAction | undefined;
  /** The current wait; an earlier one is ignored. */
  #wait: object | undefined;
  /** The user is asked: a click now does not replace the action that waits. */
  #asks = false;
  #listening: AbortController | undefined;

  /** `ask`: whether the business of this name may go on. */
  constructor(
    host: CertificationHost,
    procedure: CertificationProcedure,
    status: StatusController,
    ask: (business: string) => Promise<boolean>,
  ) {
    this.#host = host;
    this.#procedure = procedure;
    this.#status = status;
    this.#ask = ask;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#isGate) this.#listen();
  }

  hostUpdated(): void {
    // An update can run after the element has left the page.
    if (this.#isGate && this.#host.isConnected) this.#listen();
    else this.#stop();
  }

  hostDisconnected(): void {
    this.#stop();
  }

  get #isGate(): boolean {
    return this.#host.use === 'gate';
  }

  /** The path to which the center leads back. */
  get returnPath(): string | undefined {
    return this.#action && returnPathOf(this.#action);
  }

  /**
   * Listens at the window in the capture phase, so before the page's listeners, except for older
   * capturing listeners of the window.
   */
  #listen(): void {
    if (this.#listening) return;
    const { signal } = (this.#listening = new AbortController());
    const page = windowOf(this.#host);
    listen(page, ['click', 'submit'], (event) => this.#intercept(event), signal);
    // The page may be restored from the back/forward cache; then no action waits.
    listen(page, ['pagehide'], () => (this.#action = undefined), signal);
  }

  /** Another user is logged in: drop the action of the former user. */
  reset(): void {
    this.#action = this.#wait = undefined;
    this.#asks = false;
  }

  #stop(): void {
    this.#listening?.abort();
    this.#listening = undefined;
  }

  #intercept(event: Event): void {
    if ((documentOf(this.#host) as Page)[REPEATING] || isCertified(this.#procedure.state)) return;
    const action = this.#find(event);
    if (!action) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const isFirst = !this.#action;
    if (!this.#asks) this.#action = action;
    if (isFirst) void this.#hold();
  }

  #find(event: Event): InterceptedAction | undefined {
    try {
      return interceptedBy(event, this.#host.for || ':not(*)');
    } catch (error) {
      console.error('unit-certification: not a selector', this.#host.for, error);
      return undefined; // Nothing is intercepted.
    }
  }

  async #hold(): Promise<void> {
    const wait = (this.#wait = {});
    const goes = await this.#mayGo(wait).catch((error: unknown) => {
      failLogged(error);
      return true;
    });
    if (wait !== this.#wait) return;
    const action = this.#action;
    this.#action = undefined;
    this.#asks = false;
    if (!goes || !action || !this.#host.isConnected) return;
    const page: Page = documentOf(this.#host);
    page[REPEATING] = true;
    try {
      replay(action);
    } finally {
      page[REPEATING] = false;
    }
  }

  async #mayGo(wait: object): Promise<boolean> {
    if (!this.#procedure.state.known) {
      const late = new Promise((resolve) => setTimeout(resolve, STATUS_DEADLINE));
      this.#procedure.dispatch({ type: 'status-wanted' });
      await Promise.race([this.#status.answer, late]);
    }
    if (wait !== this.#wait) return false;
    if (!this.#procedure.state.known || !this.#action) return true;
    this.#asks = true;
    return this.#ask(businessOf(this.#action));
  }
}
