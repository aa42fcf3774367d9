/**
 * In large type the form asks one thing at a time: which fields a step has, and which step is
 * shown. Once all is answered, the answers are listed.
 */
import type { Field } from './fields.ts';

export class Steps {
  /** Otherwise all fields are shown at once. */
  enabled = false;
  /**
   * All was answered before: the list of the answers leads to each step, and the step back to the
   * list.
   */
  reviews = false;
  #isListed = false;
  #current = 0;
  readonly #asked: () => readonly Field[];

  /** `asked`: all fields that the form has now. */
  constructor(asked: () => readonly Field[]) {
    this.#asked = asked;
  }

  /** Begins: with the list where all is answered. */
  begin(isAnswered: boolean): void {
    this.#current = 0;
    this.reviews = this.#isListed = isAnswered;
  }

  /** The list is shown in the place of a step. */
  get isListed(): boolean {
    return this.enabled && this.#isListed;
  }

  list(): void {
    this.#isListed = true;
  }

  /** The step that is shown, counted from 0. The last one, when the form has fewer steps now. */
  get current(): number {
    return Math.min(this.#current, this.last);
  }

  set current(step: number) {
    this.#current = step;
    this.#isListed = false;
  }

  /** A choice has the fields that it decides with it, so that choosing changes no count. */
  get all(): readonly (readonly Field[])[] {
    const asked = this.#asked();
    return asked
      .filter(({ when }) => !when)
      .map((field) => [field, ...asked.filter(({ when }) => when?.field === field.id)]);
  }

  /** The fields that are shown now. */
  get fields(): readonly Field[] {
    if (this.isListed) return [];
    return this.enabled ? this.all[this.current]! : this.#asked();
  }

  get last(): number {
    return this.all.length - 1;
  }

  /** Shows the step that has the field. An id of no field changes nothing. */
  showPartOf(id: string): void {
    const step = this.all.findIndex((fields) => fields.some((field) => field.id === id));
    if (step >= 0) this.current = step;
  }
}
