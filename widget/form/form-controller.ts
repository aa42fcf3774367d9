/** The form at work: filling in, checking, sending. */
import type { ReactiveController } from 'lit';
import type { Intent } from '../../bff/contract/next.ts';
import type { CertificationAnswer, FormBody, UnitView } from '../../bff/contract/wire.ts';
import type { Host } from '../controllers/host.ts';
import type { StatusController } from '../controllers/status-controller.ts';
import { fail, failLogged } from '../api/result.ts';
import type { CertificationProcedure, Dialog, Named, Sending } from '../procedure/state.ts';
import { isUnfinished, requestOf } from '../procedure/dialogs.ts';
import { pageAddress } from '../page/addresses.ts';
import { Draft } from '../session/draft.ts';
import { DialogFields } from './dialog-fields.ts';
import type { FieldSet, Target } from './field-set.ts';
import { type Field, askedIn, fieldsFor, shownAt } from './fields.ts';
import type { FormModel } from './form-view.ts';
import type { PageFormWords } from './form-words.ts';
import { LeaveGuard } from './leave-guard.ts';
import { NoticeCheck } from './notice-check.ts';
import { SlowNotice } from './slow-notice.ts';
import { Steps } from './steps.ts';
import { type DraftHolder, Submission, type Watch } from './submission.ts';

const PATH = '/v1/certification';

/** The body of a request: the claim, and what the user wants done with it. */
function bodyOf(intent: Intent, claim: FormBody): FormBody {
  switch (intent) {
    case 'certify':
      return claim;
    case 'replace': // Its form does not ask who applies.
      return { ...claim, applicant: 'legal-representative', intent };
    case 'recheck':
    case 'counter':
      return { ...claim, intent, consent: true };
    case 'withdraw':
      return { ...claim, intent };
  }
}

export class FormController implements ReactiveController, FormModel, DraftHolder {
  readonly fields: FieldSet;
  readonly #host: Host;
  readonly #procedure: CertificationProcedure;
  readonly #status: StatusController;
  readonly #submission = new Submission(PATH, this, 'status');
  /** Aborted, it is sent again, with the same key, when the element is back. */
  #sending = new AbortController();
  /** The errors are counted at the top: from an attempt to submit on. */
  #counted = false;
  readonly #steps: Steps;
  readonly #slow: SlowNotice;
  /** The draft of the logged-in user. */
  draft: Draft;

