/** The registration form at work: filling in, proving the phone, sending, waiting. */
import type { ReactiveController } from 'lit';
import { fieldsOf } from '../../bff/contract/forms.ts';
import { EMAIL, PHONE, UNIT_FIELDS } from '../../bff/contract/registration-fields.ts';
import { sourceOf } from '../../bff/contract/sources.ts';
import type { RegistrationAnswer } from '../../bff/contract/wire.ts';
import type { Session } from '../session/session.ts';
import { problemOf } from '../api/problems.ts';
import type { Failure, Result } from '../api/result.ts';
import { pageAddress } from '../page/addresses.ts';
import {
  Countdown,
  Draft,
  type Field,
  type FormWords,
  LeaveGuard,
  NoticeCheck,
  SlowNotice,
  type Target,
  askedIn,
  shownAt,
} from '../form/index.ts';
import { AllFields } from './all-fields.ts';
import { CodeStep } from './code-step.ts';
import { type Notice, canRetry, noticeOf, troubled } from './notice.ts';
import { Phone } from './phone.ts';
import type { RegistrationHost } from './registration-host.ts';
import { type Claim, RegistrationSender } from './registration-sender.ts';
import type { RegistrationModel } from './registration-view.ts';

export class RegistrationController implements ReactiveController, RegistrationModel {
  readonly step = undefined;
  readonly fields: AllFields;
  readonly phone: Phone;
  notice: Notice | undefined;
  readonly #host: RegistrationHost;
  readonly #draft = new Draft();
  readonly #sender: RegistrationSender;
  readonly #code: CodeStep;
  readonly #slow: SlowNotice;
  #session: Session | undefined;
  /** The session's count of sign-outs when the form was last emptied. */
  #signOuts: number | undefined;
  /** Aborted when the element leaves the page or asks another BFF. */
  #following = new AbortController();
  /** Aborted when the element has left the page. */
  #life = new AbortController();

