/**
 * All that follows the prompt: the form, the results, the gate, and the procedure that leads
 * through them. It loads when it is needed, and goes on with the state of the entry script.
 */
import { ClaimWatch } from '../controllers/claim-watch.ts';
import type { CertificationHost } from '../controllers/host.ts';
import type { StatusController } from '../controllers/status-controller.ts';
import { ClaimSender } from '../form/claim-sender.ts';
import { Countdown } from '../form/countdown.ts';
import { FormController } from '../form/form-controller.ts';
import { formStyles } from '../form/form-styles.ts';
import { LoginReturn } from '../form/login-return.ts';
import type { Lazy, LazyWords } from '../loading/loader.ts';
import { datesIn } from '../locales/dates.ts';
import type { Locale, Words, WordsFor } from '../locales/index.ts';
import { centerAddress, toLogin } from '../page/addresses.ts';
import type { FirstEffects } from '../procedure/begin.ts';
import { traitsOf } from '../procedure/dialogs.ts';
import { type Effects, enter, resume } from '../procedure/enter.ts';
import { answerIn, waitingIn } from '../procedure/known.ts';
import type { CertificationProcedure, State } from '../procedure/state.ts';
import { transition } from '../procedure/transition.ts';
import { Copying } from '../results/copying.ts';
import { follow } from '../results/links.ts';
import type { SuccessionWords } from '../results/results-words.ts';
import type { ResultsModel } from '../results/results-model.ts';
import { sessions } from '../session/sessions.ts';
import { dialogOf } from './current-dialog.ts';
import type { MissingPart, ShownDialog } from './first-dialog.ts';
import { type Parts, partsFor } from './parts.ts';
import { warnUntested } from './versions.ts';

/** The element, as the flow sees it. */
export interface FlowHost extends CertificationHost {
  readonly language: Locale;
  readonly centerUrl: string | undefined;
  readonly centerName: string | undefined;
  addStyles(...styles: typeof formStyles): void;
  /** Dispatches a public event; false when the page prevented a cancelable one. */
  emit(type: string, detail?: unknown, cancelable?: boolean): boolean;
}

export interface FlowOptions {
  host: FlowHost;
  procedure: CertificationProcedure;
  status: StatusController;
  words: LazyWords<Locale, WordsFor>;
  effects: FirstEffects;
  /** The business that waits. */
  business: () => ResultsModel['business'];
  /** The words of takeover and withdrawal, which only the center offers. */
  succession: () => SuccessionWords | undefined;
}

/** When the user can try again, in milliseconds. */
const retryAtIn = ({ dialog }: State): number | undefined =>
  dialog.name === 'trouble' ? dialog.failure.retryAt : undefined;

export class Flow {
  readonly form: FormController;
  readonly parts: Parts;
  readonly #options: FlowOptions;
  readonly #sender: ClaimSender;
  readonly #watch: ClaimWatch;
  readonly #copying: Copying;
  readonly #effects: Effects;
  /** The formats of dates, for what stands in the page. */
  readonly datesIn = datesIn;
  /** The versions of the service that the console has named. */
  readonly #services = new Set<string>();

  constructor(options: FlowOptions) {
    const { host, procedure, status } = (this.#options = options);
    host.addStyles(...formStyles);
    this.form = new FormController(host, procedure, status);
    this.#sender = new ClaimSender(host, procedure, this.form);
    this.parts = partsFor(host, procedure, status);
    this.#watch = new ClaimWatch(host, () => waitingIn(procedure.state.known) === 'claim');
    this.#copying = new Copying(host);
    new Countdown(host, () => retryAtIn(procedure.state));
    new LoginReturn(host, procedure, sessions.tabs);
    this.#effects = {
      ...options.effects,
      pollStatus: () => void this.#watch.begin(),
      watchClaim: () => host.use === 'center' && this.#watch.ensure(),
      enterForm: (dialog) => this.form.enter(dialog),
      sendClaim: (of) => void this.#sender.send(of),
      withdrawKept: ({ kept }) => void this.parts.kept.value?.withdrawal.send(kept),
      forgetNumbers: () => status.account.draft?.clearNumbers(),
    };
  }

  /** Takes the procedure over, with the events that wait. */
  begin(): void {
    const { procedure } = this.#options;
    procedure.define({
      transition,
      enter: (state, before) => this.#enter(state, before),
      resume: (state) => resume(state, this.#effects),
    });
    resume(procedure.state, this.#effects);
    procedure.dispatch({ type: 'loaded' });
  }

  /** Needed to ask at the gate. */
  get gate(): readonly Lazy[] {
    return [this.parts.gate, this.parts.gateWords];
  }

  /** The dialog came by itself, so that it yields to another element's. */
  get yields(): boolean {
    const { prompted, dialog } = this.#options.procedure.state;
    return prompted && !!traitsOf(dialog).comesByItself;
  }

  /** Undefined when no dialog is shown. `missing`: something that it needs did not load. */
  dialog(missing: MissingPart | undefined): ShownDialog | undefined {
    const { procedure, words: loaded } = this.#options;
    const { state } = procedure;
    const words = loaded.value?.(state.known?.unit?.code);
    return words && dialogOf(this.parts, words, this.form, this.#model(state, words), missing);
  }

  #model(state: State, words: Words): ResultsModel {
    const { form } = this;
    const { host, procedure, business, succession } = this.#options;
    const { dateOf, lastDayOf, fullTimeOf: timeOf } = datesIn(words.tag);
    const waits = business();
    const centerUrl = centerAddress(host.centerUrl);
    // With `{resume}` in `center-url` the user certifies in the center, else in place.
    const certifiesThere = waits && !waits.go && centerUrl && host.centerUrl?.includes('{resume}');
    return {
      state,
      words,
      succession: succession(),
      business: waits,
      unitName: form.unit?.name ?? '',
      help: host.help,
      privacyUrl: form.privacyUrl,
      centerUrl,
      centerName: host.centerName,
      logIn: toLogin(host.loginUrl),
      print: () => print(),
      isOffline: !navigator.onLine,
      typed: form.draft.typed,
      valueOf: (id) => form.valueOf(id),
      dateOf,
      lastDayOf,
      timeOf,
      copying: this.#copying,
      now: Date.now(),
      dispatch: (event) => procedure.dispatch(event),
      goToCenter: () => this.#goToCenter(),
      toCenter: certifiesThere
        ? () => this.#goToCenter(this.parts.gate.value?.controller.returnPath)
        : undefined,
    };
  }

  /** Ends what the former user has begun. */
  forgetUser(): void {
    this.#watch.end();
    this.parts.kept.value?.withdrawal.end();
    this.#sender.end();
    this.form.reset();
    this.parts.gate.value?.controller.reset();
  }

  /** `returnPath`: a path of this site; by default this page. */
  #goToCenter(returnPath?: string): void {
    const { host, procedure } = this.#options;
    follow(host, 'certification-center', centerAddress(host.centerUrl, returnPath));
    procedure.dispatch({ type: 'cancel' });
  }

  #enter(state: State, before: State): void {
    enter(state, before, this.#effects);
    const answer = answerIn(state.known);
    if (answer) warnUntested(this.#services, answer.serviceVersion);
  }
}
