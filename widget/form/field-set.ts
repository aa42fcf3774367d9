/**
 * The events at a form's fields: typing, choosing, leaving, checking, and the errors that result.
 */
import type { TemplateResult } from 'lit';
import { chinaDate, plainNumber } from '../../bff/contract/identifiers.ts';
import type { FieldError, FormBody } from '../../bff/contract/wire.ts';
import type { Host } from '../controllers/host.ts';
import { copyPlain } from './numbers.ts';
import { listen } from '../page/listen.ts';
import { windowOf } from '../page/tree.ts';
import { type FieldState, choiceView, fieldView, idOf } from './field-view.ts';
import {
  type ChoiceField,
  type Field,
  type FieldChecked,
  type FieldProblem,
  type InputField,
  checkField,
  chosenIn,
  isInput,
  writtenIn,
} from './fields.ts';
import type { FieldWords } from './form-words.ts';
import type { DraftHolder } from './submission.ts';

/**
 * The id of a field, or of a message in the form (`summary`, `notice`, `code-news`, `proven`); or a
 * field of the page itself.
 */
export type Target = string | HTMLInputElement;

/**
 * Ignores the Enter or Escape that ends an input method's composition. In Safari only the key code
 * 229 shows it.
 */
function letCompositionEnd(event: KeyboardEvent): void {
  const ends = event.key === 'Enter' || event.key === 'Escape';
  if (ends && (event.isComposing || event.keyCode === 229)) event.preventDefault();
}

export abstract class FieldSet {
  protected readonly host: Host;
  readonly #holder: DraftHolder;
  readonly #asked: () => readonly Field[];
  readonly #errors = new Map<string, FieldProblem>();
  /** Doubtful values, which can be sent. */
  readonly #doubts = new Map<string, FieldProblem>();
  /** The doubts that were shown when the present press began. */
  #read: ReadonlyMap<string, FieldProblem> | undefined;
  /** Fields whose doubt came up with the last attempt to send: the user reads it first. */
  readonly #unread = new Set<string>();
  /** The field that has the focus. */
  #edited: string | undefined;
  /** Ends when the field loses it. */
  #focus: AbortController | undefined;
  /** A button of the mouse is down, or a finger: nothing may move under it. */
  #pressing = false;
  /** Fields left during a press. Their errors show after the release. */
  #leaving: InputField[] = [];

  /** `asked`: the fields that the form has now. */
  constructor(holder: DraftHolder, host: Host, asked: () => readonly Field[]) {
    this.#holder = holder;
    this.host = host;
    this.#asked = asked;
  }

