import { type TemplateResult, html } from 'lit/html.js';
import type { CertificationStatus, Status } from '../bff/contract/wire.ts';
import { forgetDeferral, hasDeferral, isDeferred, rememberDeferral } from './deferral.ts';
import { type Result, fail } from './failure.ts';
import { type FlowEvent, IDLE, type Known, type State, dialogOf, knownFrom, transition } from './flow.ts';
import { SHARED_ATTRIBUTES, reflect } from './properties.ts';
import { RoomLoader } from './room-loader.ts';
import type { ViewHost } from './room.ts';
import { dialogStyles } from './styles/dialog.ts';
import { contentOf } from './views/content.ts';
import { WidgetElement } from './widget-element.ts';

/**
 * Asks a unit's administrator to certify the unit, and lets him do it, in dialogs over the portal's page
 * (contract.md, section 1). Only `view="center"` shows something in the page itself.
 *
 * @tagname unit-certification
 *
 * @attr {'prompt' | 'form' | 'center' | 'gate'} [view=prompt] - `prompt`: asks when uncertified; `form`: the form at once; `center`: the list of kinds, in the page; `gate`: holds back what `for` selects
 * @attr {string} for - with `view="gate"`: a selector of the links, buttons and forms to hold back until certified
 * @attr {string} center-url - where the portal keeps its certification centre; named in the notice
 * @attr {'certified' | 'uncertified' | 'pending' | 'lapsed' | 'not-open'} known-status - what the portal's server knows already; `certified` makes no request
 *
 * @fires {CustomEvent<CertificationStatus>} certification-status - the status, each time it is known or changes
 * @fires {CustomEvent<undefined>} certification-deferred - the user cancelled the prompt, after the notice
 * @fires {CustomEvent<{outcome: string, reason?: string}>} certification-submitted - a submission was answered
 * @fires {CustomEvent<undefined>} certification-center - cancelable: the user wants the centre; default: go to `center-url`
 * @fires {CustomEvent<{code: string, retryable: boolean}>} certification-error - something did not work
 */
export class UnitCertification extends WidgetElement implements ViewHost {
  static get observedAttributes(): string[] {
    return [...SHARED_ATTRIBUTES, 'view', 'center-url', 'known-status', 'for'];
  }

  declare view: 'prompt' | 'form' | 'center' | 'gate' | undefined;
  declare centerUrl: string | undefined;
  declare knownStatus: Status | undefined;
  declare for: string | undefined;

