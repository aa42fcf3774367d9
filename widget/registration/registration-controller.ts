/** The registration form at work: what the user does becomes an event, and what begins with a state begins here. */
import { Task, TaskStatus, initialState } from '@lit/task';
import type { ReactiveController } from 'lit';
import { fieldsOf } from '../../bff/contract/forms.ts';
import { EMAIL, PHONE, UNIT_FIELDS } from '../../bff/contract/registration-fields.ts';
import { sourceOf } from '../../bff/contract/sources.ts';
import type { CounterPapers, RegistrationAnswer } from '../../bff/contract/wire.ts';
import type { RegistrationHost } from '../controllers/host.ts';
import { askUntilDecided } from '../api/polling.ts';
import { problemOf } from '../api/problems.ts';
import { type Result, fail, failLogged, valueOf } from '../api/result.ts';
import { pageAddress } from '../page/addresses.ts';
import { whenLeft } from '../page/left.ts';
import { activeAround } from '../page/tree.ts';
import { Procedure } from '../procedure/procedure.ts';
import { Copying } from '../results/copying.ts';
import type { Session } from '../session/session.ts';
import { Countdown } from '../form/countdown.ts';
import type { FieldsHolder, Target } from '../form/field-set.ts';
import { type Field, askedIn, shownAt } from '../form/fields.ts';
import type { PageFormWords } from '../form/form-words.ts';
import { LeaveGuard } from '../form/leave-guard.ts';
import { NoticeCheck } from '../form/notice-check.ts';
import { SlowNotice } from '../form/slow-notice.ts';
import { Submission } from '../form/submission.ts';
import { Draft } from '../session/draft.ts';
import { AllFields } from './all-fields.ts';
import { ProofOfWork } from './proof-of-work.ts';
import type { RegistrationModel } from './registration-view.ts';
import { provePhone, requestCode } from './requests.ts';
import { INITIAL, type PhoneState, type RegistrationEvent, type Stage, type State } from './state.ts';
import {
  canRetry,
  checkCode,
  checkUnit,
  isBusy,
  isSending,
  needsOtherCode,
  passesByItself,
  proofFor,
  transition,
} from './transition.ts';

export class RegistrationController implements ReactiveController, RegistrationModel, FieldsHolder {
  readonly step = undefined;
  readonly fields: AllFields;
  readonly copying: Copying;
  /** The request for a code. */
  readonly code: RegistrationModel['code'];
  /** The number that it is for. */
  asked = '';
  readonly #host: RegistrationHost;
  readonly draft = new Draft();
  readonly #submission = new Submission('/v1/registrations', this, 'outcome');
  readonly #work = new ProofOfWork();
  readonly #procedure: Procedure<State, RegistrationEvent>;
  readonly #slow: SlowNotice;
  #session: Session | undefined;
  /** The session's count of sign-outs when the form was last emptied. */
  #signOuts: number | undefined;
  /** Aborted when the element leaves the page or asks another BFF. */
  #following = new AbortController();
  /** Aborted when the element has left the page. */
  #life = new AbortController();
  /** Aborted when the stage is left. */
  #staying = new AbortController();

