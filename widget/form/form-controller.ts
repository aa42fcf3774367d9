/** The form at work: filling in, checking, sending. */
import type { ReactiveController } from 'lit';
import type { CertificationAnswer, FormBody, UnitView, WithdrawalAnswer } from '../../bff/contract/wire.ts';
import type { Host } from '../controllers/host.ts';
import type { StatusController } from '../controllers/status-controller.ts';
import type { Session } from '../session/session.ts';
import { toJson } from '../api/json.ts';
import type { Result } from '../api/result.ts';
import { Copying } from '../results/reference.ts';
import type { CertificationProcedure, Dialog, Named, ProcedureEvent } from '../procedure/state.ts';
import { isUnfinished } from '../procedure/transition.ts';
import { Countdown } from './countdown.ts';
import { pageAddress } from '../page/addresses.ts';
import { type Draft, draftOf } from '../session/draft.ts';
import { DialogFields } from './dialog-fields.ts';
import type { FieldSet, Target } from './field-set.ts';
import { type Field, askedIn, fieldsFor, shownAt } from './fields.ts';
import type { FormModel } from './form-view.ts';
import type { FormWords } from './form-words.ts';
import { LeaveGuard } from './leave-guard.ts';
import { LoginReturn } from './login-return.ts';
import { NoticeCheck } from './notice-check.ts';
import { SlowNotice } from './slow-notice.ts';
import { Steps } from './steps.ts';
import { type DraftHolder, Submission, type Watch } from './submission.ts';

const WITHDRAWAL = '/v1/certification/withdrawal';

/** The legal representative certifies in the place of an agent. */
const REPLACEMENT = { applicant: 'legal-representative', replace: true } as const;

const eventOf = (answer: CertificationAnswer | WithdrawalAnswer): ProcedureEvent =>
  'due' in answer ? { type: 'withdrawn', due: answer.due } : { type: 'answered', answer, at: Date.now() };

export class FormController implements ReactiveController, FormModel, DraftHolder {
  readonly fields: FieldSet;
  readonly copying: Copying;
  readonly #host: Host;
  readonly #procedure: CertificationProcedure;
  readonly #status: StatusController;
  readonly #submission = new Submission('/v1/certification', this);
  /** Aborted, it is sent again, with the same key, when the element is back. */
  #sending = new AbortController();
  /** The errors are counted at the top: from an attempt to submit on. */
  #counted = false;
  readonly #steps: Steps;
  readonly #slow: SlowNotice;
  /** The draft whose numbers it shows. */
  #followed: Draft | undefined;

  constructor(host: Host, procedure: CertificationProcedure, status: StatusController) {
    this.#host = host;
    this.#procedure = procedure;
    this.#status = status;
    this.fields = new DialogFields(this, host, () => this.all);
    this.#steps = new Steps(host, () => this.all);
    this.copying = new Copying(host);
    new Countdown(host, () => this.retryAt);
    this.#slow = new SlowNotice(host, () => this.sending);
    new LoginReturn(host, procedure);
    new NoticeCheck(host, () => procedure.state.dialog.name === 'form');
    new LeaveGuard(host, () => this.draft.typed && isUnfinished(procedure.state));
    host.addController(this);
  }

