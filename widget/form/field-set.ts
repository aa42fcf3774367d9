/** What happens at the fields of the legal data: typing, leaving, checking, and the errors that result. */
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import { chinaDate, plainNumber } from '../../bff/contract/identifiers.ts';
import type { CertificationRequest, FieldError } from '../../bff/contract/wire.ts';
import { type FieldModel, fieldView, idOf } from './field-view.ts';
import { type Field, type FieldChecked, type FieldPath, type FieldProblem, checkField } from './fields.ts';
import type { FieldWords } from './form-words.ts';
import { grouped } from './numbers.ts';
import type { DraftHolder } from './submission.ts';

export interface FieldHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

export class FieldSet {
  readonly #holder: DraftHolder;
  readonly #host: FieldHost;
  readonly #errors = new Map<FieldPath, FieldProblem>();
  /** The field that is being edited. */
  #edited: FieldPath | undefined;
  /** A button of the mouse is down, or a finger: nothing may move under it. */
  #pressing = false;
  /** Fields left during a press. Their errors show after the release. */
  #leaving: Field[] = [];

  constructor(holder: DraftHolder, host: FieldHost) {
    this.#holder = holder;
    this.#host = host;
  }

  /** Nobody has been at the fields. */
  reset(): void {
    this.#errors.clear();
    this.#edited = undefined;
    this.#leaving = [];
  }

