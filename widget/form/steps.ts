/** In large type the form asks one thing at a time: which parts a step has, and which step is shown. */
import { type Field, isOfAgent } from './fields.ts';

export type FormPart = Field | 'applicant';

export class Steps {
  /** The step that is shown, counted from 0. */
  current = 0;
  readonly #host: { readonly appearance: string | undefined };
  readonly #fields: () => readonly Field[];
  #wasOn = false;

  /** `fields`: all that the form has now. */
  constructor(host: { readonly appearance: string | undefined }, fields: () => readonly Field[]) {
    this.#host = host;
    this.#fields = fields;
  }

  /** Else everything is asked at once. */
  get on(): boolean {
    return this.#host.appearance === 'large';
  }

  /** An identity has its own fields with it, so that a choice changes no count. */
  get all(): readonly (readonly FormPart[])[] {
    const fields = this.#fields();
    return [
      ...fields.filter((field) => !isOfAgent(field)).map((field) => [field]),
      ['applicant', ...fields.filter(isOfAgent)],
    ];
  }

  /** What is asked now. */
  get parts(): readonly FormPart[] {
    return this.on ? this.all[this.current]! : this.all.flat();
  }

  /** Of the parts that are asked now. */
  get fields(): readonly Field[] {
    return this.parts.filter((part) => part !== 'applicant');
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
  showPartOf(path: string): void {
    const step = this.all.findIndex((parts) =>
      parts.some((part) => part !== 'applicant' && part.path === path),
    );
    if (step >= 0) this.current = step;
  }
}
