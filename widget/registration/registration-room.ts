/** The registration form at work: filling in, proving the phone, sending, waiting. */
import type { TemplateResult } from 'lit/html.js';
import type { Applicant, RegistrationAnswer } from '../../bff/contract/wire.ts';
import type { Client } from '../client.ts';
import { Countdown } from '../countdown.ts';
import { Draft } from '../draft.ts';
import type { Failure, Result } from '../failure.ts';
import { type Field, type FieldPath, fieldsFor } from '../fields.ts';
import type { FormWords, Locale } from '../locales/words.ts';
import { AllFields } from './all-fields.ts';
import { CodeStep } from './code-step.ts';
import { EMAIL, PHONE, UNIT_FIELDS } from './fields.ts';
import type { RegistrationHost } from './host.ts';
import { type Notice, noticeOf, troubled } from './notice.ts';
import { Phone } from './phone.ts';
import { type Claim, Sending } from './sending.ts';
import { type RegistrationModel, registrationView } from './view.ts';
import type { AllWords } from './words.ts';

export { formStyles } from '../styles/form.ts';
export { registrationStyles } from './styles.ts';

/** After this long a line says that the check can take up to 10 s. */
const SLOW = 3000;

export class RegistrationRoom implements RegistrationModel {
  readonly step = undefined;
  readonly fields: AllFields;
  readonly phone: Phone;
  language: Locale = 'zh-Hans';
  sending = false;
  cleared: boolean | undefined;
  #slow = false;
  notice: Notice | undefined;
  readonly #host: RegistrationHost;
  readonly #draft = new Draft();
  readonly #sending: Sending;
  readonly #code: CodeStep;
  readonly #countdown = new Countdown();
  /** Ends when the element has left the page. */
  #life = new AbortController();
  /** Ends when the claim that is asked for again is not the user's any more. */
  #polling = new AbortController();

  constructor(host: RegistrationHost) {
    this.#host = host;
    const changed = (): void => host.requestUpdate();
    this.fields = new AllFields(this.#draft, host, () => this.#all);
    this.phone = new Phone(changed);
    this.#sending = new Sending(this.#draft, this.fields, this.phone);
    this.#code = new CodeStep(host, this.#draft, this.fields, this.phone);
    this.#draft.cleared.add(() => {
      this.#sending.forget();
      // A form without numbers has lost none.
      if (this.cleared !== undefined) this.cleared = true;
      if (this.#isAbout('pending')) this.#say({ place: 'end', about: 'stalled' });
      changed();
    });
  }

  view(language: Locale, words: AllWords): TemplateResult {
    this.language = language;
    return registrationView(this, words);
  }