  constructor(host: Host, procedure: CertificationProcedure, status: StatusController) {
    this.#host = host;
    this.#procedure = procedure;
    this.#status = status;
    this.draft = this.#ensureDraft();
    this.fields = new DialogFields(this, host, () => this.all);
    this.#steps = new Steps(() => this.all);
    this.#slow = new SlowNotice(host, () => this.sending);
    new NoticeCheck(host, () => this.#dialog.name === 'form');
    new LeaveGuard(host, () => this.draft.typed && isUnfinished(procedure.state));
    host.addController(this);
  }

  hostUpdate(): void {
    this.draft.cleared.delete(this.#cleared);
    this.draft = this.#ensureDraft();
    if (this.#host.isConnected) this.draft.cleared.add(this.#cleared);
    const large = this.#host.appearance === 'large';
    if (large !== this.#steps.enabled) this.#changeSteps(large);
  }

  hostDisconnected(): void {
    this.draft.cleared.delete(this.#cleared);
    this.#sending.abort();
    this.#procedure.dispatch({ type: 'under-way', is: false });
  }

  /** Another user is logged in. */
  reset(): void {
    this.#sending.abort();
    this.fields.reset();
    this.#counted = false;
    this.#steps.begin(false);
  }

  get unit(): UnitView | undefined {
    return this.#procedure.state.known?.unit;
  }

  get possible(): readonly Field[] {
    return fieldsFor(this.#procedure.state.intent, undefined);
  }

  get all(): readonly Field[] {
    const { intent, known } = this.#procedure.state;
    // A claim sent again when the element is back has the fields of the account that typed it.
    const { form } = known ?? this.#status.account.status ?? {};
    return askedIn(fieldsFor(intent, form?.fields), this.draft);
  }

  get shown(): readonly Field[] {
    return this.#steps.fields;
  }

  get step(): FormModel['step'] {
    const { enabled, current, last } = this.#steps;
    return enabled ? { number: current + 1, of: last + 1 } : undefined;
  }

  get review(): FormModel['review'] {
    const { enabled, reviews, isListed } = this.#steps;
    if (!enabled || !reviews) return undefined;
    return isListed ? 'list' : 'answer';
  }

  get sending(): boolean {
    return requestOf(this.#dialog) === 'submission';
  }

  get underWay(): boolean {
    const dialog = this.#dialog;
    return dialog.name === 'sending' && !!dialog.underWay;
  }

  get privacyUrl(): string | undefined {
    return pageAddress(this.#host.privacyUrl);
  }

  get help(): string | undefined {
    return this.#host.help;
  }

  get wrong(): readonly Target[] {
    // In steps each says what is wrong with its own part.
    return this.#counted ? this.fields.wrong(this.shown).map(({ id }) => id) : [];
  }

  slowLine(words: PageFormWords): string | undefined {
    return this.#slow.slow ? words.slow : undefined;
  }

  previous(): void {
    this.#goToStep(this.#steps.current - 1);
  }

  correct({ id }: Field): void {
    if (!this.sending) void this.goTo(id);
  }

  cancel(): void {
    this.#procedure.dispatch({ type: 'cancel' });
  }

  submit(event: Event): void {
    event.preventDefault();
    if (this.#dialog.name !== 'form') return;
    const { fields, current, last } = this.#steps;
    const { review } = this;
    if (!this.fields.finish(review === 'list' ? this.all : fields)) return this.#focusErrors();
    if (review === 'answer') return this.#list();
    if (this.step && !review && current < last) return this.#goToStep(current + 1);
    this.#counted = false;
    this.#procedure.dispatch({ type: 'submit' });
  }

  /** Moves the focus to a field or the errors; in steps, to the step that holds it. */
  async goTo(target: Target): Promise<void> {
    if (typeof target === 'string') this.#steps.showPartOf(target);
    this.#host.requestUpdate();
    await this.fields.goTo(target);
  }

  /** The value of the field with this id. Undefined also when it is not asked. */
  valueOf(id: string): string | undefined {
    const field = this.all.find((each) => each.id === id);
    return field && this.fields.value(field);
  }

  get #dialog(): Dialog {
    return this.#procedure.state.dialog;
  }

  readonly #cleared = (): void => this.#host.requestUpdate();

  /** An account gets its draft with its first form. */
  #ensureDraft(): Draft {
    return (this.#status.account.draft ??= new Draft());
  }

  /**
   * The font size has changed: the step with an error stays, or the last one while the form is
   * sent, or the field that has the focus.
   */
  #changeSteps(enabled: boolean): void {
    this.#steps.enabled = enabled;
    if (this.sending && !this.#steps.isListed) this.#steps.current = this.#steps.last;
    const field = this.fields.wrong()[0] ?? this.fields.focused;
    if (field) void this.goTo(field.id);
  }

  /**
   * If the user has left the dialog, nothing is sent. Once the request is sent, the form's dialog
   * stays until the answer comes.
   */
  #beforeSending(of: Sending): void {
    if (requestOf(this.#dialog) === of) this.#procedure.dispatch({ type: 'under-way', is: true });
    else this.#sending.abort();
  }

  /** The form opens: `errors` are the server's. */
  showErrors({ errors, focus }: Named<'form'>): void {
    this.#steps.begin(this.all.every((field) => this.fields.value(field) !== undefined));
    this.fields.showErrors(errors);
    if (errors.length) return this.#focusErrors();
    const decided = focus && this.all.find(({ when }) => when?.is === focus);
    if (decided) void this.goTo(decided.id);
  }

  /** Moves the focus to the summary of the errors when there are several, else to the field. */
  #focusErrors(): void {
    const [field, another] = this.fields.wrong();
    this.#counted = true;
    if (field) void this.goTo(another && !this.#steps.enabled ? 'summary' : field.id);
  }

  #list(): void {
    this.#steps.list();
    this.#host.requestUpdate();
    void this.fields.goTo('title');
  }

  #goToStep(step: number): void {
    this.#steps.current = step;
    void this.goTo(this.#steps.all[step]![0]!.id);
  }

  /** Sends what was typed, or leads back to what cannot be sent: the numbers may have been cleared since. */
  async send(of: Sending): Promise<void> {
    const { session } = this.#host;
    const claim = this.fields.body();
    if (!claim) {
      this.#procedure.dispatch({ type: 'back' });
      this.fields.finish(); // The form that opens shows only the server's errors.
      return this.#focusErrors();
    }
    this.#sending.abort();
    const { signal } = (this.#sending = new AbortController());
    const watch: Watch = {
      signal,
      beforeSending: () => this.#beforeSending(of),
      returns: () => this.#procedure.dispatch({ type: 'under-way', is: false }),
    };
    const intent = of === 'submission' ? this.#procedure.state.intent : of;
    const result = session
      ? await this.#submission
          .send<CertificationAnswer>(session, bodyOf(intent, claim), watch)
          .catch(failLogged)
      : fail('misconfigured');
    if (signal.aborted) return;
    if (session !== this.#host.session) return this.send(of); // The page has changed where to ask.
    this.#procedure.dispatch(
      result.ok
        ? { type: 'answered', answer: result.value, at: Date.now() }
        : { type: 'failed', of, failure: shownAt(this.all, result.failure) },
    );
  }
}
