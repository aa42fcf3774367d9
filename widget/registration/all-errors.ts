/**
 * The errors of the form's fields and of the page's own: counts both together, and leads the user
 * to them.
 */
import type { RegistrationHost } from '../controllers/host.ts';
import { type FieldFocus, type Target, errorTarget } from '../form/field-focus.ts';
import type { FieldSet } from '../form/field-set.ts';
import type { FormFrameModel } from '../form/form-view.ts';

/**
 * A label around a `<select>` has the texts of its options in its own; a star says that the field
 * is needed.
 */
const labelOf = ({ labels, innerText }: HTMLInputElement): string =>
  labels?.[0]?.innerText.replace(innerText, '').replace(/[\s*＊]+$/, '') ?? '';

export class AllErrors {
  readonly #host: RegistrationHost;
  readonly #fields: FieldSet;
  readonly #focus: FieldFocus;
  #showsSummary = false;
  /** Read once for each try to send: each reading makes the browser lay out the page. */
  #labels = new WeakMap<HTMLInputElement, string>();

  constructor(host: RegistrationHost, fields: FieldSet, focus: FieldFocus) {
    this.#host = host;
    this.#fields = fields;
    this.#focus = focus;
  }

  /**
   * The fields with errors since the last try to send. Those of the page come first, as in the
   * form.
   */
  get inSummary(): FormFrameModel['inSummary'] {
    if (!this.#showsSummary) return [];
    const own = this.#host.invalid.map((element) => ({ element, message: this.#messageAt(element) }));
    return [...own, ...this.#fields.wrong()];
  }

  get exist(): boolean {
    return this.#targets.length > 0;
  }

  /** Moves the focus to the errors, when there are some. */
  focus(): void {
    const target = errorTarget(this.#targets);
    this.#labels = new WeakMap();
    this.#showsSummary = target !== undefined;
    if (target === undefined) return;
    // Fire `invalid` at each field of the page. At a single one the focus does so.
    if (target === 'summary') for (const own of this.#host.invalid) own.checkValidity();
    void this.#focus.goTo(target);
  }

  get #targets(): readonly Target[] {
    return [...this.#host.invalid, ...this.#fields.wrong().map(({ id }) => id)];
  }

  /** A message from the page names its field. A browser's message does not, so add the label. */
  #messageAt(element: HTMLInputElement): string {
    const { validity, validationMessage } = element;
    if (validity.customError) return validationMessage;
    const label = this.#labels.get(element) ?? labelOf(element);
    this.#labels.set(element, label);
    return `${label} ${validationMessage}`;
  }
}
