/** The form and what follows it: filling in, sending, waiting. Loaded behind the first dialog. */
import type { TemplateResult } from 'lit/html.js';
import { chinaDate } from '../bff/contract/identifiers.ts';
import type { Applicant, FieldError } from '../bff/contract/wire.ts';
import { Draft } from './draft.ts';
import { FieldSet } from './field-set.ts';
import { AGENT_FIELDS, type Field, type FieldPath, LEGAL_FIELDS, fieldsFor } from './fields.ts';
import type { State } from './flow.ts';
import type { LocaleModule } from './locale.ts';
import { pollWhilePending } from './polling.ts';
import type { Room, RoomHost } from './room.ts';
import { Submission } from './submission.ts';
import { idOf } from './views/field.ts';
import { type FormPart, formView } from './views/form.ts';
import { resultView } from './views/results.ts';

export { formStyles } from './styles/form.ts';

/** After this long a line says that the check can take up to 10 s. */
const SLOW = 3000;

export class FormRoom implements Room {
  readonly #host: RoomHost;
  readonly #draft: Draft;
  readonly #fieldSet: FieldSet;
  readonly #submission = new Submission();
  /** The errors are counted at the top: from an attempt to submit on. */
  #counted = false;
  #step = 0;
  #slow = false;
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
    const host = this.#host;
    const unit = host.client?.status?.unit;
    if (state.name === 'form' || state.name === 'sending') return this.#form(state.name === 'sending', words);
    return resultView(state, {
      words,
      unitName: unit?.name ?? '',
      awaited: host.awaited,
      retryAt: this.#retryAt,
      now: Date.now(),
      centreUrl: host.centerUrl,
      toCentre: (event) => host.toCentre(event),
      send: (event) => host.send(event),
    });
  }

  rendered(): void {
    this.#fieldSet.fill(this.#host.root, fieldsFor(this.#draft.applicant));
  }

  #form(sending: boolean, { form: words }: LocaleModule): TemplateResult {
    const host = this.#host;
    const { applicant } = this.#draft;
    const first = this.#shown[0];
    const wrong = this.#counted ? this.#fieldSet.wrong(fieldsFor(applicant)) : [];
    return formView({
      words,
      unit: host.client?.status?.unit,
      parts: this.#shown,
      step: this.#stepwise ? { number: this.#step + 1, of: this.#parts.length } : undefined,
      applicant,
      sending,
      slow: this.#slow,
      errors: wrong.map((field) => ({
        path: field.path,
        message: this.#fieldSet.message(field, words),
      })),
      privacyUrl: host.privacyUrl,
      field: (field) =>
        this.#fieldSet.view(field, words, { autofocus: field === first && !sending, readonly: sending }),
      choose: (chosen) => this.#choose(chosen),
      goTo: (path) => void this.#focus(path),
      previous: () => this.#goToStep(this.#step - 1),
      cancel: () => host.send({ type: 'cancel' }),
      submit: (event) => this.#submit(event),
    });
  }

  get #stepwise(): boolean {
    return this.#host.appearance === 'large';
  }

  get #parts(): readonly FormPart[] {
    return [...LEGAL_FIELDS, 'applicant', ...(this.#draft.applicant === 'agent' ? AGENT_FIELDS : [])];
  }

  get #shown(): readonly FormPart[] {
    return this.#stepwise ? this.#parts.slice(this.#step, this.#step + 1) : this.#parts;
  }

  #watch(): void {
    const { lifetime } = this.#host;
    if (this.#watched === lifetime) return;
    this.#watched = lifetime;
    addEventListener('pagehide', () => this.#draft.clearNumbers(), { signal: lifetime });
  }

  #choose(applicant: Applicant): void {
    this.#draft.applicant = applicant;
    this.#host.requestUpdate();
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (this.#host.state.name !== 'form') return;
    const fields = this.#shown.filter((part): part is Field => part !== 'applicant');
    if (!this.#fieldSet.check(fields)) return this.#complain();
    if (this.#stepwise && this.#step < this.#parts.length - 1) return this.#goToStep(this.#step + 1);
    this.#counted = false;
    this.#host.send({ type: 'submit' });
  }

  #take(errors: readonly FieldError[]): void {
    this.#unit ??= this.#host.client?.facts?.unit;
    this.#slow = false;
    this.#step = 0;
    this.#fieldSet.take(errors);
    if (errors.length) this.#complain();
  }

  /** Leads to the errors: to their summary when there are several, else to the field. */
  #complain(): void {
    const [field, another] = this.#fieldSet.wrong(fieldsFor(this.#draft.applicant));
    this.#counted = true;
    if (field) void this.#focus(another && !this.#stepwise ? 'summary' : field.path);
  }

  #goToStep(step: number): void {
    this.#step = step;
    const part = this.#parts[step]!;
    void this.#focus(part === 'applicant' ? this.#draft.applicant : part.path);
  }

  async #focus(target: FieldPath | Applicant | 'summary'): Promise<void> {
    const host = this.#host;
    if (this.#stepwise) {
      const step = this.#parts.findIndex((part) => part !== 'applicant' && part.path === target);
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
    const fields = fieldsFor(this.#draft.applicant);
    if (!this.#fieldSet.check(fields)) {
      this.#host.send({ type: 'back' });
      this.#fieldSet.check(fields);
      return this.#complain();
    }
    this.#slow = false;
    const timer = setTimeout(() => {
      this.#slow = true;
      this.#host.requestUpdate();
    }, SLOW);
    const claim = this.#draft.request(chinaDate(Date.now()));
    const result = await this.#submission.send(client, claim, lifetime);
    clearTimeout(timer);
    // An element that left the page sends again, with the same key, when it is back.
    if (lifetime.aborted || number !== this.#sendings) return;
    this.#draft.sent = true;
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
