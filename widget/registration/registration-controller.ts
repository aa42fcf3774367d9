/** The registration form at work: what the user does becomes an event, and what is new is shown. */
import { Task, TaskStatus, initialState } from '@lit/task';
import type { ReactiveController } from 'lit';
import { fieldsOf } from '../../bff/contract/forms.ts';
import { chinaDate } from '../../bff/contract/identifiers.ts';
import {
  CONTACT_FIELDS,
  PHONE,
  UNIT_CODE,
  UNIT_FIELDS,
  UNIT_NAME,
} from '../../bff/contract/registration-fields.ts';
import { sourceOf } from '../../bff/contract/sources.ts';
import type { CounterPapers, FieldError, FormBody } from '../../bff/contract/wire.ts';
import type { RegistrationHost } from '../controllers/host.ts';
import { SessionFollower } from '../controllers/session-follower.ts';
import { problemOf } from '../api/problems.ts';
import { valueOf } from '../api/result.ts';
import { pageAddress } from '../page/addresses.ts';
import { whenLeft } from '../page/left.ts';
import { activeAround } from '../page/tree.ts';
import { Procedure } from '../procedure/procedure.ts';
import { Copying } from '../results/copying.ts';
import { Countdown } from '../form/countdown.ts';
import { FieldEvents } from '../form/field-events.ts';
import { FieldFocus, type Target } from '../form/field-focus.ts';
import { FieldSet } from '../form/field-set.ts';
import { type Field, askedIn } from '../form/fields.ts';
import { LeaveGuard } from '../form/leave-guard.ts';
import { NoticeCheck } from '../form/notice-check.ts';
import { SlowNotice } from '../form/slow-notice.ts';
import { Draft } from '../session/draft.ts';
import { AllErrors } from './all-errors.ts';
import { type Shows, enter } from './enter.ts';
import type { RegistrationModel } from './registration-view.ts';
import { type RegistrationForm, Requests } from './requests.ts';
import { INITIAL, type PhoneState, type RegistrationEvent, type Stage, type State } from './state.ts';
import {
  canRetry,
  checkCode,
  checkUnit,
  isBusy,
  isSending,
  needsOtherCode,
  proofFor,
  transition,
} from './transition.ts';