  constructor(host: RegistrationHost) {
    this.#host = host;
    this.copying = new Copying(host);
    this.fields = new AllFields(this, host, () => this.#all);
    this.#procedure = new Procedure<State, RegistrationEvent>(host, INITIAL, {
      transition,
      enter: (state, before) => this.#enter(state, before),
      notify: (event, before, after) => this.#notify(event, before, after),
    });
    this.code = new Task(host, { autoRun: false, task: (_, { signal }) => this.#requestCode(signal) });
    this.#slow = new SlowNotice(host, () => this.sending);
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

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const { session, isConnected } = this.#host;
    if (!isConnected || session === this.#session) return;
    this.#following.abort();
    this.#following = new AbortController();
    this.#session = session;
    // A registering visitor has no account, so only a sign-out matters here.
    session?.subscribe((account) => account || this.#reset(), this.#following.signal);
    // A sign-out while the element was out of the page.
    this.#signOuts ??= session?.signOuts;
    if (session && session.signOuts !== this.#signOuts) this.#reset();
  }

  hostDisconnected(): void {
    whenLeft(this.#host, () => {
      this.#following.abort();
      this.#session = undefined;
      this.#leave();
    });
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

  /** Its error depends on the classes that can be registered. */
  get unitFields(): readonly Field[] {
    const [name, code] = UNIT_FIELDS;
    const { state } = this.#procedure;
    return [name, { ...code, check: (typed) => checkUnit(state, typed) }];
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
    return this.fields.value(UNIT_FIELDS[1]);
  }

  get number(): string {
    return this.fields.value(PHONE) ?? '';
  }

  get privacyUrl(): string | undefined {
    return pageAddress(this.#host.privacyUrl);
  }

  get help(): string | undefined {
    return this.#host.help;
  }

  get wrong(): readonly Target[] {
    return this.fields.inSummary;
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

  slowLine(words: PageFormWords): string | undefined {
    return this.#slow.slow ? words.slow : undefined;
  }

  /** The user has typed in one of the page's own fields. */
  ownEdited(): void {
    this.#dispatch({ type: 'edited', own: true });
    this.#host.requestUpdate();
  }

  edited({ id }: Field): void {
    if (id === UNIT_FIELDS[1].id) return this.#dispatch({ type: 'unit-typed', code: this.unitCode ?? '' });
    this.#dispatch({ type: 'edited', own: false });
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
    this.fields.finish();
    this.fields.focusErrors();
    if (this.fields.hasErrors) return this.#dispatch({ type: 'edited', own: false });
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
    return this.fields.goTo(target);
  }

  async requestCode(): Promise<void> {
    if (this.stage.name === 'no-source') return this.goTo(UNIT_FIELDS[1].id);
    if (!this.fields.finish([PHONE])) return this.goTo('phone');
    if (this.#isAsking) return;
    await this.code.run();
    if (this.code.status === TaskStatus.ERROR) void this.fields.reveal('code-news', this.#focused);
  }

  /** The fields that are sent with a registration. */
  get #sent(): readonly Field[] {
    return [...this.unitFields, ...this.legalFields, EMAIL, PHONE];
  }

  /** All fields to check. The code's is one of them until the number is proven. */
  get #all(): readonly Field[] {
    return proofFor(this.phone, this.number) ? this.#sent : [...this.#sent, this.codeField];
  }

  /** The focused element, also of the portal. Null when nothing has the focus, or only a place around the form. */
  get #focused(): Element | null {
    const active = activeAround(this.#host);
    return active?.contains(this.#host) ? null : active;
  }

  get #isAsking(): boolean {
    return this.code.status === TaskStatus.PENDING;
  }

  #dispatch(event: RegistrationEvent): void {
    this.#procedure.dispatch(event);
  }

  /** The element has left the page: abort all work, and clear the document numbers. */
  #leave(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.code.abort();
    this.#dispatch({ type: 'left' });
    this.draft.expireNumbers();
  }

  /** The user has signed out: empty the form for the next user. */
  #reset(): void {
    this.#signOuts = this.#session?.signOuts;
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

  #enter({ stage, phone, unit, registrable }: State, before: State): void {
    const begins = unit !== before.unit && !registrable;
    if (begins || (phone.preparing && phone.preparing !== before.phone.preparing)) void this.#prepare();
    if (phone.proving && phone.proving !== before.phone.proving)
      void this.#prove(phone.proving.phone, phone.proving.value);
    if (stage === before.stage) return;
    this.#staying.abort();
    this.#staying = new AbortController();
    switch (stage.name) {
      case 'filling':
      case 'proving':
        return;
      case 'correcting':
        if (phone.expired) this.#dropCode();
        if (stage.errors.length) this.fields.showErrors(stage.errors);
        else this.fields.finish([this.codeField]);
        return this.fields.focusErrors();
      case 'sending':
        return void this.#send();
      case 'no-source':
        return void this.#showClass(isSending(before.stage) || this.#isAsking);
      case 'refused':
        return void this.fields.goTo('notice');
      case 'pending':
        void this.#poll();
        break;
      case 'done':
        // The page's fields may have become invalid meanwhile. The next try has the same key and gets a fresh assertion.
        this.fields.focusErrors();
        if (this.fields.hasErrors) return this.withdraw();
        break;
      case 'stalled':
      case 'trouble':
        break;
    }
    void this.fields.reveal('notice');
  }

  #notify(event: RegistrationEvent, { stage }: State, { stage: after }: State): void {
    // When no submission waits for the code, it is checked again with the registration; only what
    // is wrong with the code counts.
    const counts =
      event.type === 'failed' ||
      event.type === 'code-failed' ||
      (event.type === 'unproven' && (after !== stage || problemOf(event.failure.code).place === 'code'));
    if (counts) this.#host.report(event.failure);
    // `enter` may have withdrawn it.
    if (after.name === 'done' && after !== stage && after === this.stage) this.#registered(after.assertion);
    this.#show(event, stage);
  }

  /** Shows what is new about the phone; the focused field stays in view. What is new with a stage, `enter` shows. */
  #show(event: RegistrationEvent, before: Stage): void {
    switch (event.type) {
      case 'code-sent': {
        // Move the focus to the code, unless the user has moved it elsewhere meanwhile.
        const own = this.#host.renderRoot.activeElement;
        if (!this.#focused || /^(get-code|phone)$/.test(own?.id ?? '')) void this.goTo('code');
        return;
      }
      case 'proven':
        if (!isSending(before)) void this.fields.reveal('proven', this.#focused);
        return;
      case 'unproven':
        if (isSending(before) || problemOf(event.failure.code).place !== 'code') return;
        this.fields.finish([this.codeField]);
        void this.fields.reveal('code', this.#focused);
        return;
      case 'answered':
      case 'code-failed':
      case 'code-typed':
      case 'edited':
      case 'failed':
      case 'left':
      case 'number-typed':
      case 'registrable-told':
      case 'signed-out':
      case 'stalled':
      case 'submit':
      case 'unit-typed':
      case 'withdrawn':
        return;
    }
  }

  #registered(assertion: string): void {
    const [name = '', code = ''] = UNIT_FIELDS.map((field) => this.fields.value(field));
    this.#host.registered({ code, name }, assertion);
  }

  /** `wanted`: the user has asked for something that the unit's code prevents, so the focus moves there. */
  async #showClass(wanted: boolean): Promise<void> {
    this.fields.finish(this.unitFields.slice(1));
    if (wanted) await this.goTo(UNIT_FIELDS[1].id);
    await this.fields.reveal('notice', UNIT_FIELDS[1].id, this.#focused);
  }

  async #prepare(): Promise<void> {
    const { session } = this.#host;
    const { signal } = this.#life;
    const challenge = await (session && this.#work.prepare(session, signal).challenge);
    if (challenge?.ok && !signal.aborted)
      this.#dispatch({ type: 'registrable-told', registrable: challenge.value });
  }

  async #requestCode(signal: AbortSignal): Promise<typeof initialState | undefined> {
    const { session } = this.#host;
    const phone = (this.asked = this.number);
    this.#dropCode();
    void this.fields.reveal('code-news');
    const { unitCode } = this;
    const request = { phone, ...(unitCode !== undefined && { unit: { code: unitCode } }) };
    const result = session ? await requestCode(session, this.#work, request, signal) : fail('misconfigured');
    if (signal.aborted) return initialState;
    if (result.ok) this.#dispatch({ type: 'code-sent', phone, answer: result.value, at: Date.now() });
    else this.#dispatch({ type: 'code-failed', phone, unit: unitCode, failure: result.failure });
    // That no register has the unit's class is shown at the unit's code.
    if (!result.ok && result.failure.code === 'no-source') return initialState;
    valueOf(result);
    return undefined;
  }

  async #prove(phone: string, code: string): Promise<void> {
    const { session } = this.#host;
    const { signal } = this.#life;
    const result = session ? await provePhone(session, phone, code, signal) : fail('misconfigured');
    if (signal.aborted) return;
    if (result.ok) this.#dispatch({ type: 'proven', phone, proof: result.value.phoneProof });
    else this.#dispatch({ type: 'unproven', phone, code, failure: result.failure });
  }

  /** The same registration is sent with the same key until it is refused. After a success this gets a fresh assertion. */
  async #request(session: Session, signal: AbortSignal): Promise<Result<RegistrationAnswer>> {
    const fields = this.fields.body(this.#sent);
    const phoneProof = proofFor(this.phone, this.number);
    // While the form is sent its fields cannot change, and clearing the numbers ends the sending.
    if (!fields || !phoneProof) throw new Error('a field of the registration has lost its value');
    const body = { ...fields, phoneProof };
    return this.#submission.send<RegistrationAnswer>(session, body, { signal });
  }

  #conclude(result: Result<RegistrationAnswer>): void {
    if (result.ok) this.#dispatch({ type: 'answered', answer: result.value, at: Date.now() });
    else this.#dispatch({ type: 'failed', failure: shownAt(this.#all, result.failure) });
  }

  async #send(): Promise<void> {
    const { session } = this.#host;
    const { signal } = this.#staying;
    const result = session ? await this.#request(session, signal).catch(failLogged) : fail('misconfigured');
    if (!signal.aborted) this.#conclude(result);
  }

  /** Polls by sending the same request with the same key, because the BFF stores no pending registration. */
  async #poll(): Promise<void> {
    const { session } = this.#host;
    const { signal } = this.#staying;
    if (!session) return this.#dispatch({ type: 'stalled' });
    let last: Result<RegistrationAnswer> | undefined;
    const ask = async (): Promise<boolean | number> => {
      last = await this.#request(session, signal).catch(failLogged);
      if (last.ok) return last.value.outcome !== 'pending';
      return passesByItself(last.failure.code) ? (last.failure.retryAfter ?? 0) : true;
    };
    const decided = await askUntilDecided(ask, signal);
    if (signal.aborted) return;
    if (decided && last) this.#conclude(last);
    else this.#dispatch({ type: 'stalled' });
  }
}