  rendered(): void {
    this.fields.fill(this.#host.root, this.#all);
  }

  get applicant(): Applicant {
    return this.#draft.applicant;
  }

  get legalFields(): readonly Field[] {
    return fieldsFor(this.applicant);
  }

  get codeField(): Field {
    return this.#code.field(this.number);
  }

  get number(): string {
    return this.fields.value(PHONE) ?? '';
  }

  get privacyUrl(): string | undefined {
    return this.#host.privacyUrl;
  }

  get wrong(): readonly Field[] {
    return this.fields.counted;
  }

  get retryAt(): number | undefined {
    return this.#countdown.until;
  }

  get now(): number {
    return Date.now();
  }

  status(words: FormWords): string | undefined {
    return this.#slow ? words.slow : undefined;
  }

  choose(applicant: Applicant): void {
    this.#draft.applicant = applicant;
    this.#host.requestUpdate();
  }

  /** Something was typed: in one of the form's own fields, or in one of the page's (`path` undefined then). */
  edited(path: string | undefined): void {
    // The page may have been told; what it says of its own fields is newer. What is asked for goes on.
    if (this.notice?.place === 'end' && (path !== undefined || !this.#isAbout('pending')))
      this.#say(undefined);
    if (path?.endsWith('idNumber')) this.cleared = false;
    if (path === 'phone') this.#code.numberChanged(this.number, this.#life.signal);
    if (path === 'code') void this.#code.proveEarly(this.number, this.#life.signal);
    this.#host.requestUpdate();
  }

  submit(event?: Event): void {
    event?.preventDefault();
    if (this.sending) return;
    this.#say(undefined);
    this.fields.check(this.#all);
    if (!this.fields.complain()) void this.#register();
  }

  /** The button goes with its notice: the focus moves to the one that does the same. */
  retry(): void {
    this.#host.root.querySelector<HTMLElement>('.primary')!.focus();
    this.submit();
  }

  /** The page could not use what it was told. */
  withdraw(): void {
    if (this.#isAbout('done')) this.#say(undefined);
  }

  /** The element has left the page for good: nothing goes on, and no number stays. */
  left(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#draft.clearNumbers();
  }

  goTo(target: FieldPath): Promise<void> {
    return this.fields.goTo(target);
  }

  /** What is sent with a registration. */
  get #sent(): readonly Field[] {
    return [...UNIT_FIELDS, ...this.legalFields, EMAIL, PHONE];
  }

  /** The code's field counts until the number is proven. */
  get #all(): readonly Field[] {
    return this.phone.proofFor(this.number) ? this.#sent : [...this.#sent, this.codeField];
  }

  #isAbout(about: string): boolean {
    return this.notice?.place === 'end' && this.notice.about === about;
  }

  /** Whatever is said ends what was asked for by itself. */
  #say(notice: Notice | undefined): void {
    this.#polling.abort();
    this.notice = notice;
    const failure = notice && 'failure' in notice ? notice.failure : undefined;
    this.#countdown.start(failure?.retryAfter, () => {
      this.#host.requestUpdate();
      return this.notice === notice;
    });
    this.#host.requestUpdate();
  }

  async requestCode(): Promise<void> {
    if (!this.fields.check([PHONE])) return this.goTo('phone');
    const { signal } = this.#life;
    const failure = await this.#code.request(this.number, signal);
    if (signal.aborted) return;
    if (failure) return this.#host.report(failure);
    // The next step, unless the user has gone elsewhere meanwhile.
    const { activeElement } = this.#host.root;
    if (/^(get-code|phone|)$/.test(activeElement?.id ?? '')) await this.goTo('code');
  }

  async #register(): Promise<void> {
    const { client } = this.#host;
    if (!client) return this.#failed({ code: 'misconfigured' });
    this.sending = true;
    const timer = setTimeout(() => {
      this.#slow = true;
      this.#host.requestUpdate();
    }, SLOW);
    const { signal } = this.#life;
    const claim = this.#claim;
    const result = await this.#sending.send(client, claim, signal);
    clearTimeout(timer);
    this.sending = this.#slow = false;
    this.#host.requestUpdate();
    if (signal.aborted) return;
    this.#settle(result);
    if (result.ok && result.value.outcome === 'pending') void this.#wait(client, claim);
  }

  get #claim(): Claim {
    return { fields: this.#sent, number: this.number, code: this.fields.value(this.codeField) ?? '' };
  }

  /** The BFF keeps nothing meanwhile: the same request with the same key asks again. */
  async #wait(client: Client, claim: Claim): Promise<void> {
    const { signal } = (this.#polling = new AbortController());
    const result = await this.#sending.sendUntilDecided(client, claim, signal).catch(() => undefined);
    if (signal.aborted) return;
    if (result) this.#settle(result);
    else this.#say({ place: 'end', about: 'stalled' });
  }

  #settle(result: Result<RegistrationAnswer>): void {
    if (!result.ok) return this.#failed(result.failure);
    const { outcome, assertion } = result.value;
    if (outcome === 'certified' && assertion) {
      // What was typed into them meanwhile counts; the next try has the same key and gets a fresh assertion.
      if (this.fields.complain()) return this.#say(undefined);
      this.#say({ place: 'end', about: 'done' });
      const [name, code] = UNIT_FIELDS.map((field) => this.fields.value(field) ?? '') as [string, string];
      return this.#host.registered({ code, name }, assertion);
    }
    const notice = noticeOf(result.value);
    this.#say(notice);
    if (notice.place !== 'end') void this.fields.goTo('notice');
  }

  #failed(failure: Failure): void {
    this.#host.report(failure);
    const { code, errors = [] } = failure;
    if (code === 'phone-proof-expired') {
      this.phone.expire();
      this.#code.drop();
    }
    if (code === 'invalid-fields') this.fields.take(errors);
    else if (/^phone/.test(code)) this.fields.check([this.codeField]);
    this.#say(this.fields.wrong(this.#all).length && this.fields.complain() ? undefined : troubled(failure));
  }
}
