/** The form and what follows it: filling in, sending, waiting. Loaded behind the first dialog. */
import type { TemplateResult } from 'lit/html.js';
import type {
  Applicant,
  CertificationAnswer,
  CertificationRequest,
  FieldError,
  UnitView,
} from '../bff/contract/wire.ts';
import { Countdown } from './countdown.ts';
import { Draft } from './draft.ts';
import { FieldSet } from './field-set.ts';
import { type Field, type FieldPath, LEGAL_FIELDS, fieldsFor } from './fields.ts';
import type { State } from './flow.ts';
import type { LocaleModule } from './locale.ts';
import type { FormWords } from './locales/words.ts';
import type { Poller } from './polling.ts';
import type { Room, RoomHost } from './room.ts';
import { Submission } from './submission.ts';
import { idOf } from './views/field.ts';
import { type FormModel, type FormPart, formView } from './views/form.ts';
import { resultView } from './views/results.ts';

export { formStyles } from './styles/form.ts';
/** After this long a line says that the check can take up to 10 s. */
const SLOW = 3000;

export class FormRoom implements Room, FormModel {
  readonly #host: RoomHost;
  readonly #draft: Draft;
  readonly fields: FieldSet;
  readonly #submission = new Submission('/v1/certification');
  /** The errors are counted at the top: from an attempt to submit on. */
  #counted = false;
  #step = 0;
  readonly #countdown = new Countdown();
  #entered: State | undefined;
  #poller: Promise<Poller> | undefined;
  #sendings = 0;
  #status: 'slow' | 'otherUnit' | undefined;