  constructor(host: RegistrationHost) {
    this.#host = host;
    const changed = (): void => host.requestUpdate();
    this.fields = new AllFields(this.#draft, host, () => this.#all);
    this.phone = new Phone(host);
    new Countdown(host, () => this.retryAt);
    this.#slow = new SlowNotice(host);
    new LeaveGuard(host, () => this.#draft.typed && !this.#isAbout('done'));
    new NoticeCheck(host, () => true);
    this.#sender = new RegistrationSender(host, this.#draft, this.fields, this.phone, () => this.#claim);
    this.#code = new CodeStep(host, this.#draft, this.fields, this.phone);
    this.#draft.cleared.add(() => {
      if (this.#isAbout('pending')) this.#say({ place: 'end', about: 'stalled' });
      changed();
    });
    host.addController(this);
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
    if (session && session.signOuts !== (this.#signOuts ??= session.signOuts)) this.#reset();
  }

  hostDisconnected(): void {
    this.#following.abort();
    this.#session = undefined;
    // An element that is only moved in the page is connected again before the microtask.
    queueMicrotask(() => this.#host.isConnected || this.#leave());
  }

  get sending(): boolean {
    return this.#sender.sending;
  }

  get legalFields(): readonly Field[] {
    return askedIn(fieldsOf(sourceOf(this.unitCode ?? '') ?? 'partner'), this.#draft);
  }

  get codeTyped(): boolean {
    return this.#draft.get('code').trim() !== '';
  }

  get codeField(): Field {
    return this.#code.field(this.number);
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
    return this.notice && 'failure' in this.notice ? this.notice.failure.retryAt : undefined;
  }

  get now(): number {
    return Date.now();
  }

  get waits(): boolean {
    if (this.sending || this.#isAbout('pending') || this.#isAbout('done')) return true;
    return canRetry(this.notice) && (this.retryAt ?? 0) > this.now;
  }

  status(words: FormWords): string | undefined {
    return this.#slow.slow ? words.slow : undefined;
  }

  /** Called after typing in one of the form's fields, or in one of the page's (then `path` is undefined). */
  edited(path: string | undefined): void {
    // Typing removes the notice. Polling continues when only the page's own fields change.
    if (this.notice?.place === 'end' && (path !== undefined || !this.#isAbout('pending')))
      this.#say(undefined);
    if (path === 'phone') this.#code.numberChanged(this.number, this.#life.signal);
    if (path === 'code') void this.#code.proveEarly(this.number, this.#life.signal);
    this.#host.requestUpdate();
  }

  submit(event?: Event): void {
    event?.preventDefault();
    if (this.waits) return;
    this.#say(undefined);
    this.fields.check();
    if (!this.fields.leadToErrors()) void this.#register();
  }

  /** The page could not create the account. */
  withdraw(): void {
    if (this.#isAbout('done')) this.#say(undefined);
  }

  goTo(target: Target): Promise<void> {
    return this.fields.goTo(target);
  }

  /** The fields that are sent with a registration. */
  get #sent(): readonly Field[] {
    return [...UNIT_FIELDS, ...this.legalFields, EMAIL, PHONE];
  }

  /** All fields to check. The code's is one of them until the number is proven. */
  get #all(): readonly Field[] {
    return this.phone.proofFor(this.number) ? this.#sent : [...this.#sent, this.codeField];
  }

  /** The element has left the page: abort all work, and clear the document numbers. */
  #leave(): void {
    this.#sender.abort();
    this.#life.abort();
    this.#life = new AbortController();
    this.#draft.expireNumbers();
  }

  /** The user has signed out: empty the form for the next user. */
  #reset(): void {
    this.#signOuts = this.#session?.signOuts;
    this.#leave();
    this.#draft.clear();
    this.phone.reset();
    this.fields.reset();
    this.#say(undefined);
  }

  #isAbout(about: string): boolean {
    return this.notice?.place === 'end' && this.notice.about === about;
  }

  /** Shows a notice, and stops polling. */
  #say(notice: Notice | undefined): void {
    this.#sender.stopWaiting();
    this.notice = notice;
    this.#host.requestUpdate();
    if (notice?.place === 'end') void this.fields.reveal('notice');
  }

  async requestCode(): Promise<void> {
    if (!this.fields.check([PHONE])) return this.goTo('phone');
    const { signal } = this.#life;
    const asked = this.#code.request(this.number, signal);
    void this.fields.reveal('code-news');
    const failure = await asked;
    if (signal.aborted) return;
    const { activeElement } = this.#host.renderRoot as ShadowRoot;
    if (failure) {
      this.#host.report(failure);
      return this.fields.reveal('code-news', activeElement);
    }
    // Move the focus to the code, unless the user has moved it elsewhere meanwhile.
    if (/^(get-code|phone|)$/.test(activeElement?.id ?? '')) await this.goTo('code');
  }

  async #register(): Promise<void> {
    const { session } = this.#host;
    if (!session) return this.#failed({ code: 'misconfigured' });
    const result = await this.#slow.during(this.#sender.register(session));
    if (result) this.#conclude(result);
    if (result?.ok && result.value.outcome === 'pending') void this.#wait(session);
  }

  get #claim(): Claim {
    return { fields: this.#sent, number: this.number, code: this.fields.value(this.codeField) ?? '' };
  }

  /** Polls by sending the same request with the same key, because the BFF stores no pending registration. */
  async #wait(session: Session): Promise<void> {
    const result = await this.#sender.waitForDecision(session);
    if (result === 'stalled') this.#say({ place: 'end', about: 'stalled' });
    else if (result) this.#conclude(result);
  }

  #conclude(result: Result<RegistrationAnswer>): void {
    if (!result.ok) return this.#failed(result.failure);
    const { outcome, assertion } = result.value;
    if (outcome === 'certified' && assertion) {
      // The page's fields may have become invalid meanwhile. The next try has the same key and gets a fresh assertion.
      if (this.fields.leadToErrors()) return this.#say(undefined);
      this.#say({ place: 'end', about: 'done' });
      const [name, code] = UNIT_FIELDS.map((field) => this.fields.value(field) ?? '') as [string, string];
      return this.#host.registered({ code, name }, assertion);
    }
    const notice = noticeOf(result.value);
    this.#say(notice);
    if (notice.place !== 'end') void this.fields.goTo('notice');
  }

  #failed(failure: Failure): void {
    const { code, errors = [] } = shownAt(this.#all, failure);
    this.#host.report({ ...failure, errors });
    if (code === 'phone-proof-expired') {
      this.phone.expire();
      this.#code.drop();
    }
    const { place } = problemOf(code);
    if (place === 'fields') this.fields.showErrors(errors);
    else if (place === 'code') this.fields.check([this.codeField]);
    this.#say(this.fields.wrong().length && this.fields.leadToErrors() ? undefined : troubled(failure));
  }
}
