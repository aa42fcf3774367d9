/** In large type the form asks one thing at a time: which fields a step has, and which step is shown. */
import type { Field } from './fields.ts';

export class Steps {
  /** The step that is shown, counted from 0. */
  current = 0;
  readonly #host: { readonly appearance: string | undefined };
  readonly #asked: () => readonly Field[];
  #wasOn = false;

  /** `asked`: all fields that the form has now. */
  constructor(host: { readonly appearance: string | undefined }, asked: () => readonly Field[]) {
    this.#host = host;
    this.#asked = asked;
  }

  /** Else everything is asked at once. */
  get on(): boolean {
    return this.#host.appearance === 'large';
  }

  /** A choice has the fields that it decides with it, so that choosing changes no count. */
  get all(): readonly (readonly Field[])[] {
    const asked = this.#asked();
    return asked
      .filter(({ when }) => !when)
      .map((field) => [field, ...asked.filter(({ when }) => when?.field === field.id)]);
  }

  /** What is asked now. */
  get fields(): readonly Field[] {
    return this.on ? this.all[this.current]! : this.all.flat();
  }

  get last(): number {
    return this.all.length - 1;
  }

  /** True when the type has changed since the last call. */
  changed(): boolean {
    const { on } = this;
    const changed = on !== this.#wasOn;
    this.#wasOn = on;
    return changed;
  }

  /** Shows the step that has the field. What is of no step changes nothing. */
  showPartOf(id: string): void {
    const step = this.all.findIndex((fields) => fields.some((field) => field.id === id));
    if (step >= 0) this.current = step;
  }
}
