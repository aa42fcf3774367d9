/**
 * All that follows the prompt: the form, the results, the gate, and the procedure that leads
 * through them. It loads when it is needed, and goes on with the state of the entry script.
 */
import { ClaimWatch } from '../controllers/claim-watch.ts';
import type { StatusController } from '../controllers/status-controller.ts';
import { ClaimSender } from '../form/claim-sender.ts';
import { Countdown } from '../form/countdown.ts';
import { FormController } from '../form/form-controller.ts';
import { formStyles } from '../form/form-styles.ts';
import { LoginReturn } from '../form/login-return.ts';
import type { Lazy } from '../loading/loader.ts';
import { datesIn } from '../locales/dates.ts';
import type { FirstEffects } from '../procedure/begin.ts';
import { traitsOf } from '../procedure/dialogs.ts';
import { type Effects, enter, resume } from '../procedure/enter.ts';
import { answerIn, waitingIn } from '../procedure/known.ts';
import type { State } from '../procedure/state.ts';
import { transition } from '../procedure/transition.ts';
import { sessions } from '../session/sessions.ts';
import { CurrentDialog, type DialogSources } from './current-dialog.ts';
import { type Parts, partsFor } from './parts.ts';
import { warnUntested } from './versions.ts';
import type { CertificationWidget } from './widget-element.ts';

export interface FlowOptions extends Omit<DialogSources, 'parts' | 'form'> {
  host: CertificationWidget;
  status: StatusController;
  effects: FirstEffects;
  /** Asks at the gate, for the business of this name. */
  ask: (business: string) => Promise<boolean>;
}

/** When the user can try again, in milliseconds. */
const retryAtIn = ({ dialog }: State): number | undefined =>
  dialog.name === 'trouble' ? dialog.failure.retryAt : undefined;

export class Flow {
  readonly form: FormController;
  readonly parts: Parts;
  readonly dialog: CurrentDialog;
  readonly #options: FlowOptions;
  readonly #sender: ClaimSender;
  readonly #watch: ClaimWatch;
  readonly #effects: Effects;
  /** The formats of dates, for what stands in the page. */
  readonly datesIn = datesIn;
  /** The versions of the service that the console has named. */
  readonly #services = new Set<string>();

  constructor(options: FlowOptions) {
    const { host, procedure, status, ask } = (this.#options = options);
    host.addStyles(...formStyles);
    this.form = new FormController(host, procedure, status);
    this.#sender = new ClaimSender(host, procedure, this.form);
    this.parts = partsFor(host, procedure, status, ask);
    this.#watch = new ClaimWatch(host, () => waitingIn(procedure.state.known) === 'claim');
    this.dialog = new CurrentDialog({ ...options, parts: this.parts, form: this.form });
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

  /** Takes the procedure over, with the queued events. */
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

  /** Ends what the former user has begun. */
  forgetUser(): void {
    this.#watch.end();
    this.parts.kept.value?.withdrawal.end();
    this.#sender.end();
    this.form.reset();
    this.parts.gate.value?.controller.reset();
  }

  #enter(state: State, before: State): void {
    enter(state, before, this.#effects);
    const answer = answerIn(state.known);
    if (answer) warnUntested(this.#services, answer.serviceVersion);
  }
}
