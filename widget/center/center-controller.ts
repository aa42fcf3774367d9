/**
 * The certification center in the page (manual, steps 7 to 9): revalidates the status, opens the
 * dialogs, and takes the focus back.
 */
import type { ReactiveController } from 'lit';
import type { NextStep } from '../../bff/contract/next.ts';
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import type { FailureCode } from '../api/result.ts';
import type { CenterHost } from '../controllers/host.ts';
import { Copying } from '../results/copying.ts';
import { follow } from '../results/links.ts';
import { pageAddress, toLogin } from '../page/addresses.ts';
import { documentOf } from '../page/tree.ts';
import { answerIn, isCertified, waitingIn } from '../procedure/known.ts';
import type { CertificationProcedure, ProcedureEvent } from '../procedure/state.ts';
import type { CenterLanguage, CenterModel } from './center-model.ts';

/**
 * The least time between two requests for the status, in milliseconds. A pending re-check or limit
 * changes slowly.
 */
const BETWEEN_LOOKS = 30_000;

/** Until the status is known. */
const UNKNOWN: NextStep = {
  step: 'none',
  ways: [],
  closed: [],
  reason: null,
  reference: null,
  until: null,
  attempts: null,
};

export class CenterController implements ReactiveController {
  readonly copying: Copying;
  readonly #host: CenterHost;
  readonly #procedure: CertificationProcedure;
  #arrived: { body?: CertificationStatus | undefined; at?: number | undefined } = {};
  /** The focus comes back to the row when the button that was pressed has gone. */
  #returning = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: CenterHost, procedure: CertificationProcedure) {
    this.#host = host;
    this.#procedure = procedure;
    this.copying = new Copying(host);
    host.addController(this);
  }

  /**
   * Shows changes made elsewhere without a reload: when the user comes back to the page, and while
   * a re-check waits.
   */
  hostConnected(): void {
    clearInterval(this.#timer);
    document.addEventListener('visibilitychange', this.#revalidate);
    this.#timer = setInterval(() => this.#awaits() && this.#revalidate(), BETWEEN_LOOKS);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#revalidate);
    clearInterval(this.#timer);
  }

  /** Another user is logged in. */
  reset(): void {
    this.#returning = false;
  }

  hostUpdate(): void {
    const body = answerIn(this.#procedure.state.known);
    if (body !== this.#arrived.body) this.#arrived = { body, at: body && Date.now() };
  }

  hostUpdated(): void {
    const { isConnected, renderRoot } = this.#host;
    const { dialog, asking, withdrawal } = this.#procedure.state;
    // An update can run after the element has left the page.
    if (!this.#returning || !isConnected || dialog.name !== 'idle' || withdrawal?.step === 'sending') return;
    const place =
      renderRoot.querySelector<HTMLElement>('#news') ??
      renderRoot.querySelector<HTMLElement>('#real-name,#trouble');
    if (!place) return;
    // The answer that is on the way may remove the button.
    this.#returning = !!renderRoot.activeElement && !!asking;
    const page = documentOf(this.#host);
    if (page.activeElement === page.body) place.focus();
  }

  /** For the views. `failure`: why the status could not be fetched. */
  model(language: CenterLanguage, failure: FailureCode | undefined): CenterModel {
    const { known, withdrawal } = this.#procedure.state;
    const status = answerIn(known);
    return {
      ...language,
      known,
      status,
      statusAt: this.#arrived.at,
      kinds: this.#kinds(failure),
      // A unit known to be certified is not asked about.
      complete: !!status || !!failure || isCertified({ known }),
      next: known?.next ?? UNKNOWN,
      business: this.business,
      logIn: toLogin(this.#host.setting('loginUrl')),
      help: this.#host.setting('help'),
      copying: this.copying,
      failure,
      withdrawal,
      open: (intent, informed = false) => this.#pressed({ type: 'open', intent, informed }),
      askWithdrawal: (of) => this.#pressed({ type: 'ask-withdrawal', of }),
      retry: () => this.#pressed({ type: 'status-wanted' }),
    };
  }

  /** The business that the user came from. Undefined when its address is on another site. */
  get business(): CenterModel['business'] {
    const { business: name = '' } = this.#host;
    const resumeUrl = pageAddress(this.#host.resumeUrl);
    if (!resumeUrl) return undefined;
    const { href: url, origin } = new URL(resumeUrl, document.baseURI);
    if (origin !== location.origin) return undefined;
    return { name, url, go: () => this.#resume(url) };
  }

  #resume(url: string): void {
    if (!follow(this.#host, 'certification-resume', url)) this.#procedure.dispatch({ type: 'close' });
  }

  #pressed(event: ProcedureEvent): void {
    this.#returning = true;
    this.#procedure.dispatch(event);
  }

  #kinds(failure: FailureCode | undefined): CenterModel['kinds'] {
    const { known } = this.#procedure.state;
    if (!known || answerIn(known)) return known?.kinds;
    if (failure) return undefined;
    return [
      { kind: 'phone', status: 'certified' },
      ...known.kinds,
      { kind: 'real-person', status: 'not-open' },
    ];
  }

  /**
   * Whether the status can change without the user: a re-check succeeds, or attempts are possible
   * again.
   */
  #awaits(): boolean {
    const { known } = this.#procedure.state;
    const isOver = ({ until }: { until: string }): boolean => Date.parse(until) < Date.now();
    return waitingIn(known) === 'recheck' || !!known?.next.closed.some(isOver);
  }

  readonly #revalidate = (): void => {
    if (document.visibilityState === 'visible') this.#procedure.dispatch({ type: 'seen' });
  };
}
