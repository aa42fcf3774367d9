/** The form's fields and the page's own: what is wrong with any of them is counted together, and led to. */
import { type Draft, type Field, type FieldPath, FieldSet, type FieldWords, idOf } from '../form/index.ts';
import type { RegistrationHost } from './registration-host.ts';

export class AllFields extends FieldSet {
  readonly #host: RegistrationHost;
  readonly #all: () => readonly Field[];
  /** The page's own fields that were wrong, by the names that they have here. */
  readonly #own = new Map<FieldPath, HTMLInputElement>();
  #counting = false;

  /** `all`: the form's fields, as they are now. */
  constructor(draft: Draft, host: RegistrationHost, all: () => readonly Field[]) {
    super({ draft }, host);
    this.#host = host;
    this.#all = all;
  }

  /** The fields to count at the top, since the last try to send. */
  get counted(): readonly Field[] {
    return this.#counting ? this.#wrong : [];
  }

  override message(field: Field, words: FieldWords): string {
    const own = this.#own.get(field.path);
    if (!own) return super.message(field, words);
    // The page's own words say which field they are of; a browser's do not.
    const { validity, validationMessage, labels } = own;
    return validity.customError ? validationMessage : `${labels?.[0]?.innerText ?? ''} ${validationMessage}`;
  }

  /** Leads to the errors: to their summary when there are several, else to the field. False when there are none. */
  leadToErrors(): boolean {
    const [field, another] = this.#wrong;
    this.#counting = !!field;
    if (!field) return false;
    // The page hears of each of its fields; of a single one when it is led to.
    if (another) for (const own of this.#host.invalid) own.checkValidity();
    void this.goTo(another ? 'summary' : field.path);
    return true;
  }

  async goTo(target: FieldPath | 'summary' | 'notice'): Promise<void> {
    const { renderRoot, updateComplete } = this.#host;
    await updateComplete;
    const own = this.#own.get(target as FieldPath);
    own?.reportValidity();
    const place = own ?? renderRoot.querySelector<HTMLElement>(`[id="${idOf(target)}"]`);
    place?.focus();
    if (place) await this.reveal(place);
  }

  /** Those of the page come first in the form. */
  get #wrong(): readonly Field[] {
    const own = this.#host.invalid.map((input): Field => ({ path: this.#pathOf(input), kind: 'name' }));
    return [...own, ...this.wrong(this.#all())];
  }

  /** A field of the page keeps its name while others come and go. */
  #pathOf(input: HTMLInputElement): FieldPath {
    const found = [...this.#own].find(([, own]) => own === input)?.[0];
    const path = found ?? (`own-${this.#own.size}` as FieldPath);
    this.#own.set(path, input);
    return path;
  }
}
