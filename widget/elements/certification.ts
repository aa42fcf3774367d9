/**
 * A unit's certification in dialogs over the page: asks for the status, prompts, and loads the flow
 * that goes on behind the prompt. Both certification elements have one.
 */
import { type CSSResultOrNative, type PropertyValues, type ReactiveController, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import { within } from '../api/deadline.ts';
import { copyOf } from '../api/json.ts';
import { type Failure, type FailureCode, type Result, failLogged, valueOf } from '../api/result.ts';
import { DialogController } from '../controllers/dialog-controller.ts';
import type { CertificationHost } from '../controllers/host.ts';
import { StatusController } from '../controllers/status-controller.ts';
import { type Lazy, LazyPart, LazyWords, Loader } from '../loading/loader.ts';
import {
  type FirstWords,
  type FirstWordsFor,
  type Locale,
  type WordsFor,
  loadFirstWords,
  loadWords,
} from '../locales/index.ts';
import { whenLeft } from '../page/left.ts';
import { isRendered, warnHidden } from '../page/rendered.ts';
import { type FirstEffects, begin, enterFirst } from '../procedure/begin.ts';
import { type Known, answerIn, asksAt, isCertified } from '../procedure/known.ts';
import { pageEvents } from '../procedure/page-events.ts';
import { Procedure } from '../procedure/procedure.ts';
import {
  type Asking,
  type CertificationProcedure,
  IDLE,
  type ProcedureEvent,
  type State,
  isAnonymous,
} from '../procedure/state.ts';
import { claimPrompt, releasePrompt } from '../prompt/one-prompt.ts';
import type { SuccessionWords } from '../results/results-words.ts';
import type { ResultsModel } from '../results/results-model.ts';
import type { Account } from '../session/account.ts';
import { isDeferred, rememberDeferral } from '../session/tab-storage.ts';
import { describeWith } from './debugging.ts';
import {
  type MissingWords,
  type ShownDialog,
  firstDialog,
  missingWords,
  saysMissing,
} from './first-dialog.ts';
import type { Flow, FlowHost } from './flow.ts';
import { PATIENCE } from './stub.ts';

/** The element that shows the dialogs. */
export interface DialogHost extends FlowHost, CertificationHost {
  readonly hasUpdated: boolean;
  addStyles(...styles: CSSResultOrNative[]): void;
  emit(type: string, detail?: unknown, cancelable?: boolean): boolean;
  /** In the console, where it is a developer's problem. */
  explain(failure: Failure): void;
}

/** An element that shows something in the page too, and not only dialogs. */
export interface InPage {
  /** The parts that it needs. */
  needs: () => readonly Lazy[];
  /** The business on the page that the user came from. */
  business: () => ResultsModel['business'];
  /** The words of takeover and withdrawal. */
  succession: () => SuccessionWords | undefined;
  /** Somebody waits for the status. */
  awaits: (answer: Promise<Result<CertificationStatus>>) => void;
  /** Ends what the former user has begun. */
  forgetUser: () => void;
}

/** The callers of `requireCertified()` that wait for the dialogs to end. */
class Waiters {
  #waiting: { business: string; resolve: (certified: boolean) => void }[] = [];

  /** The business of the latest caller. */
  get business(): { name: string } | undefined {
    const last = this.#waiting[this.#waiting.length - 1];
    return last && { name: last.business };
  }

  /** `business`: its name, empty when it has none. */
  wait(business: string): Promise<boolean> {
    return new Promise((resolve) => this.#waiting.push({ business, resolve }));
  }

  answer(certified: boolean): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve(certified);
  }
}

export class Certification implements ReactiveController {
  /** The attribute `open` is set. */
  opens = false;
  /** How many guards ask by the element. Meanwhile it does not prompt. */
  guards = 0;
  /** Begins with what the prompt needs; the flow goes on. */
  readonly procedure: CertificationProcedure;
  /** All words, which load with the flow. */
  readonly words: LazyWords<Locale, WordsFor>;
  readonly loader: Loader;
  /** Undefined until it has loaded, with its words. */
  flow: Flow | undefined;
  readonly #host: DialogHost;
  readonly #inPage: InPage | undefined;
  readonly #status: StatusController;
  readonly #dialog: DialogController;
  readonly #firstWords: LazyWords<Locale, FirstWordsFor>;
  readonly #lazyFlow: Lazy;
  readonly #waiters = new Waiters();
  /** The form was opened by the attribute `open`, for this login. */
  #opened = false;

  constructor(host: DialogHost, inPage?: InPage) {
    this.#host = host;
    this.#inPage = inPage;
    this.#status = new StatusController(host, {
      ready: () => this.#begin(),
      updated: (known) => this.#updated(known),
      outdated: () => this.dispatch({ type: 'uncertain' }),
      replaced: (before, now) => this.#replaced(before, now),
    });
    this.procedure = new Procedure<State, ProcedureEvent>(host, IDLE, {
      transition: begin,
      enter: (state, before) => enterFirst(state, before, this.#effects),
      notify: (event, before, after) => this.#notify(event, before, after),
    });
    this.#firstWords = new LazyWords(host, loadFirstWords);
    this.words = new LazyWords(host, loadWords);
    const part = new LazyPart(
      'flow',
      () => import('./flow.ts'),
      (module) => module,
    );
    this.#lazyFlow = {
      load: async () => {
        await Promise.all([part.load(), this.words.load()]);
        if (!this.flow) this.#takeOver(part.value!.Flow);
      },
    };
    this.loader = new Loader(
      host,
      () => this.#needs,
      () => this.#occasion,
    );
    this.#dialog = new DialogController(host, {
      claim: () => claimPrompt(host, this.flow ? this.flow.yields : this.state.prompted),
      refused: () => this.dispatch({ type: 'prompted-elsewhere' }),
      dismissed: () =>
        this.dispatch({
          type: !this.flow && this.loader.failed && saysMissing(this.state) ? 'give-up' : 'dismiss',
        }),
      kept: (event) => this.flow?.form.events.handle(event),
    });
    describeWith(
      host,
      'debug',
      () => import('../debug/index.ts'),
      ({ explain, situationOf }) =>
        explain(situationOf(host, this.state, this.#status, !!this.loader.failed)),
    );
    host.addController(this);
  }

  get state(): State {
    return this.procedure.state;
  }

  dispatch(event: ProcedureEvent): void {
    this.procedure.dispatch(event);
  }

  get unitCode(): string | undefined {
    return this.state.known?.unit?.code;
  }

  /** The words of the first dialog, once they have loaded. */
  get firstWords(): FirstWords | undefined {
    return this.#firstWords.value?.(this.unitCode);
  }

  /** The words for a part that did not load, or that has loaded and threw. */
  get missing(): MissingWords {
    const said = missingWords(this.firstWords);
    const threw = this.loader.failed === 'unavailable' && this.words.value?.(this.unitCode);
    return threw ? { ...said, missing: threw.results.trouble.unavailable } : said;
  }

  /** For the element's `willUpdate()`, which runs before the controllers' `hostUpdate()`. */
  willUpdate(changed: PropertyValues): void {
    if (changed.has('knownStatus')) this.#status.onKnownStatusSet();
    if (!this.#status.ready) return; // `#begin()` does the same.
    if (changed.has('knownStatus')) {
      this.#status.useKnownStatus();
      this.dispatch({ type: 'ready' });
    }
    if (changed.has('open') && this.opens) this.dispatch({ type: 'open' });
  }

  hostDisconnected(): void {
    whenLeft(this.#host, () => {
      this.#waiters.answer(false);
      const { dialog, waiting } = this.state;
      // Nobody waits for it any more.
      if (dialog.name === 'gate' || waiting.some(({ type }) => type === 'gate'))
        this.dispatch({ type: 'close' });
    });
  }

  /**
   * The dialog, for the element's `render()`. A new element for each dialog: one element that moves
   * would count as a layout shift.
   */
  render(): unknown {
    const dialog = this.#shown;
    return keyed(
      dialog?.name,
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
    );
  }

  readonly open = (): void => {
    if (isRendered(this.#host)) this.dispatch({ type: 'open' });
    else warnHidden('open()');
  };

  /** Asks again, for the user who is logged in now. */
  async refresh(): Promise<CertificationStatus> {
    this.dispatch({ type: 'refresh' });
    return copyOf(valueOf(await this.#status.answer));
  }

  /** As the element's. `deadline`: when it passes while no dialog asks, the business goes on. */
  async requireCertified(business = '', deadline = Date.now() + PATIENCE): Promise<boolean> {
    const host = this.#host;
    const { logins } = this.state;
    const isSameLogin = (): boolean => logins === this.state.logins;
    if (host.isConnected && !host.hasUpdated) await host.updateComplete.catch(failLogged); // The first update reads `known-status`.
    if (isSameLogin() && !this.state.known) {
      this.dispatch({ type: 'status-wanted' });
      const { ok } = await within(deadline - Date.now(), this.#status.answer).catch(failLogged);
      if (!ok && !host.isConnected) warnHidden('the gate');
      if (!ok) return isSameLogin();
    }
    if (!isSameLogin()) return false;
    if (isCertified(this.state)) return true;
    // If the gate's part does not load, the form says what to do about such parts.
    const missing = await within(deadline - Date.now(), this.#loadGate()).catch(failLogged);
    if (!host.isConnected || !isSameLogin()) return false; // The callers that waited were answered.
    if (isCertified(this.state)) return true;
    if (!isRendered(host)) {
      warnHidden('the gate');
      return true;
    }
    const certified = this.#waiters.wait(business);
    this.dispatch({ type: missing ? 'open' : 'gate' });
    return certified;
  }

  readonly #effects: FirstEffects = {
    forgetUser: () => this.#forgetUser(),
    leaveDialogs: (left) => {
      this.#dialog.close();
      releasePrompt(this.#host);
      this.#waiters.answer(left === 'certified');
      if (left === 'deferred') rememberDeferral(this.#host.session?.facts?.login);
    },
    fetchStatus: (asking) => void this.#fetchStatus(asking),
  };

  get #needsFlow(): boolean {
    const { dialog, waiting } = this.state;
    if (dialog.name !== 'idle' || waiting.length > 0 || !!this.#inPage) return true;
    return this.#status.ready && this.#host.use === 'gate' && !isCertified(this.state);
  }

  /** The words of the first dialog load beside the token. */
  get #needs(): readonly Lazy[] {
    const asks = this.#status.ready && !isCertified(this.state);
    return [
      ...(asks ? [this.#firstWords] : []),
      ...(this.#needsFlow ? [this.#lazyFlow] : []),
      ...(this.flow ? [this.words, ...this.flow.parts.needed()] : []),
      ...(this.#inPage?.needs() ?? []),
    ];
  }

  /** Changes with the needs, and with what the user does, so that it tries again what failed. */
  get #occasion(): string {
    const { dialog, waiting } = this.state;
    return [
      this.#host.language,
      dialog.name,
      waiting.length,
      this.#needs.length,
      ...(this.flow?.parts.names() ?? []),
    ].join();
  }

  get #shown(): ShownDialog | undefined {
    const { state, flow, loader, firstWords: words } = this;
    if (!this.#status.trusted && !isAnonymous(state)) return undefined;
    const missing = loader.failed && {
      words: this.missing,
      help: this.#host.help,
      retry: () => void loader.load(),
    };
    if (flow) return flow.dialog(missing);
    return firstDialog({ state, words, missing, dispatch: (event) => this.dispatch(event) });
  }

  /** Resolves to undefined when the gate can ask. */
  async #loadGate(): Promise<FailureCode | undefined> {
    return (await this.loader.get(this.#lazyFlow)) ?? this.loader.get(...this.flow!.gate);
  }

  /** The flow has loaded: it goes on with the same state. */
  #takeOver(OwnFlow: typeof Flow): void {
    const { procedure, words } = this;
    this.flow = new OwnFlow({
      host: this.#host,
      procedure,
      status: this.#status,
      words,
      effects: this.#effects,
      business: () => this.#waiters.business ?? this.#inPage?.business(),
      succession: () => this.#inPage?.succession(),
    });
    this.flow.begin();
  }

  /** Called when the element is in the page and configured. */
  #begin(): void {
    this.#status.useKnownStatus();
    this.#openOnce();
    this.dispatch({ type: 'ready' });
  }

  async #fetchStatus(asking: Asking): Promise<void> {
    const answer = this.#status.fetch(asking.how);
    const isAwaited = asking.how !== 'quietly';
    if (isAwaited) this.#inPage?.awaits(answer);
    const result = await answer;
    if (asking !== this.state.asking) return; // A later request says how it ends, or the user has signed out.
    const isShown = !result.ok && isAwaited && this.#host.isConnected;
    const hidden = !this.#status.trusted;
    this.dispatch(
      isShown ? { type: 'failed', of: 'status', failure: result.failure, hidden } : { type: 'status-ended' },
    );
  }

  /** By the attribute `open`, the form opens once for each login. */
  #openOnce(): void {
    if (this.opens && !this.#opened) this.dispatch({ type: 'open' });
    this.#opened = true;
  }

  /** Another user is logged in, or none. */
  #replaced({ draft }: Account, now: Account | undefined): void {
    this.#opened = !!now;
    this.dispatch(
      now ? { type: 'login-changed', typed: !!draft?.typed, open: this.opens } : { type: 'signed-out' },
    );
  }

  /** Only the service's answer prompts. */
  #updated(known: Known): void {
    const answer = answerIn(known);
    const mayPrompt =
      !!answer &&
      !this.guards &&
      this.#host.use === 'prompt' &&
      !isDeferred(this.#host.session?.facts?.login) &&
      asksAt(known, Date.now());
    this.dispatch({ type: 'known', known, mayPrompt });
    if (answer) this.#openOnce();
  }

  #forgetUser(): void {
    this.flow?.forgetUser();
    this.#inPage?.forgetUser();
    this.#waiters.answer(false);
    releasePrompt(this.#host);
  }

  #notify(event: ProcedureEvent, before: State, after: State): void {
    for (const { type, detail } of pageEvents(event, before, after)) this.#host.emit(type, detail);
    if (event.type === 'failed') this.#host.explain(event.failure);
  }
}