  /** As before the user has typed or left a field. */
  reset(): void {
    for (const marks of [this.#errors, this.#doubts, this.#unread]) marks.clear();
    this.#edited = undefined;
    this.#focus?.abort();
    this.#leaving = [];
  }

  /** Those of the fields that have an error or a doubt that is not read, in their order. */
  wrong(fields = this.#asked()): readonly Field[] {
    return fields.filter(({ id }) => this.#errors.has(id) || this.#unread.has(id));
  }

  message(target: Target, words: FieldWords): string {
    const field = this.#asked().find(({ id }) => id === target)!;
    const { label, errors } = words.fields[field.id]!;
    const { draft } = this.#holder;
    if (draft.hasExpired(field.id)) return words.cleared(label);
    const wrong = this.#errors.get(field.id);
    const code = wrong ?? this.#doubts.get(field.id)!;
    const characters = [...plainNumber(draft.get(field.id))].length;
    const error = errors?.[code] ?? words.error(field.control, code, label, characters);
    return wrong ? error : words.doubtful(error);
  }

  /**
   * Checks what was typed, marks what is wrong and writes the rest in its standard form. Returns
   * the values by the fields' ids; undefined when a field has an error or a doubt that is not read.
   */
  checkAll(fields = this.#asked()): ReadonlyMap<string, string> | undefined {
    const read = this.#read ?? new Map(this.#doubts);
    const values = new Map<string, string>();
    for (const field of fields) {
      const value = isInput(field) ? this.#writeChecked(field) : chosenIn(field, this.#holder.draft);
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
  body(fields = this.#asked()): FormBody | undefined {
    const values = this.checkAll(fields);
    if (!values) return undefined;
    const body: FormBody = {};
    for (const [id, value] of values) {
      const [member, property] = id.split('.') as [string, string?];
      const others = body[member];
      body[member] = property ? { ...(typeof others === 'object' && others), [property]: value } : value;
    }
    return body;
  }

  /** The value that is sent for a field; undefined while it has an error. */
  value(field: Field): string | undefined {
    return isInput(field) ? this.#checked(field).value : chosenIn(field, this.#holder.draft);
  }

  /** The answer as it is read. */
  answer(field: Field, words: FieldWords): string {
    const { draft } = this.#holder;
    return isInput(field)
      ? draft.get(field.id)
      : words.fields[field.id]!.options![chosenIn(field, draft)]!.label;
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

  /** A key, a copy or a cut, in the form. */
  handle(event: Event): void {
    const { type } = event;
    if (type === 'keydown') return letCompositionEnd(event as KeyboardEvent);
    if (type !== 'copy' && type !== 'cut') return;
    const input = event.composedPath()[0] as HTMLInputElement;
    if (this.fieldAt(input)?.control === 'number') copyPlain(event as ClipboardEvent, input);
  }

  /**
   * A press begins, anywhere in the form; elsewhere in the page too while a field has the focus. It
   * comes before the focus that it moves.
   */
  press(event: MouseEvent): void {
    if (event.button || this.#pressing) return; // With another button a menu comes, and no click.
    this.#pressing = true;
    const gone = event.composedPath().includes(this.host) ? undefined : null;
    const read = (this.#read = new Map(this.#doubts));
    const ended = new AbortController();
    // A drag swallows the end of the press, and so does a menu: `pointercancel` follows a drag, and
    // after a menu comes the next move.
    const released = (event: Event): void => {
      if ((event as MouseEvent).buttons) return;
      ended.abort();
      this.#pressing = false;
      // After the click, which may be the attempt to send.
      setTimeout(() => {
        if (this.#read === read) this.#read = undefined;
      });
      const { activeElement } = this.host.renderRoot;
      for (const field of this.#leaving.splice(0)) this.#leave(field, activeElement ?? gone);
      if (this.#edited) void this.#follow(this.#edited);
    };
    listen(windowOf(this.host), ['mouseup', 'pointercancel', 'pointermove'], released, ended.signal);
  }

  /**
   * Moves the focus to a field, in a choice to what is chosen, or to another place with this id,
   * and brings it into view.
   */
  async goTo(target: Target): Promise<void> {
    await this.host.updateComplete;
    const place = typeof target === 'string' ? this.placeOf(target) : target;
    (place?.querySelector<HTMLElement>('input:checked') ?? place)?.focus();
    await this.reveal(place);
  }

  /**
   * Brings a field into view, with its label and its error; or another place with this id: a
   * notice, the news of a code.
   */
  async reveal(...places: (string | Element | null | undefined)[]): Promise<void> {
    await this.host.updateComplete;
    for (const place of places) {
      const element = typeof place === 'string' ? this.placeOf(place) : place;
      const whole = element?.closest('[data-whole]') ?? element;
      // Show a high element from its beginning.
      const block = whole && whole.clientHeight > windowOf(this.host).innerHeight / 3 ? 'start' : 'nearest';
      whole?.scrollIntoView({ block });
    }
  }

  view(field: Field, words: FieldWords, state: FieldState): TemplateResult {
    const { id } = field;
    const { draft } = this.#holder;
    const text = words.fields[id]!;
    if (!isInput(field))
      return choiceView(field, {
        ...state,
        words: text,
        chosen: chosenIn(field, draft),
        choose: (value) => this.#choose(field, value),
      });
    const wrong = this.#errors.has(id);
    return fieldView(field, {
      ...state,
      words: text,
      value: draft.get(id),
      wrong,
      message: wrong || this.#doubts.has(id) || draft.hasExpired(id) ? this.message(id, words) : undefined,
      confirm: this.#mayConfirm(field)
        ? {
            label: words.meant[field.control === 'name' ? 'name' : 'number'],
            run: () => this.#confirm(field),
          }
        : undefined,
      autocomplete: this.#autocompleteOf(field),
      typed: (typed) => {
        this.#edited = id;
        this.#type(field, typed);
        // An error goes as soon as it is mended; a new one waits until the field is left, and so
        // does a doubt.
        if (this.#errors.has(id)) this.#check(field);
        else this.forget(field);
        this.#changed();
      },
      focused: () => {
        this.#edited = id;
        this.#watchPresses();
        if (!this.#pressing) void this.#follow(id);
      },
      blurred: (to) => {
        this.#edited = undefined;
        this.#focus?.abort();
        if (this.#pressing) this.#leaving.push(field);
        else this.#leave(field, to);
        this.#changed();
      },
    });
  }

  /** Brings into view the fields that are asked because of the choice. */
  protected abstract appeared(choice: ChoiceField, chosen: string, decided: readonly Field[]): void;

  get focused(): Field | undefined {
    return this.fieldAt(this.host.renderRoot.activeElement);
  }

  /** The field whose input or option this is. */
  fieldAt(element: Element | null): Field | undefined {
    return this.#asked().find(({ id }) => this.placeOf(id)?.contains(element));
  }

  protected placeOf(id: string): HTMLElement | null {
    return this.host.renderRoot.getElementById(idOf(id));
  }

  #choose(choice: ChoiceField, value: string): void {
    this.#holder.draft.choose(choice.id, value);
    this.#changed();
    void this.host.updateComplete.then(() => {
      const decided = this.#asked().filter(({ when }) => when?.field === choice.id);
      if (decided.length) this.appeared(choice, value, decided);
    });
  }

  /** The browser knows the name of the person before it: the one whose name is asked last. */
  #autocompleteOf(field: InputField): string {
    if (field.control === 'text') return field.autocomplete ?? 'off';
    const last = this.#asked()
      .filter(({ control }) => control === 'name')
      .pop();
    return last?.id === field.id ? 'name' : 'off';
  }

  #watchPresses(): void {
    this.#focus?.abort();
    this.#focus = new AbortController();
    const press = (event: Event) => this.press(event as MouseEvent);
    listen(windowOf(this.host), ['mousedown'], press, this.#focus.signal);
  }

  /** A field that is entered is in view, unless the focus has moved meanwhile. */
  async #follow(id: string): Promise<void> {
    await this.host.updateComplete;
    if (this.#edited === id) await this.reveal(id);
  }

  /**
   * An error that results is in view, and so is what has the focus then: `to`, null when it has
   * gone elsewhere in the page.
   */
  #leave(field: InputField, to: Element | null | undefined): void {
    const { id } = field;
    if (!this.#holder.draft.get(id)) return;
    this.#writeChecked(field);
    this.#changed();
    if ((this.#errors.has(id) || this.#doubts.has(id)) && to !== null) void this.reveal(id, to);
  }

  /** The value has an error that the user can overrule. */
  #mayConfirm(field: InputField): boolean {
    if (!this.#errors.has(field.id)) return false;
    const [unconfirmed, confirmed] = [false, true].map((is) => this.#checked(field, is).value);
    return unconfirmed === undefined && confirmed !== undefined;
  }

  /** The button goes with the error: the focus moves to the field. */
  #confirm(field: InputField): void {
    this.#holder.draft.confirm(field.id);
    this.#writeChecked(field);
    this.#changed();
    this.placeOf(field.id)?.focus();
  }

  /** Checks a complete value, and writes it in its standard form. */
  #writeChecked(field: InputField): string | undefined {
    const typed = this.#holder.draft.get(field.id);
    const value = this.#check(field);
    const written = value && writtenIn(field, typed, value);
    if (written && written !== typed) this.#type(field, written);
    return value;
  }

  #type({ id, control }: InputField, typed: string): void {
    this.#holder.draft.set(id, typed, control === 'number');
  }

  #changed(): void {
    this.host.requestUpdate();
  }

  /** Marks what is wrong with a value. Returns it as it is sent. */
  #check(field: InputField): string | undefined {
    const { value, code } = this.#checked(field);
    this.forget(field);
    if (code) (value === undefined ? this.#errors : this.#doubts).set(field.id, code);
    return value;
  }

  #checked(field: InputField, meant = this.#holder.draft.isConfirmed(field.id)): FieldChecked {
    return checkField(field, this.#holder.draft.get(field.id), { today: chinaDate(Date.now()), meant });
  }
}
