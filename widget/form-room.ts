/** The form and what follows it: filling in, sending, waiting. Loaded behind the first dialog. */
import type { TemplateResult } from 'lit/html.js';
import { chinaDate } from '../bff/contract/identifiers.ts';
import type { Applicant, FieldError, UnitView } from '../bff/contract/wire.ts';
import { Draft } from './draft.ts';
import { FieldSet } from './field-set.ts';
import { type Field, type FieldPath, LEGAL_FIELDS, fieldsFor } from './fields.ts';
import type { State } from './flow.ts';
import type { LocaleModule } from './locale.ts';
import type { FormWords } from './locales/words.ts';
import { pollWhilePending } from './polling.ts';
import type { Room, RoomHost } from './room.ts';
import { Submission } from './submission.ts';
import { idOf } from './views/field.ts';
import { type FormModel, type FormPart, formView } from './views/form.ts';
import { resultView } from './views/results.ts';

export { formStyles } from './styles/form.ts';

/** After this long a line says that the check can take up to 10 s. */
const SLOW = 3000;

export class FormRoom implements Room, FormModel {
  slow = false;
  readonly #host: RoomHost;
  readonly #draft: Draft;
  readonly #fieldSet: FieldSet;
  readonly #submission = new Submission();
  /** The errors are counted at the top: from an attempt to submit on. */
  #counted = false;
  #step = 0;
  #retryAt: number | undefined;
  #entered: State | undefined;
  #watched: AbortSignal | undefined;
  #polled: AbortSignal | undefined;
  #sendings = 0;
  /** The unit that the typed data is about. */
  #unit: string | undefined;

  constructor(host: RoomHost) {
    this.#host = host;
    this.#draft = new Draft(() => {
      this.#submission.forget();
      host.requestUpdate();
    });
    this.#fieldSet = new FieldSet(this.#draft, () => host.requestUpdate());
  }

  entered(state: State): void {
    const anew = state !== this.#entered;
    this.#entered = state;
    this.#watch();
    if (state.name === 'form' && anew) this.#take(state.errors);
    if (state.name === 'sending') void this.#send();
    if (state.name === 'pending') void this.#poll();
    if (state.name === 'certified') this.#draft.clearNumbers();
    if (state.name === 'trouble' && anew) this.#countDown(state.failure.retryAfter);
  }

  view(state: State, words: LocaleModule): TemplateResult | undefined {
    if (state.name === 'form' || this.sending) return formView(this, words.form);
    return resultView(state, {
      words,
      host: this.#host,
      unitName: this.unit?.name ?? '',
      retryAt: this.#retryAt,
      now: Date.now(),
    });
  }

  rendered(): void {
    this.#fieldSet.fill(this.#host.root, this.#fields);
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

  get privacyUrl(): string | undefined {
    return this.#host.privacyUrl;
  }

  get wrong(): readonly Field[] {
    return this.#counted ? this.#fieldSet.wrong(this.#fields) : [];
  }

  message(field: Field, words: FormWords): string {
    return this.#fieldSet.message(field, words);
  }

  field(field: Field, words: FormWords): TemplateResult {
    const { sending, parts } = this;
    return this.#fieldSet.view(field, words, {
      autofocus: !sending && field === parts[0],
      readonly: sending,
    });
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
    if (!this.#fieldSet.check(fields)) return this.#complain();
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

  #watch(): void {
    const { lifetime } = this.#host;
    if (this.#watched === lifetime) return;
    this.#watched = lifetime;
    addEventListener('pagehide', () => this.#draft.clearNumbers(), { signal: lifetime });
  }

  #take(errors: readonly FieldError[]): void {
    this.#unit ??= this.#host.client?.facts?.unit;
    this.slow = false;
    this.#step = 0;
    this.#fieldSet.take(errors);
    if (errors.length) this.#complain();
  }

  /** Leads to the errors: to their summary when there are several, else to the field. */
  #complain(): void {
    const [field, another] = this.#fieldSet.wrong(this.#fields);
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
    if (!client || !(await this.#stillForUnit())) return;
    // The numbers may have gone since: the way back from an old dialog leads through the form.
    const fields = this.#fields;
    if (!this.#fieldSet.check(fields)) {
      this.#host.send({ type: 'back' });
      this.#fieldSet.check(fields);
      return this.#complain();
    }
    this.slow = false;
    const timer = setTimeout(() => {
      this.slow = true;
      this.#host.requestUpdate();
    }, SLOW);
    this.#draft.sent = true;
    const claim = this.#draft.request(chinaDate(Date.now()));
    const result = await this.#submission.send(client, claim, lifetime);
    clearTimeout(timer);
    // An element that left the page sends again, with the same key, when it is back.
    if (lifetime.aborted || number !== this.#sendings) return;
    if (result.ok) this.#host.send({ type: 'answered', answer: result.value });
    else this.#host.send({ type: 'failed', failure: result.failure });
    const certified = result.ok
      ? result.value.outcome === 'certified'
      : result.failure.code === 'already-certified';
    if (certified) void client.ask(true);
  }

  /** False after the user has logged in for another unit: what was typed must not be sent for it unseen. */
  async #stillForUnit(): Promise<boolean> {
    const { client } = this.#host;
    const token = await client?.token();
    const unit = client?.facts?.unit;
    if (!token?.ok || !unit || unit === this.#unit) return true;
    this.#unit = unit;
    await client?.ask(true);
    this.#host.send({ type: 'back' });
    return false;
  }

  async #poll(): Promise<void> {
    const { client, lifetime } = this.#host;
    if (!client || this.#polled === lifetime) return;
    this.#polled = lifetime;
    const decided = await pollWhilePending(client, lifetime);
    this.#polled = undefined;
    if (!decided && !lifetime.aborted) this.#host.send({ type: 'stalled' });
  }

  /** Keeps the time that the server asked for, and shows it pass when it is short. */
  #countDown(seconds: number | undefined): void {
    this.#retryAt = seconds === undefined ? undefined : Date.now() + seconds * 1000;
    const timer = setInterval(() => {
      this.#host.requestUpdate();
      if (this.#host.state.name !== 'trouble' || Date.now() >= (this.#retryAt ?? 0)) clearInterval(timer);
    }, 1000);
  }
}