export class RegistrationController implements ReactiveController, RegistrationModel, RegistrationForm {
  readonly fields: FieldSet;
  readonly events: FieldEvents;
  readonly errors: AllErrors;
  readonly #focus: FieldFocus;
  readonly copying: Copying;
  /** The request for a code. */
  readonly code: RegistrationModel['code'];
  /** The number that it is for. */
  asked = '';
  readonly #host: RegistrationHost;
  readonly draft = new Draft();
  readonly #requests: Requests;
  readonly #procedure: Procedure<State, RegistrationEvent>;
  readonly #slow: SlowNotice;
  constructor(host: RegistrationHost) {
    this.#host = host;
    this.copying = new Copying(host);
    this.fields = new FieldSet(
      () => this.draft,
      () => this.all,
      () => chinaDate(Date.now()),
    );
    this.#focus = new FieldFocus(host, this.fields);
    this.errors = new AllErrors(host, this.fields, this.#focus);
    // The choice itself stays in view.
    this.events = new FieldEvents(host, this.fields, this.#focus, (decided) => {
      void this.#focus.reveal(decided[decided.length - 1], this.#focus.element);
    });
    this.#requests = new Requests(host, this, (event) => this.#dispatch(event));
    this.#procedure = new Procedure<State, RegistrationEvent>(host, INITIAL, {
      transition,
      enter: (state, before) => enter(state, before, this.#requests, this.#shows),
      notify: (event, before, after) => this.#notify(event, before.stage, after.stage),
    });
    this.code = new Task(host, { autoRun: false, task: (_, { signal }) => this.#requestCode(signal) });
    this.#slow = new SlowNotice(host, () => this.sending);
    new SessionFollower(host, { signedOut: () => this.#reset() });
    new Countdown(host, () => this.retryAt);
    new Countdown(host, () => this.phone.resendAt?.value);
    new NoticeCheck(host, () => true);
    new LeaveGuard(host, () => this.draft.typed && this.stage.name !== 'done');
    this.draft.cleared.add(() => {
      this.#dispatch({ type: 'stalled' }); // Without the numbers nothing can be sent.
      host.requestUpdate();
    });
    host.addController(this);
  }

  hostDisconnected(): void {
    whenLeft(this.#host, () => this.#leave());
  }

  get stage(): Stage {
    return this.#procedure.state.stage;
  }

  get phone(): PhoneState {
    return this.#procedure.state.phone;
  }

  get counter(): CounterPapers | undefined {
    return this.#procedure.state.registrable?.counter;
  }

  get sending(): boolean {
    return isSending(this.stage);
  }

  get legalFields(): readonly Field[] {
    return askedIn(fieldsOf(sourceOf(this.unitCode ?? '') ?? 'partner'), this.draft);
  }

  get codeTyped(): boolean {
    return this.draft.get('code').trim() !== '';
  }

  get unitFields(): readonly Field[] {
    return UNIT_FIELDS.map((field) => (field === UNIT_CODE ? this.#unitCodeField : field));
  }

  /** Its error depends on the BFF's answers. */
  get codeField(): Field {
    const { phone, number } = this;
    return {
      id: 'code',
      control: 'text',
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
      check: (typed) => checkCode(phone, number, typed),
    };
  }

  /** Undefined until it is complete. */
  get unitCode(): string | undefined {
    return this.fields.value(UNIT_CODE);
  }

  get number(): string {
    return this.fields.value(PHONE) ?? '';
  }

  get privacyUrl(): string | undefined {
    return pageAddress(this.#host.setting('privacyUrl'));
  }

  get help(): string | undefined {
    return this.#host.setting('help');
  }

  get inSummary(): RegistrationModel['inSummary'] {
    return this.errors.inSummary;
  }

  get retryAt(): number | undefined {
    return this.stage.name === 'trouble' ? this.stage.failure.retryAt : undefined;
  }

  get now(): number {
    return Date.now();
  }

  get isOffline(): boolean {
    return !navigator.onLine;
  }

  get waits(): boolean {
    return (
      isBusy(this.stage) ||
      needsOtherCode(this.stage) ||
      (canRetry(this.stage) && (this.retryAt ?? 0) > this.now)
    );
  }

  get slow(): boolean {
    return this.#slow.slow;
  }

  edited({ target }: Event): void {
    const id = this.#focus.fieldAt(target as Element)?.id;
    if (id === UNIT_CODE.id) return this.#dispatch({ type: 'unit-typed', code: this.unitCode ?? '' });
    this.#dispatch({ type: 'edited', own: !id });
    if (!id) this.#host.requestUpdate(); // What the browser finds invalid may have changed.
    const { number } = this;
    if (id === PHONE.id) this.#numberEdited(number);
    if (id !== this.codeField.id) return;
    const code = this.fields.value(this.codeField);
    // A complete code is checked at once, so that a wrong one is shown at its field.
    if (number && code) this.#dispatch({ type: 'code-typed', phone: number, code });
  }

  submit(event?: Event): void {
    event?.preventDefault();
    if (this.waits) return;
    this.#host.requestUpdate();
    this.fields.checkAll();
    this.errors.focus();
    if (this.errors.exist) return this.#dispatch({ type: 'edited', own: false });
    const code = this.fields.value(this.codeField) ?? '';
    this.#dispatch({ type: 'submit', phone: this.number, code });
  }

  reopen(): void {
    open(location.href, '_blank', 'noopener');
  }

  /** The page could not create the account. */
  withdraw(): void {
    this.#dispatch({ type: 'withdrawn' });
  }

  goTo(target: Target): Promise<void> {
    return this.#focus.goTo(target);
  }

  async requestCode(): Promise<void> {
    if (!this.#isLeftOut) {
      if (!this.fields.checkAll([PHONE])) return this.goTo('phone');
      if (this.code.status === TaskStatus.PENDING) return; // Pressed twice, before the button shows it.
      await this.code.run();
    }
    if (this.#isLeftOut) return this.#showClass(true);
    switch (this.code.status) {
      case TaskStatus.COMPLETE:
        return this.#goToCode();
      case TaskStatus.ERROR:
        return this.#focus.reveal('code-news', this.#focused);
      case TaskStatus.INITIAL: // It was given up.
      case TaskStatus.PENDING: // Asked for again.
        return undefined;
    }
  }

  /** All fields to check. The code's is one of them until the number is proven. */
  get all(): readonly Field[] {
    return proofFor(this.phone, this.number) ? this.#sent : [...this.#sent, this.codeField];
  }

  /** While the form is sent its fields cannot change, and clearing the numbers ends the sending. */
  body(): FormBody {
    const fields = this.fields.body(this.#sent);
    const phoneProof = proofFor(this.phone, this.number);
    if (!fields || !phoneProof) throw new Error('a field of the registration has lost its value');
    return { ...fields, phoneProof };
  }

  readonly #shows: Shows = {
    dropCode: () => this.#dropCode(),
    showProof: () => void this.#focus.reveal('proven', this.#focused),
    showCodeError: () => {
      this.fields.checkAll([this.codeField]);
      void this.#focus.reveal('code', this.#focused);
    },
    showErrors: (errors) => this.#showErrors(errors),
    showClass: (wanted) => {
      this.code.abort();
      void this.#showClass(wanted);
    },
    showRefusal: () => void this.goTo('notice'),
    showEnd: () => void this.#focus.reveal('notice'),
  };

  /** Its error depends on the classes that can be registered. */
  get #unitCodeField(): Field {
    const { state } = this.#procedure;
    return { ...UNIT_CODE, check: (typed) => checkUnit(state, typed) };
  }

  /** The fields that are sent with a registration. */
  get #sent(): readonly Field[] {
    return [...this.unitFields, ...this.legalFields, ...CONTACT_FIELDS];
  }

  /**
   * The focused element, also of the portal. Null when nothing has the focus, or only a place
   * around the form.
   */
  get #focused(): Element | null {
    const active = activeAround(this.#host);
    return active?.contains(this.#host) ? null : active;
  }

  /** No register has the unit's class. */
  get #isLeftOut(): boolean {
    return this.stage.name === 'no-source';
  }

  #dispatch(event: RegistrationEvent): void {
    this.#procedure.dispatch(event);
  }

  /** The element has left the page: abort all work, and clear the document numbers. */
  #leave(): void {
    this.#requests.end();
    this.code.abort();
    this.#dispatch({ type: 'left' });
    this.draft.expireNumbers();
  }

  /** The user has signed out: empty the form for the next user. */
  #reset(): void {
    this.asked = '';
    this.#leave();
    this.draft.clear();
    this.fields.reset();
    this.#dispatch({ type: 'signed-out' });
  }

  /** Another number needs another code. */
  #numberEdited(number: string): void {
    if (proofFor(this.phone, number)) this.fields.forget(this.codeField);
    else this.#dropCode();
    this.#dispatch({ type: 'number-typed', phone: number });
  }

  #dropCode(): void {
    this.draft.set('code', '');
    this.fields.forget(this.codeField);
  }

  #showErrors(errors: readonly FieldError[]): void {
    if (errors.length) this.fields.showErrors(errors);
    else this.fields.checkAll();
    this.errors.focus();
  }

