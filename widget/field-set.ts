/** What happens at the fields of the legal data: typing, leaving, checking, and the errors that result. */
import type { TemplateResult } from 'lit/html.js';
import { chinaDate, plainNumber } from '../bff/contract/identifiers.ts';
import type { CertificationRequest, FieldError } from '../bff/contract/wire.ts';
import type { Draft } from './draft.ts';
import { type Field, type FieldChecked, type FieldPath, type FieldProblem, checkField } from './fields.ts';
import type { FieldWords } from './locales/words.ts';
import { grouped, masked } from './numbers.ts';
import { fieldView, idOf } from './views/field.ts';

export class FieldSet {
  readonly #draft: Draft;
  readonly #changed: () => void;
  readonly #errors = new Map<FieldPath, FieldProblem>();

  /** `changed` asks for a new rendering. */
  constructor(draft: Draft, changed: () => void) {
    this.#draft = draft;
    this.#changed = changed;
  }

  /** Those of the fields that have an error, in their order. */
  wrong(fields: readonly Field[]): readonly Field[] {
    return fields.filter(({ path }) => this.#errors.has(path));
  }

  message({ path, kind }: Field, words: FieldWords): string {
    return words.error(kind, this.#errors.get(path)!, words.fields[path]!.label);
  }

  /** Checks what was typed; true when all is well. */
  check(fields: readonly Field[]): boolean {
    for (const field of fields) this.#settle(field);
    return !this.wrong(fields).length;
  }

  /** What is sent for a field; undefined while there is something wrong with it. */
  value(field: Field): string | undefined {
    return this.#checked(field).value;
  }

  /** The fields in the form of a request's body; each must have passed its check. */
  request(fields: readonly Field[]): CertificationRequest {
    const body: Record<string, unknown> = { applicant: this.#draft.applicant };
    for (const field of fields) {
      const [person, property] = field.path.split('.') as [string, string?];
      const value = this.value(field);
      body[person] = property ? { ...(body[person] as object), [property]: value } : value;
    }
    return body as unknown as CertificationRequest;
  }

  /** Shows the server's errors at their fields. */
  take(errors: readonly FieldError[]): void {
    this.#errors.clear();
    for (const { path, code } of errors) this.#errors.set(path as FieldPath, code);
  }

  /** The field is as if nobody had been there. */
  forget({ path }: Field): void {
    this.#errors.delete(path);
  }

  view(field: Field, words: FieldWords, state: { autofocus: boolean; readonly: boolean }): TemplateResult {
    const { path } = field;
    const { applicant } = this.#draft;
    // The browser knows the name of who sits before it: the agent, or else the legal representative.
    const own = applicant === 'agent' ? 'agent.name' : 'legalRepresentative.name';
    return fieldView(field, {
      ...state,
      words,
      error: this.#errors.get(path),
      autocomplete: path === own ? 'name' : (field.autocomplete ?? 'off'),
      typed: (typed) => {
        this.#draft.set(path, typed);
        // An error goes as soon as it is mended; a new one waits until the field is left.
        if (this.#errors.has(path)) this.#check(field);
        this.#changed();
      },
      entered: this.#changed,
      left: () => {
        if (this.#draft.get(path)) this.#settle(field);
        this.#changed();
      },
    });
  }

  /**
   * Puts the values into the inputs. Not a binding of the template: what the user types is newer than what was
   * rendered last, and an input method must not be disturbed.
   */
  fill(root: ShadowRoot, fields: readonly Field[]): void {
    for (const field of fields) {
      const input = root.querySelector<HTMLInputElement>(`#${idOf(field.path)}`);
      if (!input) continue;
      const shown = this.#shown(field, input === root.activeElement);
      if (input.value === shown) continue;
      input.value = shown;
      // As the browser does who comes by the Tab key; a new value has taken its selection along.
      if (input === root.activeElement) input.select();
    }
  }

  /** Checks what is typed to the end; dates and numbers are shown the same from then on, however they were written. */
  #settle(field: Field): void {
    const { path, kind } = field;
    this.#check(field);
    const typed = this.#draft.get(path);
    const value = this.value(field);
    const settled = value && kind === 'number' ? plainNumber(typed) : value;
    if (settled && settled !== typed) this.#draft.set(path, settled);
  }

  #check(field: Field): void {
    const { code } = this.#checked(field);
    if (code) this.#errors.set(field.path, code);
    else this.forget(field);
  }

  #checked(field: Field): FieldChecked {
    return checkField(field, this.#draft.get(field.path), chinaDate(Date.now()));
  }

  /** A number is plain while it is edited, so that it is copied plain. */
  #shown({ path, kind, group }: Field, editing: boolean): string {
    const typed = this.#draft.get(path);
    if (editing) return typed;
    if (kind !== 'number') return group ? group(typed) : typed;
    return this.#draft.sent ? masked(typed) : grouped(typed);
  }
}
