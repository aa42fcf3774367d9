import { type PropertyDeclarations, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { CertificationStatus, Status } from '../../bff/contract/wire.ts';
import { DialogController } from '../controllers/dialog-controller.ts';
import { isRendered, warnHidden } from '../page/rendered.ts';
import { StatusController } from '../controllers/status-controller.ts';
import type { FlowEvent, State } from '../flow/state.ts';
import { FlowController } from '../flow/flow-controller.ts';
import type { Account } from '../session/account.ts';
import { forgetDeferral, hasDeferral, isDeferred, rememberDeferral } from '../session/deferral.ts';
import { claimPrompt, releasePrompt } from '../prompt/one-prompt.ts';
import { certificationStyles } from '../styles/certification.ts';
import { dialogStyles } from '../styles/dialog.ts';
import { centerAddress } from './center-address.ts';
import { centerContent } from './center-content.ts';
import { dialogClass, dialogOf } from './dialog.ts';
import { Parts } from './parts.ts';
import { ViewLoader, partsOf } from './view-loader.ts';
import { Waiters } from './waiters.ts';
import { WidgetElement } from './widget-element.ts';

/**
 * Asks a unit's administrator to certify the unit, and lets him do it, in dialogs over the portal's page
 * (docs/en/embedding.md). Only `view="center"` shows something in the page itself.
 *
 * @tagname unit-certification
 *
 * @attr {'prompt' | 'form' | 'center' | 'gate'} [view=prompt] - `prompt`: asks when uncertified; `form`: the form at once; `center`: the list of kinds, in the page; `gate`: intercepts what `for` selects
 * @attr {string} for - with `view="gate"`: a selector of the links, buttons and forms to intercept until certified
 * @attr {string} center-url - where the portal keeps its certification center; named in the notice
 * @attr {string} resume-url - with `view="center"`: where the business that waits goes on; only a page of the same origin counts
 * @attr {string} business - with `view="center"`: that business's name
 * @attr {'certified' | 'uncertified' | 'pending' | 'lapsed' | 'not-open'} known-status - what the portal's server knows already; `certified` makes no request
 *
 * @slot help - what the portal offers to people who need help: a hotline, a hint. In the form, in dialogs that say no, and in the center
 *
 * @fires {CustomEvent<CertificationStatus>} certification-status - the status, each time it is known or changes
 * @fires {CustomEvent<undefined>} certification-deferred - the user canceled the prompt, after the notice
 * @fires {CustomEvent<{outcome: string, reason?: string}>} certification-submitted - a submission was answered
 * @fires {CustomEvent<undefined>} certification-center - cancelable: the user wants the center; default: go to `center-url`
 * @fires {CustomEvent<{code: string, retryable: boolean, requestId?: string}>} certification-error - something did not work
 */
export class UnitCertification extends WidgetElement {
  static override properties: PropertyDeclarations = {
    view: { reflect: true, useDefault: true },
    for: { reflect: true },
    centerUrl: { attribute: 'center-url', reflect: true },
    resumeUrl: { attribute: 'resume-url', reflect: true },
    business: { reflect: true },
    // The same again is said of whoever is logged in now.
    knownStatus: { attribute: 'known-status', reflect: true, hasChanged: () => true },
  };

  static override styles = [...WidgetElement.styles, certificationStyles, dialogStyles];

  declare view: 'prompt' | 'form' | 'center' | 'gate';
  declare for: string | undefined;
  declare centerUrl: string | undefined;
  declare resumeUrl: string | undefined;
  declare business: string | undefined;
  declare knownStatus: Status | undefined;

  readonly #status = new StatusController(this, {
    ready: () => this.#begin(),
    learned: (status, changed) => this.#learned(status, changed),
    failed: (failure) => this.#flow.dispatch({ type: 'failed', of: 'status', failure }),
    replaced: (before, now) => this.#replaced(before, now),
  });

  readonly #flow = new FlowController(this, (event) => this.#observe(event), {
    finish: (state) => this.#finish(state),
    'ask-status': () => void this.#status.ask(),
    'refresh-status': () => void this.session?.ask(true),
    'poll-status': ({ stalled }) => void (stalled || this.#poll()),
  });

  readonly #parts = new Parts(this, this.#flow, this.#status, () => this.#loader.failed);
  readonly #loader: ViewLoader = new ViewLoader(
    this,
    () => [
      ...partsOf(this.#flow.state),
      ...(this.view === 'center' ? (['center'] as const) : []),
      ...(this.debug ? (['debug'] as const) : []),
    ],
    this.#parts.arrived,
  );

  readonly #dialog = new DialogController(this, {
    admits: () => this.#admitsDialog(),
    dismissed: () => this.#flow.dispatch({ type: 'dismiss' }),
  });

  readonly #waiters = new Waiters();
  #opened = false;
  /** How many logins it has seen end. */
  #logins = 0;

  constructor() {
    super();
    this.view = 'prompt';
  }

  /** @internal */
  get unitCode(): string | undefined {
    return this.#status.body?.unit.code;
  }

  /** @internal Whose data it shows. */
  get account(): Account {
    return this.#status.account;
  }

  /** Asks portal and BFF again, for whoever is logged in now; resolves to the status body, rejects with the error's code as its message. */
  async refresh(): Promise<CertificationStatus> {
    const result = await this.#status.refresh();
    if (!result.ok) throw new Error(result.failure.code);
    return result.value;
  }

  /** Opens the form, or the dialog that stands in its place: certified, being checked, operator. */
  open(): void {
    if (this.#isHidden('open()')) return;
    this.#flow.dispatch({ type: 'open', known: this.#status.known });
  }

  /** Closes whatever dialog is open; what was typed stays. */
  close(): void {
    this.#flow.dispatch({ type: 'close' });
  }

  /**
   * Resolves `true` when the unit is certified, at once or after the user has done it, and `false` when the user
   * left, or another one has logged in meanwhile. `true` also when the state cannot be known, or the element stands where no dialog could be seen: the
   * portal's server decides. `business`: its name, for the dialog.
   */
  async requireCertified(business = ''): Promise<boolean> {
    const logins = this.#logins;
    if (!this.#status.known && this.#status.stated !== 'certified' && !(await this.#status.ask()).ok)
      return logins === this.#logins;
    if (logins !== this.#logins) return false;
    if (this.#isCertified || this.#isHidden('the gate')) return true;
    // Without the gate's part the form is opened: it says what to do when parts cannot be fetched.
    const loaded = await this.#loader.load('gate').then(
      () => true,
      () => false,
    );
    if (!this.isConnected || logins !== this.#logins) return false; // The callers that waited were answered.
    if (this.#isCertified || this.#isHidden('the gate')) return true;
    const certified = this.#waiters.wait(business);
    const { known } = this.#status;
    if (!loaded || known?.status === 'pending' || known?.canSubmit === false) this.open();
    else this.#flow.dispatch({ type: 'gate', business });
    return certified;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Not for an element that is only moved: it is back before the microtask.
    queueMicrotask(() => this.isConnected || this.#waiters.settle(false));
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('knownStatus')) this.#status.restated();
  }

  protected override render(): TemplateResult {
    const dialog =
      this.#status.trusted &&
      dialogOf(this.#flow.state, this.#parts, {
        host: this,
        loader: this.#loader,
        flow: this.#flow,
        status: this.#status,
        business: this.#waiters.business,
        goToCenter: (returnPath) => this.#goToCenter(returnPath),
      });
    const center = this.view === 'center' ? centerContent(this.#parts, this.#loader, this) : nothing;
    // Another dialog is another element: a box that changed its place would count as a shift of the page's layout.
    // Ahead of the center: what is slotted as help is shown in the dialog while there is one.
    return html`${keyed(
      dialog && dialog.name,
      dialog
        ? html`<dialog
            class=${dialogClass(dialog.name, this.appearance)}
            part="dialog"
            lang=${dialog.tag}
            aria-labelledby="title"
            aria-describedby="text"
            @cancel=${this.#dialog.canceled}
            @close=${this.#dialog.closed}
          >
            ${dialog.content}
          </dialog>`
        : nothing,
    )}${center}`;
  }

  /** The element is in the page and knows what it needs. */
  #begin(): void {
    const { view } = this;
    const { stated } = this.#status;
    if (!/^(prompt|form|center|gate)$/.test(view)) return this.report({ code: 'misconfigured' });
    const believed = stated === 'certified' || (isSecureContext && !hasDeferral());
    if (!this.#status.known && stated && believed) {
      this.#status.assume(stated);
      this.#tellFlow(true);
    }
    this.#openForm();
    if (stated === 'certified') return;
    if (view === 'gate') this.#loader.load('gate').catch(() => undefined); // requireCertified() tries again.
    void this.#status.ask();
  }

  async #poll(): Promise<void> {
    if ((await this.#status.poll()) === false) this.#flow.dispatch({ type: 'stalled' });
  }

  /** Once for each login. */
  #openForm(): void {
    if (this.view === 'form' && !this.#opened)
      this.#flow.dispatch({ type: 'open', known: this.#status.known });
    this.#opened = true;
  }

  /** All that was shown, waited for and intercepted was another user's: it ends before anything else happens. */
  #replaced({ draft }: Account, now: Account | undefined): void {
    this.#logins++;
    this.#opened = !!now;
    this.#parts.reset();
    this.#waiters.settle(false);
    releasePrompt(this);
    const open = !!now && this.view === 'form';
    this.#flow.dispatch({ type: 'login-changed', typed: !!now && !!draft?.typed, open });
    if (now) void this.#status.ask();
  }

  #learned(status: CertificationStatus, changed: boolean): void {
    if (changed) this.emit('certification-status', status);
    this.#openForm();
    this.#tellFlow(!isDeferred(this.session?.facts?.login));
  }

  #tellFlow(undeferred: boolean): void {
    const { known } = this.#status;
    if (known) this.#flow.dispatch({ type: 'known', known, ask: undeferred && this.view === 'prompt' });
  }

  /** What the page is told, and what is known from now on. */
  #observe(event: FlowEvent): void {
    // Who goes on needs what did not arrive ahead of need.
    if ((event.type === 'confirm' || event.type === 'recheck') && this.#loader.failed) this.#loader.retry();
    if (event.type === 'failed') {
      if (event.failure.code === 'session-expired') forgetDeferral();
      if (event.failure.code === 'already-certified') this.#status.assume('certified');
      this.report(event.failure);
    }
    if (event.type !== 'answered') return;
    const { outcome, reason } = event.answer;
    this.emit('certification-submitted', { outcome, ...(reason && { reason }) });
    if (outcome !== 'rejected') this.#status.assume(outcome);
  }

  #finish(state: Extract<State, { name: 'idle' }>): void {
    this.#dialog.close();
    releasePrompt(this);
    this.#waiters.settle(state.left === 'certified');
    if (state.left !== 'deferred') return;
    rememberDeferral(this.session);
    this.emit('certification-deferred');
  }

  /** One prompt a page: another element's is enough. */
  #admitsDialog(): boolean {
    const { name, prompted } = this.#flow.state;
    if (!prompted || claimPrompt(this)) return true;
    if (name === 'prompt') queueMicrotask(() => this.#flow.dispatch({ type: 'close' }));
    return false;
  }

  get #isCertified(): boolean {
    return this.#status.status === 'certified';
  }

  #isHidden(what: string): boolean {
    if (isRendered(this)) return false;
    warnHidden(what);
    return true;
  }

  #goToCenter(returnPath: string | undefined): void {
    const goes = this.emit('certification-center', undefined, true);
    const url = centerAddress(this.centerUrl, returnPath);
    this.#flow.dispatch({ type: 'cancel' });
    if (goes && url) location.assign(url);
  }
}