  /** Moves the focus to the code, unless the user has moved it elsewhere meanwhile. */
  async #goToCode(): Promise<void> {
    const own = this.#host.renderRoot.activeElement;
    if (!this.#focused || /^(get-code|phone)$/.test(own?.id ?? '')) await this.goTo('code');
  }

  #notify(event: RegistrationEvent, before: Stage, after: Stage): void {
    // When no submission waits for the code, it is checked again with the registration; only what
    // is wrong with the code counts.
    const counts =
      event.type === 'failed' ||
      event.type === 'code-failed' ||
      (event.type === 'unproven' && (after !== before || problemOf(event.failure.code).place === 'code'));
    if (counts) this.#host.report(event.failure);
    if (after.name === 'done' && after !== before) this.#registered(after.assertion);
  }

  #registered(assertion: string): void {
    const [code = '', name = ''] = [UNIT_CODE, UNIT_NAME].map((field) => this.fields.value(field));
    this.#host.emit('unit-registered', { unit: { code, name }, assertion });
  }

  /**
   * `wanted`: the user has asked for something that the unit's code prevents, so the focus moves
   * there.
   */
  async #showClass(wanted: boolean): Promise<void> {
    this.fields.checkAll([this.#unitCodeField]);
    if (wanted) await this.goTo(UNIT_CODE.id);
    await this.#focus.reveal('notice', UNIT_CODE.id, this.#focused);
  }

  async #requestCode(signal: AbortSignal): Promise<typeof initialState | undefined> {
    const phone = (this.asked = this.number);
    this.#dropCode();
    void this.#focus.reveal('code-news');
    const result = await this.#requests.code(phone, this.unitCode, signal);
    // That no register has the unit's class is shown at the unit's code.
    const isLeftOut = !result.ok && result.failure.code === 'no-source';
    if (signal.aborted || isLeftOut) return initialState;
    valueOf(result);
    return undefined;
  }
}
