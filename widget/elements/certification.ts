/**
 * A unit's certification in dialogs over the page: asks for the status, prompts, and loads the flow
 * that goes on behind the prompt. Both certification elements have one.
 */
import { type PropertyValues, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import { copyOf } from '../api/json.ts';
import { type Result, valueOf } from '../api/result.ts';
import { DialogController } from '../controllers/dialog-controller.ts';
import { StatusController } from '../controllers/status-controller.ts';
import { Waiters } from '../controllers/waiters.ts';
import type { Lazy } from '../loading/loader.ts';
import { isRendered, warnHidden } from '../page/rendered.ts';
import { type FirstEffects, begin, enterFirst } from '../procedure/begin.ts';
import { pageEvents } from '../procedure/page-events.ts';
import { Procedure } from '../procedure/procedure.ts';
import {
  type CertificationProcedure,
  IDLE,
  type ProcedureEvent,
  type State,
  isAnonymous,
} from '../procedure/state.ts';
import { claimPrompt, releasePrompt } from '../prompt/one-prompt.ts';
import type { SuccessionWords } from '../results/results-words.ts';
import type { ResultsModel } from '../results/results-model.ts';
import { rememberDeferral } from '../session/tab-storage.ts';
import { describeWith } from './debugging.ts';
import { EntryParts } from './entry-parts.ts';
import { type ShownDialog, firstDialog, saysMissing } from './first-dialog.ts';
import { PATIENCE } from './stub.ts';
import type { CertificationWidget } from './widget-element.ts';

/** An element that shows something in the page too, and not only dialogs. */
export interface InPage {
  /** The parts that it needs. */
  needs: () => readonly Lazy[];
  /** The business on the page that the user came from. */
  business: () => ResultsModel['business'];
  /** The words of takeover and withdrawal. */
  succession: () => SuccessionWords | undefined;
  /** A user waits for the status. */
  awaited: (answer: Promise<Result<CertificationStatus>>) => void;
  /** Ends what the former user has begun. */
  forgetUser: () => void;
}

export class Certification {
  /** Begins with what the prompt needs; the flow goes on. */
  readonly procedure: CertificationProcedure;
  readonly parts: EntryParts;
  readonly #host: CertificationWidget;
  readonly #inPage: InPage | undefined;
  readonly #status: StatusController;
  readonly #dialog: DialogController;
  readonly #waiters: Waiters;

  constructor(host: CertificationWidget, inPage?: InPage) {
    this.#host = host;
    this.#inPage = inPage;
    const procedure = (this.procedure = new Procedure<State, ProcedureEvent>(host, IDLE, {
      transition: begin,
      enter: (state, before) => enterFirst(state, before, this.#effects),
      notify: (event, before, after) => this.#notify(event, before, after),
    }));
    const status = (this.#status = new StatusController(host, procedure, inPage?.awaited));
    // After the status, which tells first that another user may be logged in.
    host.addController(procedure);
    const parts = (this.parts = new EntryParts({
      host,
      procedure,
      status,
      inPage: inPage?.needs,
      flowOf: ({ Flow }) =>
        new Flow({
          host,
          procedure,
          status,
          words: this.parts.words,
          effects: this.#effects,
          ask: (business) => this.requireCertified(business),
          business: () => this.#waiters.business ?? inPage?.business(),
          succession: () => inPage?.succession(),
        }),
    }));
    this.#dialog = new DialogController(host, {
      claim: () => claimPrompt(host, parts.flow ? parts.flow.yields : this.state.prompted),
      refused: () => this.dispatch({ type: 'prompted-elsewhere' }),
      dismissed: () =>
        this.dispatch({
          type: !parts.flow && parts.loader.failed && saysMissing(this.state) ? 'give-up' : 'dismiss',
        }),
      heard: (event) => parts.flow?.form.events.handle(event),
    });
    this.#waiters = new Waiters(host, procedure, status, () => parts.loadGate());
    describeWith(
      host,
      'debug',
      () => import('../debug/index.ts'),
      ({ explain, situationOf }) => explain(situationOf(host, this.state, status, !!parts.loader.failed)),
    );
  }

  get state(): State {
    return this.procedure.state;
  }

  dispatch(event: ProcedureEvent): void {
    this.procedure.dispatch(event);
  }

  willUpdate(changed: PropertyValues): void {
    this.#status.willUpdate(changed);
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
  requireCertified(business = '', deadline = Date.now() + PATIENCE): Promise<boolean> {
    return this.#waiters.wait(business, deadline);
  }

  /** By the flow once it has loaded, and not while it is uncertain whose it is. */
  get #shown(): ShownDialog | undefined {
    const { state, parts } = this;
    const { flow, firstWords: words, missing } = parts;
    if (state.isUncertain && !isAnonymous(state)) return undefined;
    if (flow) return flow.dialog.shown(missing);
    return firstDialog({ state, words, missing, dispatch: (event) => this.dispatch(event) });
  }

  readonly #effects: FirstEffects = {
    forgetUser: () => {
      this.parts.flow?.forgetUser();
      this.#inPage?.forgetUser();
      this.#waiters.answer(false);
      releasePrompt(this.#host);
    },
    leaveDialogs: (outcome) => {
      this.#dialog.close();
      releasePrompt(this.#host);
      this.#waiters.answer(outcome === 'certified');
      if (outcome === 'deferred') rememberDeferral(this.#host.session?.facts?.login);
    },
    fetchStatus: (asking) => void this.#status.fetch(asking),
  };

  #notify(event: ProcedureEvent, before: State, after: State): void {
    for (const { type, detail } of pageEvents(event, before, after)) this.#host.emit(type, detail);
    if (event.type === 'failed') this.#host.explain(event.failure);
  }
}
