/** The form at work: filling in, checking, and the steps in larger type. */
import type { ReactiveController } from 'lit';
import { chinaDate } from '../../bff/contract/identifiers.ts';
import type { UnitView } from '../../bff/contract/wire.ts';
import type { Host } from '../controllers/host.ts';
import type { StatusController } from '../controllers/status-controller.ts';
import type { CertificationProcedure, Dialog, Named } from '../procedure/state.ts';
import { isUnfinished, requestOf } from '../procedure/dialogs.ts';
import { pageAddress } from '../page/addresses.ts';
import { Draft } from '../session/draft.ts';
import { showDecidedInDialog } from './decided-in-view.ts';
import { FieldEvents } from './field-events.ts';
import { FieldFocus, type Target, errorTarget } from './field-focus.ts';
import { FieldSet } from './field-set.ts';
import { type Field, askedIn, fieldsFor } from './fields.ts';
import type { FormModel } from './form-view.ts';
import { LeaveGuard } from './leave-guard.ts';
import { NoticeCheck } from './notice-check.ts';
import { SlowNotice } from './slow-notice.ts';
import { Steps } from './steps.ts';

export class FormController implements ReactiveController, FormModel {
  readonly fields: FieldSet;
  readonly events: FieldEvents;
  readonly #focus: FieldFocus;
  readonly #host: Host;
  readonly #procedure: CertificationProcedure;
  readonly #status: StatusController;
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
    this.fields = new FieldSet(
      () => this.draft,
      () => this.all,
      () => chinaDate(Date.now()),
    );
    this.#focus = new FieldFocus(host, this.fields);
    this.events = new FieldEvents(host, this.fields, this.#focus, showDecidedInDialog);
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
    const large = this.#host.setting('appearance') === 'large';
    if (large !== this.#steps.enabled) this.#changeSteps(large);
  }

  hostDisconnected(): void {
    this.draft.cleared.delete(this.#cleared);
  }

  /** Another user is logged in. */
  reset(): void {
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

  get sends(): boolean {
    const { step, review } = this;
    return review ? review === 'list' : !step || step.number === step.of;
  }

  get sending(): boolean {
    return requestOf(this.#dialog) === 'submission';
  }

  get underWay(): boolean {
    const dialog = this.#dialog;
    return dialog.name === 'sending' && !!dialog.underWay;
  }

  get privacyUrl(): string | undefined {
    return pageAddress(this.#host.setting('privacyUrl'));
  }

  get help(): string | undefined {
    return this.#host.setting('help');
  }

  get inSummary(): readonly Field[] {
    // In steps each says what is wrong with its own part.
    return this.#counted ? this.fields.wrong(this.shown) : [];
  }

  get slow(): boolean {
    return this.#slow.slow;
  }

  previous(): void {
    this.#goToStep(this.#steps.current - 1);
  }

  cancel(): void {
    this.#procedure.dispatch({ type: 'cancel' });
  }

  /** The form opens: `errors` are the server's. */
  enter({ errors, focus, incomplete }: Named<'form'>): void {
    this.#steps.begin(this.all.every((field) => this.fields.value(field) !== undefined));
    if (incomplete) this.fields.checkAll();
    else this.fields.showErrors(errors);
    if (incomplete || errors.length) return this.#focusErrors();
    const decided = focus && this.all.find(({ when }) => when?.is === focus);
    if (decided) void this.goTo(decided.id);
  }

  submit(event: Event): void {
    event.preventDefault();
    if (this.#dialog.name !== 'form') return;
    const { sends } = this;
    const claim = this.fields.body(sends ? this.all : this.shown);
    if (!claim) return this.#focusErrors();
    if (this.review === 'answer') return this.#list();
    if (!sends) return this.#goToStep(this.#steps.current + 1);
    this.#counted = false;
    this.draft.claim = claim;
    this.#procedure.dispatch({ type: 'submit' });
  }

  /** Moves the focus to a field or the errors; in steps, to the step that holds it. */
  async goTo(target: Target): Promise<void> {
    if (typeof target === 'string') this.#steps.showPartOf(target);
    this.#host.requestUpdate();
    await this.#focus.goTo(target);
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
    const field = this.fields.wrong()[0] ?? this.#focus.field;
    if (field) void this.goTo(field.id);
  }

  /** In steps the first wrong field is shown, with its own step. */
  #focusErrors(): void {
    const wrong = this.fields.wrong().map(({ id }) => id);
    this.#counted = true;
    const target = this.#steps.enabled ? wrong[0] : errorTarget(wrong);
    if (target) void this.goTo(target);
  }

  #list(): void {
    this.#steps.list();
    this.#host.requestUpdate();
    void this.#focus.goTo('title');
  }

  #goToStep(step: number): void {
    this.#steps.current = step;
    void this.goTo(this.#steps.all[step]![0]!.id);
  }
}