  constructor(host: RoomHost) {
    this.#host = host;
    const owner: { draft?: Draft | undefined } = host.client ?? {};
    this.#draft = owner.draft ??= new Draft();
    this.#draft.cleared.add(() => {
      this.#submission.forget();
      host.requestUpdate();
    });
    this.fields = new FieldSet(this.#draft, () => host.requestUpdate());
  }

  entered(state: State): void {
    const host = this.#host;
    const anew = state !== this.#entered;
    this.#entered = state;
    if (state.name === 'form' && anew) this.#take(state.errors);
    if (state.name === 'sending') void this.#send();
    if (state.name === 'pending') void this.#poll();
    if (state.name === 'certified') this.#draft.clearNumbers();
    if (state.name === 'trouble' && anew)
      this.#countdown.start(state.failure.retryAfter, () => {
        host.requestUpdate();
        return host.state === state;
      });
  }

  view(state: State, words: LocaleModule): TemplateResult | undefined {
    if (state.name === 'form' || this.sending) return formView(this, words.form);
    return resultView(state, {
      words,
      host: this.#host,
      unitName: this.unit?.name ?? '',
      retryAt: this.#countdown.until,
      now: Date.now(),
      recheck: this.#recheck,
    });
  }

  rendered(): void {
    this.fields.fill(this.#host.root, this.#fields);
  }

  get unit(): UnitView | undefined {
    return this.#host.client?.status?.unit;
  }

  get parts(): readonly FormPart[] {
    return this.#stepwise ? this.#steps.slice(this.#step, this.#step + 1) : this.#steps;
  }

  get step(): FormModel['step'] {
    return this.#stepwise ? { number: this.#step + 1, of: this.#steps.length } : undefined;
  }

  get applicant(): Applicant {
    return this.#draft.applicant;
  }

  get sending(): boolean {
    return this.#host.state.name === 'sending';
  }

  status(words: FormWords): string | undefined {
    return this.#status && words[this.#status];
  }

  get privacyUrl(): string | undefined {
    return this.#host.privacyUrl;
  }

  get wrong(): readonly Field[] {
    return this.#counted ? this.fields.wrong(this.#fields) : [];
  }

  choose(applicant: Applicant): void {
    this.#draft.applicant = applicant;
    this.#host.requestUpdate();
  }

  previous(): void {
    this.#goToStep(this.#step - 1);
  }

  cancel(): void {
    this.#host.send({ type: 'cancel' });
  }

  submit(event: Event): void {
    event.preventDefault();
    if (this.#host.state.name !== 'form') return;
    const fields = this.parts.filter((part): part is Field => part !== 'applicant');
    if (!this.fields.check(fields)) return this.#complain();
    if (this.#stepwise && this.#step < this.#steps.length - 1) return this.#goToStep(this.#step + 1);
    this.#counted = false;
    this.#host.send({ type: 'submit' });
  }

  get #stepwise(): boolean {
    return this.#host.appearance === 'large';
  }

  get #fields(): readonly Field[] {
    return fieldsFor(this.#draft.applicant);
  }

  get #steps(): readonly FormPart[] {
    return [...LEGAL_FIELDS, 'applicant', ...this.#fields.slice(LEGAL_FIELDS.length)];
  }

  async #poll(): Promise<void> {
    const { client, lifetime } = this.#host;
    const stalled = (): void => this.#host.send({ type: 'stalled' });
    this.#poller ??= import('./polling.ts').then(({ Poller }) => new Poller());
    const poller = await this.#poller.catch(() => (this.#poller = undefined));
    if (poller) await poller.run(client, lifetime, stalled);
    else stalled();
  }

  #take(errors: readonly FieldError[]): void {
    this.#draft.typedFor ??= this.#host.client?.facts?.unit;
    this.#step = 0;
    this.fields.take(errors);
    if (errors.length) this.#complain();
  }

  /** Leads to the errors: to their summary when there are several, else to the field. */
  #complain(): void {
    const [field, another] = this.fields.wrong(this.#fields);
    this.#counted = true;
    if (field) void this.goTo(another && !this.#stepwise ? 'summary' : field.path);
  }

  #goToStep(step: number): void {
    this.#step = step;
    const part = this.#steps[step]!;
    void this.goTo(part === 'applicant' ? this.#draft.applicant : part.path);
  }

  /** Moves the focus to a field, the chosen identity or the errors; in steps, to the step that holds it. */
  async goTo(target: FieldPath | Applicant | 'summary'): Promise<void> {
    const host = this.#host;
    if (this.#stepwise) {
      const step = this.#steps.findIndex((part) => part !== 'applicant' && part.path === target);
      if (step >= 0) this.#step = step;
    }
    host.requestUpdate();
    await host.updateComplete;
    host.root.querySelector<HTMLElement>(`[id="${idOf(target)}"],[value="${target}"]`)?.focus();
  }

  async #send(): Promise<void> {
    const { client, lifetime } = this.#host;
    const number = ++this.#sendings;
    if (!client) return;
    const claim = await this.#claim();
    if (!claim) return;
    this.#say(undefined);
    const timer = setTimeout(() => this.#say('slow'), SLOW);
    this.#draft.sent = true;
    const result = await this.#submission.send<CertificationAnswer>(client, claim, lifetime);
    clearTimeout(timer);
    this.#say(undefined);
    if (lifetime.aborted || number !== this.#sendings) return; // it sends again, with the same key, when it is back
    if (result.ok) this.#host.send({ type: 'answered', answer: result.value });
    else this.#host.send({ type: 'failed', failure: result.failure });
    // The page is told at once, and what is left of the attempts is known.
    if (result.ok || result.failure.code === 'already-certified') void client.ask(true);
  }

  #say(status: 'slow' | 'otherUnit' | undefined): void {
    this.#status = status;
    this.#host.requestUpdate();
  }

  /** What was typed; undefined when it must not be sent, and the form says why. */
  async #claim(): Promise<CertificationRequest | undefined> {
    if (!(await this.#stillForUnit())) return undefined;
    // The numbers may have gone since: the way back from an old dialog leads through the form.
    const fields = this.#fields;
    if (this.fields.check(fields)) return this.fields.request(fields);
    this.#host.send({ type: 'back' });
    this.fields.check(fields);
    this.#complain();
    return undefined;
  }

  readonly #recheck = (): void =>
    void import('./recheck-room.ts').then(
      ({ Recheck }) => new Recheck(this.#host, () => this.#claim()).ask(),
      () => this.#host.send({ type: 'failed', failure: { code: 'network' } }),
    );

  /** False after the user has logged in for another unit: what was typed must not be sent for it unseen. */
  async #stillForUnit(): Promise<boolean> {
    const { client } = this.#host;
    const token = await client?.token();
    const unit = client?.facts?.unit;
    if (!token?.ok || !unit || unit === this.#draft.typedFor) return true;
    this.#draft.typedFor = unit;
    await client?.ask(true);
    this.#host.send({ type: 'back' });
    this.#say('otherUnit');
    return false;
  }
}
