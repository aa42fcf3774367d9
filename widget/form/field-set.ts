/** The values typed in a form's fields, with the errors and doubts that checks have found. */
import type { FieldError, FormBody } from '../../bff/contract/wire.ts';
import type { Draft } from '../session/draft.ts';
import {
  type ChoiceField,
  type Field,
  type FieldChecked,
  type FieldProblem,
  type InputField,
  autocompleteOf,
  bodyOf,
  checkField,
  chosenIn,
  isInput,
  writtenIn,
} from './fields.ts';

/** One field of it. */
export interface FieldState {
  field: Field;
  /** As it was typed; in a choice, what is chosen. */
  value: string;
  /** Why it cannot be sent. */
  error: FieldProblem | undefined;
  /** Why it is doubtful. It can be sent all the same. */
  doubt: FieldProblem | undefined;
  /** Its number was deleted, not by the user, who has typed nothing since. */
  hasExpired: boolean;
  /** The user can overrule the error: the value is meant as it is. */
  canConfirm: boolean;
  autocomplete: string;
}

export class FieldSet {
  readonly #draft: () => Draft;
  readonly #asked: () => readonly Field[];
  readonly #today: () => string;
  readonly #errors = new Map<string, FieldProblem>();
  readonly #doubts = new Map<string, FieldProblem>();
  /** The doubts that were there when the press began that is under way. */
  #read: ReadonlyMap<string, FieldProblem> | undefined;
  /** Fields whose doubt came up with the last attempt to send: the user reads it first. */
  readonly #unread = new Set<string>();

  /**
   * `draft`: of the logged-in user. `asked`: the fields that the form has now. `today`:
   * `YYYY-MM-DD` in China Standard Time.
   */
  constructor(draft: () => Draft, asked: () => readonly Field[], today: () => string) {
    this.#draft = draft;
    this.#asked = asked;
    this.#today = today;
  }

  get asked(): readonly Field[] {
    return this.#asked();
  }

  /** As before the user has typed or left a field. */
  reset(): void {
    for (const marks of [this.#errors, this.#doubts, this.#unread]) marks.clear();
  }

  state(field: Field): FieldState {
    const { id } = field;
    const draft = this.#draft();
    const ofInput = isInput(field);
    return {
      field,
      value: ofInput ? draft.get(id) : chosenIn(field, draft),
      error: this.#errors.get(id),
      doubt: this.#doubts.get(id),
      hasExpired: draft.hasExpired(id),
      canConfirm: ofInput && this.#canConfirm(field),
      autocomplete: ofInput ? autocompleteOf(field, this.asked) : '',
    };
  }

  /** The value that is sent for a field; undefined while it has an error. */
  value(field: Field): string | undefined {
    return isInput(field) ? this.#checked(field).value : chosenIn(field, this.#draft());
  }

  /** Those of the fields that have an error or a doubt that is not read, in their order. */
  wrong(fields = this.asked): readonly Field[] {
    return fields.filter(({ id }) => this.#errors.has(id) || this.#unread.has(id));
  }

  /**
   * Checks what was typed, marks what is wrong and writes the rest in its standard form. Returns
   * the values by the fields' ids; undefined when a field has an error or a doubt that is not read.
   */
  checkAll(fields = this.asked): ReadonlyMap<string, string> | undefined {
    const read = this.#read ?? new Map(this.#doubts);
    const values = new Map<string, string>();
    for (const field of fields) {
      const value = isInput(field) ? this.#writeChecked(field) : this.value(field);
      if (value !== undefined) values.set(field.id, value);
    }
    this.#unread.clear();
    for (const [id, code] of this.#doubts) if (read.get(id) !== code) this.#unread.add(id);
    return this.wrong(fields).length ? undefined : values;
  }

  /**
   * Checks the fields, and returns their values in a request's body, by their paths; undefined when
   * they cannot be sent.
   */
  body(fields = this.asked): FormBody | undefined {
    const values = this.checkAll(fields);
    return values && bodyOf(values);
  }

  /** A press begins. It may leave a field, and then try to send a doubt that nobody has read. */
  beginPress(): void {
    this.#read = new Map(this.#doubts);
  }

  endPress(): void {
    this.#read = undefined;
  }

  type(field: InputField, typed: string): void {
    this.#write(field, typed);
    // An error goes as soon as it is mended; a new one waits until the field is left, and so does a
    // doubt.
    if (this.#errors.has(field.id)) this.#check(field);
    else this.forget(field);
  }

  choose({ id }: ChoiceField, value: string): void {
    this.#draft().choose(id, value);
  }

  /** The user says that the value is meant as it is. */
  confirm(field: InputField): void {
    this.#draft().confirm(field.id);
    this.#writeChecked(field);
  }

  /** The user has left the field: checks what was typed. True when it has an error or a doubt. */
  leave(field: InputField): boolean {
    const { id } = field;
    if (!this.#draft().get(id)) return false;
    this.#writeChecked(field);
    return this.#errors.has(id) || this.#doubts.has(id);
  }

  /** Shows the server's errors at their fields. */
  showErrors(errors: readonly FieldError[]): void {
    this.#errors.clear();
    for (const { path, code } of errors) this.#errors.set(path, code);
  }

  /** Removes the field's error and doubt. */
  forget({ id }: Field): void {
    for (const marks of [this.#errors, this.#doubts, this.#unread]) marks.delete(id);
  }

  #canConfirm(field: InputField): boolean {
    if (!this.#errors.has(field.id)) return false;
    const [unconfirmed, confirmed] = [false, true].map((is) => this.#checked(field, is).value);
    return unconfirmed === undefined && confirmed !== undefined;
  }

  /** Checks a complete value, and writes it in its standard form. */
  #writeChecked(field: InputField): string | undefined {
    const typed = this.#draft().get(field.id);
    const value = this.#check(field);
    const written = value && writtenIn(field, typed, value);
    if (written && written !== typed) this.#write(field, written);
    return value;
  }

  #write({ id, control }: InputField, typed: string): void {
    this.#draft().set(id, typed, control === 'number');
  }

  /** Marks what is wrong with a value. Returns it as it is sent. */
  #check(field: InputField): string | undefined {
    const { value, code } = this.#checked(field);
    this.forget(field);
    if (code) (value === undefined ? this.#errors : this.#doubts).set(field.id, code);
    return value;
  }

  #checked(field: InputField, meant = this.#draft().isConfirmed(field.id)): FieldChecked {
    return checkField(field, this.#draft().get(field.id), { today: this.#today(), meant });
  }
}