  /** Whoever changes to the other type stays where something is wrong. */
  hostUpdated(): void {
    if (this.#host.isConnected) this.#follow(this.draft);
    if (!this.#steps.changed()) return;
    if (this.sending) this.#steps.current = this.#steps.last;
    const [field] = this.fields.wrong();
    if (field) void this.goTo(field.id);
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#follow(undefined);
    this.#sending.abort();
    this.#procedure.dispatch({ type: 'under-way', is: false });
  }

  /** Another user is logged in. */
  reset(): void {
    this.#sending.abort();
    this.fields.reset();
    this.#counted = false;
    this.#steps.current = 0;
  }

  /** The draft of the logged-in user. */
  get draft(): Draft {
    return draftOf(this.#status.account);
  }

  get unit(): UnitView | undefined {
    return this.#procedure.state.known?.body?.unit;
  }

  /** When the user can try again, in milliseconds. */
  get retryAt(): number | undefined {
    const dialog = this.#dialog;
    return dialog.name === 'trouble' ? dialog.failure.retryAt : undefined;
  }

  get all(): readonly Field[] {
    const { intent, known } = this.#procedure.state;
    return askedIn(fieldsFor(intent, known?.body?.form.fields), this.draft);
  }

  get asked(): readonly Field[] {
    return this.#steps.fields;
  }

  get step(): FormModel['step'] {
    const { on, current, last } = this.#steps;
    return on ? { number: current + 1, of: last + 1 } : undefined;
  }

  get sending(): boolean {
    return this.#dialog.name === 'sending';
  }

  get underWay(): boolean {
    const dialog = this.#dialog;
    return dialog.name === 'sending' && !!dialog.underWay;
  }

  get privacyUrl(): string | undefined {
    return pageAddress(this.#host.privacyUrl);
  }

  get typed(): boolean {
    return this.draft.typed;
  }

  get help(): string | undefined {
    return this.#host.help;
  }

  get wrong(): readonly Target[] {
    // In steps each says what is wrong with its own part.
    return this.#counted ? this.fields.wrong(this.asked).map(({ id }) => id) : [];
  }

  status(words: FormWords): string | undefined {
    return this.#slow.slow ? words.slow : undefined;
  }

  previous(): void {
    this.#goToStep(this.#steps.current - 1);
  }

  cancel(): void {
    this.#procedure.dispatch({ type: 'cancel' });
  }

  submit(event: Event): void {
    event.preventDefault();
    if (this.#dialog.name !== 'form') return;
    const { fields, on, current, last } = this.#steps;
    if (!this.fields.check(fields)) return this.#leadToErrors();
    if (on && current < last) return this.#goToStep(current + 1);
    this.#counted = false;
    this.#procedure.dispatch({ type: 'submit' });
  }

  /** Moves the focus to a field or the errors; in steps, to the step that holds it. */
  async goTo(target: Target): Promise<void> {
    if (typeof target === 'string') this.#steps.showPartOf(target);
    this.#host.requestUpdate();
    await this.fields.goTo(target);
  }

  /** What was typed; undefined when it must not be sent, and the form says why. */
  claim(): FormBody | undefined {
    // The numbers may have gone since: the way back from an old dialog leads through the form.
    if (this.fields.check())
      return {
        ...this.fields.request(this.all),
        ...(this.#procedure.state.intent === 'replace' && REPLACEMENT),
      };
    this.#procedure.dispatch({ type: 'back' });
    this.fields.check();
    this.#leadToErrors();
    return undefined;
  }

  get #dialog(): Dialog {
    return this.#procedure.state.dialog;
  }

  readonly #cleared = (): void => this.#host.requestUpdate();

  #follow(draft: Draft | undefined): void {
    if (draft === this.#followed) return;
    this.#followed?.cleared.delete(this.#cleared);
    draft?.cleared.add(this.#cleared);
    this.#followed = draft;
  }

  /** Not after the user has left the dialog; once it has left, the dialog stays until the answer comes. */
  #leaves(): boolean {
    const asked = this.sending;
    if (asked) this.#procedure.dispatch({ type: 'under-way', is: true });
    else this.#sending.abort();
    return asked;
  }

  /** The form opens: `errors` are the server's. */
  showErrors({ errors, focus }: Named<'form'>): void {
    this.#steps.current = 0;
    this.fields.showErrors(errors);
    if (errors.length) return this.#leadToErrors();
    const decided = focus && this.all.find(({ when }) => when?.is === focus);
    if (decided) void this.goTo(decided.id);
  }

  /** Leads to the errors: to their summary when there are several, else to the field. */
  #leadToErrors(): void {
    const [field, another] = this.fields.wrong();
    this.#counted = true;
    if (field) void this.goTo(another && !this.#steps.on ? 'summary' : field.id);
  }

  #goToStep(step: number): void {
    this.#steps.current = step;
    void this.goTo(this.#steps.all[step]![0]!.id);
  }

  #request(
    session: Session,
    claim: FormBody,
    watch: Watch,
  ): Promise<Result<CertificationAnswer | WithdrawalAnswer>> {
    if (this.#procedure.state.intent !== 'withdraw')
      return this.#submission.send<CertificationAnswer>(session, claim, watch);
    const body = toJson(claim);
    return session.call<WithdrawalAnswer>(WITHDRAWAL, { body, expects: 'due', fresh: true, ...watch });
  }

  /** Sends what was typed. */
  async send(): Promise<void> {
    const { session } = this.#host;
    const claim = this.claim();
    if (!session || !claim) return;
    this.#sending.abort();
    this.#sending = new AbortController();
    const { signal } = this.#sending;
    const result = await this.#request(session, claim, {
      signal,
      leaves: () => this.#leaves(),
      returns: () => this.#procedure.dispatch({ type: 'under-way', is: false }),
    });
    if (signal.aborted) return;
    if (result.ok) this.#procedure.dispatch(eventOf(result.value));
    else {
      const failure = shownAt(this.all, result.failure);
      this.#procedure.dispatch({ type: 'failed', of: 'submission', failure });
    }
  }
}