  /** Those of the fields that have an error, in their order. */
  wrong(fields: readonly Field[]): readonly Field[] {
    return fields.filter(({ path }) => this.#errors.has(path));
  }

  message({ path, kind }: Field, words: FieldWords): string {
    const { label } = words.fields[path]!;
    if (this.#holder.draft.hasExpired(path)) return words.cleared(label);
    const characters = [...plainNumber(this.#holder.draft.get(path))].length;
    return words.error(kind, this.#errors.get(path)!, label, characters);
  }

  /** Checks what was typed; true when all is well. */
  check(fields: readonly Field[]): boolean {
    for (const field of fields) this.#finish(field);
    return !this.wrong(fields).length;
  }

  /** What is sent for a field; undefined while there is something wrong with it. */
  value(field: Field): string | undefined {
    return this.#checked(field).value;
  }

  /** The fields in the form of a request's body; each must have passed its check. */
  request(fields: readonly Field[]): CertificationRequest {
    const body: Record<string, unknown> = { applicant: this.#holder.draft.applicant };
    for (const field of fields) {
      const [person, property] = field.path.split('.') as [string, string?];
      const value = this.value(field);
      body[person] = property ? { ...(body[person] as object), [property]: value } : value;
    }
    return body as unknown as CertificationRequest;
  }

  /** Shows the server's errors at their fields. */
  showErrors(errors: readonly FieldError[]): void {
    this.#errors.clear();
    for (const { path, code } of errors) this.#errors.set(path as FieldPath, code);
  }

  /** The field is as if nobody had been there. */
  forget({ path }: Field): void {
    this.#errors.delete(path);
  }

  /** A press begins, anywhere in the form: ahead of the focus that it moves. */
  press({ button }: MouseEvent): void {
    if (button) return; // A menu comes, and no click.
    this.#pressing = true;
    const ended = new AbortController();
    // A drag swallows the end of the press, and so does a menu: `pointercancel` tells of the one, the next move of the other.
    const released = ({ buttons }: MouseEvent): void => {
      if (buttons) return;
      ended.abort();
      this.#pressing = false;
      const { activeElement } = this.#host.renderRoot as ShadowRoot;
      for (const field of this.#leaving.splice(0)) this.#leave(field, activeElement ?? undefined);
    };
    const options = { capture: true, signal: ended.signal };
    for (const type of ['mouseup', 'pointercancel', 'pointermove'] as const)
      addEventListener(type, released, options);
  }

  /** Brings a field into view, with its label and its error; or what is news: a notice, what became of the code. */
  async reveal(
    ...places: (FieldPath | 'notice' | 'code-news' | 'proven' | Element | null | undefined)[]
  ): Promise<void> {
    const { updateComplete, renderRoot } = this.#host;
    await updateComplete;
    for (const place of places) {
      const element = typeof place === 'string' ? renderRoot.querySelector(`[id="${idOf(place)}"]`) : place;
      const whole = element?.closest('.field, .choice, fieldset, .summary, .notice, .note') ?? element;
      // What is high is shown from its beginning.
      const block = whole && whole.clientHeight > innerHeight / 3 ? 'start' : 'nearest';
      whole?.scrollIntoView({ block });
    }
  }

  /** A field that is entered is in view, unless the focus has gone on meanwhile. */
  async #follow(path: FieldPath): Promise<void> {
    await this.#host.updateComplete;
    if (this.#edited === path) await this.reveal(path);
  }

  view(
    field: Field,
    words: FieldWords,
    state: Pick<FieldModel, 'autofocus' | 'readonly' | 'printed'>,
  ): TemplateResult {
    const { path } = field;
    const { applicant } = this.#holder.draft;
    // The browser knows the name of who sits before it: the agent, or else the legal representative.
    const own = applicant === 'agent' ? 'agent.name' : 'legalRepresentative.name';
    return fieldView(field, {
      ...state,
      words,
      shown: this.#shown(field),
      readBack: this.#readBack(field),
      wrong: this.#errors.has(path),
      said:
        this.#errors.has(path) || this.#holder.draft.hasExpired(path)
          ? this.message(field, words)
          : undefined,
      mean: this.#mayBeMeant(field) ? (input) => this.#mean(field, input) : undefined,
      autocomplete: path === own ? 'name' : (field.autocomplete ?? 'off'),
      typed: (typed) => {
        this.#edited = path;
        this.#holder.draft.set(path, typed);
        // An error goes as soon as it is mended; a new one waits until the field is left.
        if (this.#errors.has(path)) this.#check(field);
        this.#changed();
      },
      focused: (input) => {
        if (this.#pressing) return;
        this.#edit(field, input);
        void this.#follow(path);
      },
      clicked: (input) => {
        if (this.#edited === path) return;
        this.#edit(field, input, [input.selectionStart, input.selectionEnd]);
        void this.#follow(path);
      },
      left: (to) => {
        this.#edited = undefined;
        if (this.#pressing) this.#leaving.push(field);
        else this.#leave(field, to);
        this.#changed();
      },
    });
  }

  /** An error that results is in view, and so is what has the focus then: `to`, null when it has gone elsewhere in the page. */
  #leave(field: Field, to: Element | null | undefined): void {
    const { path } = field;
    if (!this.#holder.draft.get(path)) return;
    this.#finish(field);
    this.#changed();
    if (this.#errors.has(path) && to !== null) void this.reveal(path, to);
  }

  /**
   * A field that is entered shows what was typed, without groups. By a click the caret stays at the character that was
   * clicked; by Tab all is selected, as the browser does it.
   */
  #edit({ path }: Field, input: HTMLInputElement, [start, end]: (number | null)[] = [null, null]): void {
    const typed = this.#holder.draft.get(path);
    this.#edited = path;
    const { value } = input;
    if (value === typed) return;
    const ungrouped = (index: number): number => value.slice(0, index).replace(/[ -]/g, '').length;
    input.value = typed;
    if (start == null || end == null) input.select();
    else input.setSelectionRange(ungrouped(start), ungrouped(end));
    this.#changed();
  }

  /** There is an error, and the user has the answer to it. */
  #mayBeMeant(field: Field): boolean {
    const [asked, meant] = [false, true].map((word) => this.#checked(field, word).value !== undefined);
    return this.#errors.has(field.path) && !asked && !!meant;
  }

  /** The button goes with the error: the focus moves to the field. */
  #mean(field: Field, input: HTMLInputElement): void {
    this.#holder.draft.mean(field.path);
    this.#finish(field);
    this.#changed();
    input.focus();
  }

  /** Checks what is typed to the end; dates and numbers are shown the same from then on, however they were written. */
  #finish(field: Field): void {
    const { path, kind } = field;
    this.#check(field);
    const typed = this.#holder.draft.get(path);
    const value = this.value(field);
    const finished = value && kind === 'number' ? plainNumber(typed) : value;
    if (finished && finished !== typed) this.#holder.draft.set(path, finished);
  }

  #changed(): void {
    this.#host.requestUpdate();
  }

  #check(field: Field): void {
    const { code } = this.#checked(field);
    if (code) this.#errors.set(field.path, code);
    else this.forget(field);
  }

  #checked(field: Field, meant = this.#holder.draft.isMeant(field.path)): FieldChecked {
    return checkField(field, this.#holder.draft.get(field.path), { today: chinaDate(Date.now()), meant });
  }

  /** A whole number in groups, while its field shows it without them. */
  #readBack(field: Field): string | undefined {
    if (field.path !== this.#edited || field.kind !== 'number' || !this.value(field)) return undefined;
    const plain = plainNumber(this.#holder.draft.get(field.path));
    return grouped(plain) === plain ? undefined : grouped(plain);
  }

  /** A number is plain while it is edited, so that it is copied plain. */
  #shown({ path, kind, group }: Field): string {
    const typed = this.#holder.draft.get(path);
    if (path === this.#edited) return typed;
    return kind === 'number' ? grouped(typed) : (group?.(typed) ?? typed);
  }
}
