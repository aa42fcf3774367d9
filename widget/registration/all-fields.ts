/** The form's fields and the page's own: counts the errors of both together, and leads the user to them. */
import { type Draft, type Field, type FieldPath, FieldSet, type FieldWords, idOf } from '../form/index.ts';
import type { RegistrationHost } from './registration-host.ts';

export class AllFields extends FieldSet {
  readonly #host: RegistrationHost;
  readonly #all: () => readonly Field[];
  /** The page's own invalid fields, by the paths given to them here. */
  readonly #own = new Map<FieldPath, HTMLInputElement>();
  #showsSummary = false;

  /** `all`: the form's fields, as they are now. */
  constructor(draft: Draft, host: RegistrationHost, all: () => readonly Field[]) {
    super({ draft }, host);
    this.#host = host;
    this.#all = all;
  }

  /** The fields with errors at the last try to send, for the summary at the top. */
  get inSummary(): readonly Field[] {
    return this.#showsSummary ? this.#wrong : [];
  }

  override message(field: Field, words: FieldWords): string {
    const own = this.#own.get(field.path);
    if (!own) return super.message(field, words);
    // A message from the page names its field. A browser's message does not, so add the label.
    const { validity, validationMessage, labels } = own;
    return validity.customError ? validationMessage : `${labels?.[0]?.innerText ?? ''} ${validationMessage}`;
  }

  /** Moves the focus to the summary of the errors when there are several, else to the field. False when there are none. */
  leadToErrors(): boolean {
    const [field, another] = this.#wrong;
    this.#showsSummary = !!field;
    if (!field) return false;
    // With several errors, fire `invalid` at each field of the page. With one error, focusing it does so.
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

  /** All fields with errors. Those of the page come first, as in the form. */
  get #wrong(): readonly Field[] {
    const own = this.#host.invalid.map((input): Field => ({ path: this.#pathOf(input), kind: 'name' }));
    return [...own, ...this.wrong(this.#all())];
  }

  /** The path of a field of the page; it stays the same when other fields are added or removed. */
  #pathOf(input: HTMLInputElement): FieldPath {
    const found = [...this.#own].find(([, own]) => own === input)?.[0];
    const path = found ?? (`own-${this.#own.size}` as FieldPath);
    this.#own.set(path, input);
    return path;
  }
}
