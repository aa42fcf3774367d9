/** In large type the form asks one thing at a time: which fields a step has, and which step is shown. */
import type { Field } from './fields.ts';

export class Steps {
  /** Otherwise all fields are shown at once. */
  enabled = false;
  #current = 0;
  readonly #asked: () => readonly Field[];

  /** `asked`: all fields that the form has now. */
  constructor(asked: () => readonly Field[]) {
    this.#asked = asked;
  }

  /** The step that is shown, counted from 0. The last one, when the form has fewer steps now. */
  get current(): number {
    return Math.min(this.#current, this.last);
  }

  set current(step: number) {
    this.#current = step;
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
    return this.enabled ? this.all[this.current]! : this.all.flat();
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