  /** @internal */
  state: State = IDLE;
  readonly #loader = new RoomLoader(this, (styles) => {
    this.adopt(styles);
    this.#loader.room?.entered(this.state);
  });
  /** @internal */
  known: Known | undefined;
  #asking: Promise<Result<CertificationStatus>> | undefined;
  /** The status that the page was told last. */
  #told = '';
  #late: ReturnType<typeof setTimeout> | undefined;
  #started = false;
  #opened = false;
  #waiting: ((certified: boolean) => void)[] = [];

  /** @internal */
  get awaited(): boolean {
    return this.#waiting.length > 0;
  }

  /** Asks the BFF again; resolves to the status body, rejects with the error's code as its message. */
  async refresh(): Promise<CertificationStatus> {
    const result = await this.ask(true);
    if (!result.ok) throw new Error(result.failure.code);
    return result.value;
  }

  /** Opens the form, or the dialog that stands in its place: certified, being checked, operator. */
  open(): void {
    this.send({ type: 'open', known: this.known });
  }

  /** Closes whatever dialog is open; what was typed stays. */
  close(): void {
    this.send({ type: 'close' });
  }

  /**
   * Resolves `true` when the unit is certified, at once or after the user has done it, and `false` when the user
   * left. `true` also when the state cannot be known: the portal's server decides.
   */
  async requireCertified(business = ''): Promise<boolean> {
    if (!this.known && this.knownStatus !== 'certified' && !(await this.ask()).ok) return true;
    if ((this.known?.status ?? this.knownStatus) === 'certified') return true;
    const gate = await this.#loader.gate();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (gate) gate.show(business);
      else this.open();
    });
  }

  /** @internal Moves the flow on, and does what the new state asks for. */
  send(event: FlowEvent): void {
    if (event.type === 'failed') {
      if (event.failure.code === 'session-expired') forgetDeferral();
      this.report(event.failure);
    }
    if (event.type === 'answered') {
      const { outcome, reason } = event.answer;
      this.announce('certification-submitted', { outcome, ...(reason && { reason }) });
    }
    const before = this.state;
    const state = (this.state = transition(before, event));
    if (state === before) return;
    this.requestUpdate();
    if (state.name === 'idle') return this.#left(before, event.type === 'cancel');
    if (state.name === 'certified' || state.name === 'pending')
      this.known = { status: state.name, canSubmit: true };
    if (state.name === 'checking') void this.ask();
    this.#loader.room?.entered(state);
    this.#loader.load(this.language);
  }

  /** @internal The centre's address, with the place for the way back filled in. */
  centre(resume = location.pathname + location.search): string | undefined {
    return this.centerUrl?.replace('{resume}', encodeURIComponent(resume));
  }

  /** @internal The user wants the centre. */
  toCentre(resume?: string): void {
    const goes = this.announce('certification-center', undefined, true);
    const url = this.centre(resume);
    this.send({ type: 'cancel' });
    if (goes && url) location.assign(url);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#started = false;
  }

  constructor() {
    super();
    this.adopt(dialogStyles);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Not for an element that is only moved: it is back before the microtask.
    queueMicrotask(() => this.isConnected || this.#settle(false));
  }

  protected override update(): void {
    if (!this.#started) this.#start();
    if (this.#loader.words) this.#loader.load(this.language);
    super.update();
    // Sending is the form at work: the focus stays. Without its chunk the prompt stands for what follows it.
    const name = dialogOf(this.state).replace('sending', 'form');
    const { room, failed, center } = this.#loader;
    room?.rendered();
    this.showDialog(room ? name : failed && name !== 'prompt' ? 'network' : 'prompt');
    center?.rendered();
  }

  protected override render(): TemplateResult {
    const content = contentOf(this.state, this, this.#loader, this.language);
    return html`${this.view === 'center' ? this.#loader.center?.view(this.language) : undefined}${
      content &&
      html`<dialog
        part="dialog"
        lang=${this.language}
        aria-labelledby="title"
        aria-describedby="text"
        @cancel=${this.#cancelled}
        @close=${this.#closed}
      >
        ${content}
      </dialog>`
    }`;
  }

  #cancelled(event: Event): void {
    event.preventDefault();
    this.send({ type: 'cancel' });
  }

  /** Browsers may close a dialog without asking; while something is sent it comes back. */
  #closed({ target }: Event): void {
    if (target !== this.dialog || this.dialog?.open) return;
    this.send({ type: 'cancel' });
    this.requestUpdate();
  }

  #start(): void {
    const { client, knownStatus: status } = this;
    // A page's own script may set `getToken` a moment after this one has run.
    if (!client && status !== 'certified')
      return void (this.#late ??= setTimeout(() => this.client || this.#begin(), 500));
    this.#started = true;
    client?.subscribe((body) => this.#learn(body), this.lifetime);
    if (client?.status) this.#learn(client.status);
    else if (status && (status === 'certified' || (isSecureContext && !hasDeferral())))
      this.#know({ status, canSubmit: true }, true);
    this.#begin();
    this.#loader.room?.entered(this.state);
  }

  #begin(): void {
    const { view, lifetime } = this;
    if (view === 'form' && !this.#opened) this.open();
    this.#opened = true;
    if (view === 'center') this.#loader.openCenter();
    if (this.knownStatus === 'certified') return;
    if (view === 'gate') void this.#loader.gate().then((gate) => gate?.listen(lifetime));
    void this.ask();
  }

  /** @internal Shared by all who ask at the same time. */
  ask(anew = false): Promise<Result<CertificationStatus>> {
    return (this.#asking ??= this.#askOnce(anew).finally(() => (this.#asking = undefined)));
  }

  async #askOnce(anew: boolean): Promise<Result<CertificationStatus>> {
    const { client } = this;
    const result = await (isSecureContext
      ? (client?.ask(anew) ?? fail('misconfigured'))
      : fail('insecure-context'));
    if (!result.ok && this.isConnected) this.send({ type: 'failed', failure: result.failure });
    return result;
  }

  #learn(body: CertificationStatus): void {
    const text = JSON.stringify(body);
    if (text !== this.#told) this.announce('certification-status', body);
    this.#told = text;
    this.#know(knownFrom(body), !isDeferred(this.client?.facts?.login));
  }

  #know(known: Known, undeferred: boolean): void {
    this.known = known;
    this.requestUpdate();
    this.send({ type: 'known', known, ask: undeferred && (this.view ?? 'prompt') === 'prompt' });
  }

  #left(before: State, byUser: boolean): void {
    this.dialog?.close();
    this.#settle(before.name === 'certified');
    if (byUser && before.prompted && /notice|operator/.test(before.name)) {
      rememberDeferral(this.client);
      this.announce('certification-deferred');
    }
  }

  #settle(certified: boolean): void {
    for (const resolve of this.#waiting.splice(0)) resolve(certified);
  }
}

reflect(UnitCertification);
