import { type PropertyDeclarations, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { CertificationStatus, Status } from '../../bff/contract/wire.ts';
import { within } from '../api/deadline.ts';
import { copyOf, toJson } from '../api/json.ts';
import { type FailureCode, failLogged } from '../api/result.ts';
import { DialogController } from '../controllers/dialog-controller.ts';
import type { Use } from '../controllers/host.ts';
import type { Copy } from '../dialog/copy.ts';
import { whenLeft } from '../page/left.ts';
import { isRendered, warnHidden } from '../page/rendered.ts';
import { StatusController } from '../controllers/status-controller.ts';
import { type Lazy, LazyPart, LazyWords, Loader } from '../loading/loader.ts';
import { type FirstWords, loadFirstWords, loadWords } from '../locales/index.ts';
import type { SuccessionWords } from '../results/intent-words.ts';
import type { ResultsModel } from '../results/results-model.ts';
import type { Account } from '../session/account.ts';
import { isDeferred, rememberDeferral } from '../session/tab-storage.ts';
import { type FirstEffects, begin, enterFirst } from '../procedure/begin.ts';
import { Procedure } from '../procedure/procedure.ts';
import {
  type Asking,
  type CertificationProcedure,
  IDLE,
  type Named,
  type ProcedureEvent,
  type State,
  type Withdrawal,
  isAnonymous,
} from '../procedure/state.ts';
import { type Known, answerIn, isCertified, knownFrom } from '../procedure/known.ts';
import { claimPrompt, releasePrompt } from '../prompt/one-prompt.ts';
import { asksAt, isInForce } from '../standing.ts';
import { certificationStyles } from '../styles/certification.ts';
import { dialogStyles } from '../styles/dialog.ts';
import { surfaceStyles } from '../styles/surface.ts';
import { centerAddress } from './center-address.ts';
import { describeWith } from './debugging.ts';
import { type FirstDialogModel, firstDialog, isMissing } from './first-dialog.ts';
import type { Flow, FlowHost } from './flow.ts';
import { PATIENCE } from './stub.ts';
import { warnUntested } from './versions.ts';
import { Waiters } from './waiters.ts';
import { WidgetElement } from './widget-element.ts';

/**
 * Asks a unit's administrator to certify the unit, and offers the form, in dialogs over the portal's page (docs/en/embedding.md). Without
 * `open` and `for` it asks when the unit is uncertified.
 *
 * @tagname unit-certification
 *
 * @attr {boolean} open - opens the form at once, instead of asking
 * @attr {string} for - a selector of the links, buttons and forms to intercept until certified, instead of asking; empty: only `requireCertified()` intercepts
 * @attr {string} center-url - where the portal keeps its certification center; named in the notice
 * @attr {string} center-name - what the notice calls it, and where it is in the portal
 * @attr {'certified' | 'uncertified' | 'pending' | 'lapsed' | 'not-open'} known-status - what the portal's server knows already; `certified` makes no request
 *
 * @slot help - what the portal offers to people who need help: a hotline, a hint. In the form, in dialogs that say no, and in the center
 *
 * @fires {CustomEvent<CertificationStatus>} certification-status - the status, each time it is known or changes
 * @fires {CustomEvent<undefined>} certification-deferred - the user canceled the prompt, after the notice
 * @fires {CustomEvent<undefined>} certification-login-changed - the user has read that another user is logged in: the page may show that user's content
 * @fires {CustomEvent<{outcome: string, reason?: string}>} certification-submitted - a submission was answered
 * @fires {CustomEvent<{ url?: string }>} certification-center - cancelable: the user wants the center; default: go to `url`, which is `center-url`
 * @fires {CustomEvent<{code: string, retryable: boolean, requestId?: string}>} certification-error - something did not work
 */
export class UnitCertification extends WidgetElement implements FlowHost {
  static override properties: PropertyDeclarations = {
    open: { type: Boolean, noAccessor: true },
    for: { reflect: true },
    centerUrl: { attribute: 'center-url', reflect: true },
    centerName: { attribute: 'center-name', reflect: true },
    // Setting the same value again is news: it is about the user who is logged in now.
    knownStatus: { attribute: 'known-status', reflect: true, hasChanged: () => true },
  };

  static override styles = [...WidgetElement.styles, certificationStyles, surfaceStyles, dialogStyles];

  declare for: string | undefined;
  declare centerUrl: string | undefined;
  declare centerName: string | undefined;
  declare knownStatus: Status | undefined;

  /** @internal */
  protected readonly status = new StatusController(this, {
    ready: () => this.#begin(),
    learned: (status) => this.#learned(status),
    uncertain: () => this.procedure.dispatch({ type: 'uncertain' }),
    replaced: (before, now) => this.#replaced(before, now),
  });

  readonly #effects: FirstEffects = {
    forgetUser: () => this.forgetUser(),
    finish: (left) => this.#finish(left),
    fetchStatus: (asking) => void this.#fetchStatus(asking),
  };

  /** @internal Begins with what the prompt needs; the flow goes on. */
  protected readonly procedure: CertificationProcedure = new Procedure<State, ProcedureEvent>(this, IDLE, {
    transition: begin,
    enter: (state, before) => enterFirst(state, before, this.#effects),
    tell: (event, before, after) => this.#tell(event, before, after),
  });

  readonly #firstWords = new LazyWords(this, loadFirstWords);
  /** @internal All words, which load with the flow. */
  protected readonly words = new LazyWords(this, loadWords);
  readonly #part = new LazyPart(
    'flow',
    () => import('./flow.ts'),
    (part) => part,
  );
  /** @internal Undefined until it has loaded, with its words. */
  protected flow: Flow | undefined;
  readonly #lazyFlow: Lazy = {
    load: async () => {
      await Promise.all([this.#part.load(), this.words.load()]);
      this.#takeOver();
    },
  };

  /** @internal */
  protected readonly loader = new Loader(
    this,
    () => this.#needs,
    () => this.#occasion,
  );

  readonly #dialog = new DialogController(this, {
    claim: () => claimPrompt(this, this.flow ? this.flow.yields : this.procedure.state.prompted),
    refused: () => this.procedure.dispatch({ type: 'prompted-elsewhere' }),
    dismissed: () =>
      this.procedure.dispatch({ type: !this.flow && isMissing(this.#dialogModel) ? 'give-up' : 'dismiss' }),
    kept: (event) => this.flow?.form.fields.handle(event),
  });

  /** @internal How many guards ask by it. Meanwhile it does not prompt. */
  guards = 0;
  readonly #waiters = new Waiters();
  /** The attribute `open` is set. */
  #opens = false;
  /** The form was opened by it, for this login. */
  #opened = false;
  /** The versions of the service that the console has named. */
  readonly #services = new Set<string>();
  /** The status of the last `certification-status`. */
  #announced: CertificationStatus | undefined;

  constructor() {
    super();
    describeWith(
      this,
      'debug',
      () => import('../debug/index.ts'),
      ({ explain, situationOf }) =>
        explain(situationOf(this, this.procedure.state, this.status, !!this.loader.failed)),
    );
  }

  /** @internal */
  get unitCode(): string | undefined {
    return this.procedure.state.known?.unit?.code;
  }

  /** Asks portal and BFF again, for the user who is logged in now. Resolves to the status body; rejects with the error's code as message. */
  async refresh(): Promise<CertificationStatus> {
    this.procedure.dispatch({ type: 'refresh' });
    const result = await this.status.answer;
    if (!result.ok) throw new Error(result.failure.code);
    return copyOf(result.value);
  }

  /** @internal What the element does before anybody asks for a dialog. */
  get use(): Use {
    if (this.for != null) return 'gate';
    return this.#opens ? 'form' : 'prompt';
  }

  /** Opens the form, or the dialog shown instead: certified, being checked, operator. */
  get open(): () => void {
    return this.#open;
  }

  // The attribute `open`: frameworks set the property of its name, Vue to an empty text.
  set open(opens: boolean | '' | null | undefined) {
    this.#opens = opens != null && opens !== false;
    this.requestUpdate('open');
  }

  /** Closes the open dialog. Typed values are not lost. */
  close(): void {
    this.procedure.dispatch({ type: 'close' });
  }

  /**
   * Resolves to `true` when the unit is certified, at once or after the user has certified it, and to `false` when the user leaves or
   * another user logs in. Also `true` when the status is not known within ten seconds, or no dialog could be seen at the element's place:
   * the portal's server decides. `business`: its name, for the dialog.
   */
  requireCertified(business = ''): Promise<boolean> {
    return this.requireBy(Date.now() + PATIENCE, business);
  }

  /** @internal The same. `deadline`: when it passes while no dialog asks, the business goes on. */
  async requireBy(deadline: number, business = ''): Promise<boolean> {
    const { logins } = this.procedure.state;
    const isSameLogin = (): boolean => logins === this.procedure.state.logins;
    if (this.isConnected && !this.hasUpdated) await this.updateComplete.catch(failLogged); // The first update reads `known-status`.
    if (isSameLogin() && !this.procedure.state.known) {
      this.procedure.dispatch({ type: 'status-wanted' });
      const { ok } = await within(deadline - Date.now(), this.status.answer).catch(failLogged);
      if (!ok && !this.isConnected) warnHidden('the gate');
      if (!ok) return isSameLogin();
    }
    if (!isSameLogin()) return false;
    if (isCertified(this.procedure.state)) return true;
    // If the gate's part does not load, open the form, which says what to do about parts that do not load.
    const missing = await within(deadline - Date.now(), this.#loadGate()).catch(failLogged);
    if (!this.isConnected || !isSameLogin()) return false; // The callers that waited were answered.
    if (isCertified(this.procedure.state)) return true;
    if (!isRendered(this)) {
      warnHidden('the gate');
      return true;
    }
    const certified = this.#waiters.wait(business);
    this.procedure.dispatch({ type: missing ? 'open' : 'gate' });
    return certified;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    whenLeft(this, () => {
      this.#waiters.answer(false);
      const { dialog, waiting } = this.procedure.state;
      // Nobody waits for it any more.
      if (dialog.name === 'gate' || waiting.some(({ type }) => type === 'gate')) this.close();
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('knownStatus')) this.status.onKnownStatusSet();
    if (!this.status.ready) return; // `#begin()` does the same.
    if (changed.has('knownStatus')) {
      this.#believe();
      this.procedure.dispatch({ type: 'ready' });
    }
    if (changed.has('open') && this.#opens) this.procedure.dispatch({ type: 'open' });
  }

  protected override render(): TemplateResult {
    const isShown = this.status.trusted || isAnonymous(this.procedure.state);
    const model = this.#dialogModel;
    const dialog = isShown && (this.flow ? this.flow.dialog(model) : firstDialog(model));
    // A new element for each dialog: one element that moves would count as a layout shift.
    // The dialog comes before the center, because the first slot `help` in the tree shows the help.
    return html`${keyed(
      dialog && dialog.name,
      dialog
        ? html`<dialog
            class=${dialog.className ?? ''}
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
    )}${this.renderInPage()}`;
  }

  /** @internal The parts of what stands in the page. */
  protected get inPage(): readonly Lazy[] {
    return [];
  }

  /** @internal In the page, behind the dialog. */
  protected renderInPage(): unknown {
    return nothing;
  }

  /** @internal */
  get businessElsewhere(): ResultsModel['business'] {
    return undefined;
  }

  /** @internal */
  get succession(): SuccessionWords | undefined {
    return undefined;
  }

  /** @internal */
  withdrawKept?(of: Withdrawal): void;

  /** @internal The words of the first dialog, once they have loaded. */
  protected get firstWords(): FirstWords | undefined {
    return this.#firstWords.value?.(this.unitCode);
  }

  /** @internal Said of a part that has loaded, and threw. Undefined until its words have loaded. */
  protected get unavailable(): Copy | undefined {
    return this.words.value?.(this.unitCode).results.trouble.unavailable;
  }

  /** @internal Ends what the former user has begun: requests, typed values, waits and interceptions. */
  protected forgetUser(): void {
    this.flow?.forgetUser();
    this.#waiters.answer(false);
    releasePrompt(this);
  }

  get #needsFlow(): boolean {
    const { dialog, waiting } = this.procedure.state;
    if (dialog.name !== 'idle' || waiting.length > 0 || this.inPage.length > 0) return true;
    return this.status.ready && this.use === 'gate' && !isCertified(this.procedure.state);
  }

  /** The words of the first dialog load beside the token. */
  get #needs(): readonly Lazy[] {
    const asks = this.status.ready && !isCertified(this.procedure.state);
    return [
      ...(asks ? [this.#firstWords] : []),
      ...(this.#needsFlow ? [this.#lazyFlow] : []),
      ...(this.flow?.parts.needed() ?? []),
      ...this.inPage,
    ];
  }

  /** Changes with the needs, and with what the user does, so that it tries again what failed. */
  get #occasion(): string {
    const { dialog, waiting } = this.procedure.state;
    return [
      this.language,
      dialog.name,
      waiting.length,
      this.#needs.length,
      ...(this.flow?.parts.names() ?? []),
    ].join();
  }

  get #dialogModel(): FirstDialogModel {
    return {
      state: this.procedure.state,
      words: this.firstWords,
      help: this.help,
      failed: this.loader.failed,
      unavailable: this.unavailable,
      dispatch: (event) => this.procedure.dispatch(event),
      retry: () => void this.loader.load(),
    };
  }

  /** Resolves to undefined when the gate can ask. */
  async #loadGate(): Promise<FailureCode | undefined> {
    return (await this.loader.get(this.#lazyFlow)) ?? this.loader.get(...this.flow!.gate);
  }

  /** The flow has loaded: it goes on with the same state. */
  #takeOver(): void {
    if (this.flow) return;
    this.flow = new this.#part.value!.Flow({
      host: this,
      procedure: this.procedure,
      status: this.status,
      waiters: this.#waiters,
      words: this.words,
      effects: this.#effects,
      tell: (event, before, after) => this.#tell(event, before, after),
      emit: (type, detail) => this.emit(type, detail),
    });
    this.flow.begin();
  }

  /** Called when the element is in the page and configured. */
  #begin(): void {
    this.#believe();
    this.#openOnce();
    this.procedure.dispatch({ type: 'ready' });
  }

  async #fetchStatus(asking: Asking): Promise<void> {
    const result = await this.status.fetchStatus(asking.how);
    if (asking !== this.procedure.state.asking) return; // A later request says how it ends, or the user has signed out.
    const isShown = !result.ok && asking.how !== 'quietly' && this.isConnected;
    const hidden = !this.status.trusted;
    this.procedure.dispatch(
      isShown ? { type: 'failed', of: 'status', failure: result.failure, hidden } : { type: 'status-ended' },
    );
  }

  readonly #open = (): void => {
    if (isRendered(this)) this.procedure.dispatch({ type: 'open' });
    else warnHidden('open()');
  };

  /** By the attribute `open`, the form opens once for each login. */
  #openOnce(): void {
    if (this.#opens && !this.#opened) this.procedure.dispatch({ type: 'open' });
    this.#opened = true;
  }

  /** Another user is logged in, or none. */
  #replaced({ draft }: Account, now: Account | undefined): void {
    this.#opened = !!now;
    this.procedure.dispatch(
      now ? { type: 'login-changed', typed: !!draft?.typed, open: this.#opens } : { type: 'signed-out' },
    );
  }

  #learned(status: CertificationStatus): void {
    warnUntested(this.#services, status.serviceVersion);
    this.#know(status, !isDeferred(this.session?.facts?.login));
    this.#openOnce();
  }

  /** The portal's server says the status before the BFF does. It may spare a request or a wait; only the service's answer prompts. */
  #believe(): void {
    const { stated: status, trusted } = this.status;
    if (!status || status === 'not-open' || !trusted || answerIn(this.procedure.state.known)) return;
    if (isInForce(status) || isSecureContext) this.#know(knownFrom(status), false);
  }

  #know(known: Known, mayPrompt: boolean): void {
    const prompts = mayPrompt && !this.guards && this.use === 'prompt' && asksAt(known, Date.now());
    this.procedure.dispatch({ type: 'known', known, mayPrompt: prompts });
  }

  #tell(event: ProcedureEvent, before: State, { known, dialog }: State): void {
    if (!known) this.#announced = undefined;
    const status = answerIn(known);
    if (event.type === 'known' && status && toJson(status) !== toJson(this.#announced))
      this.emit('certification-status', copyOf((this.#announced = status)));
    if (event.type === 'failed') this.report(event.failure);
    if (dialog.name === 'idle' && dialog.left === 'deferred' && dialog !== before.dialog)
      this.emit('certification-deferred');
  }

  #finish(left: Named<'idle'>['left']): void {
    this.#dialog.close();
    releasePrompt(this);
    this.#waiters.answer(left === 'certified');
    if (left === 'deferred') rememberDeferral(this.session?.facts?.login);
  }

  /** @internal Goes to a page of the portal, unless the page goes there by itself: then false. */
  protected follow(type: string, url: string | undefined): boolean {
    const goes = this.emit(type, { url }, true);
    if (goes && url) location.assign(url);
    return goes;
  }

  /** @internal */
  goToCenter(returnPath?: string): void {
    this.follow('certification-center', centerAddress(this.centerUrl, returnPath));
    this.procedure.dispatch({ type: 'cancel' });
  }
}
