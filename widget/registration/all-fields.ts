/**
 * The form's fields and the page's own: counts the errors of both together, and leads the user to
 * them.
 */
import type { RegistrationHost } from '../controllers/host.ts';
import { FieldSet, type Target } from '../form/field-set.ts';
import type { ChoiceField, Field } from '../form/fields.ts';
import type { FieldWords } from '../form/form-words.ts';

export class AllFields extends FieldSet {
  declare protected readonly host: RegistrationHost;
  #showsSummary = false;

  /** The fields with errors at the last try to send, for the summary at the top. */
  get inSummary(): readonly Target[] {
    return this.#showsSummary ? this.#wrong : [];
  }

  override message(target: Target, words: FieldWords): string {
    if (typeof target === 'string') return super.message(target, words);
    // A message from the page names its field. A browser's message does not, so add the label.
    const { validity, validationMessage, labels, innerText } = target;
    // A label around a `<select>` has the texts of its options in its own; a star says that the
    // field is needed.
    const label = labels?.[0]?.innerText.replace(innerText, '').replace(/[\s*＊]+$/, '') ?? '';
    return validity.customError ? validationMessage : `${label} ${validationMessage}`;
  }

  get hasErrors(): boolean {
    return this.#wrong.length > 0;
  }

  /** Moves the focus to the summary of the errors when there are several, else to the field. */
  focusErrors(): void {
    const [target, another] = this.#wrong;
    this.#showsSummary = target !== undefined;
    if (target === undefined) return;
    // With several errors, fire `invalid` at each field of the page. With one error, focusing it
    // does so.
    if (another) for (const own of this.host.invalid) own.checkValidity();
    void this.goTo(another ? 'summary' : target);
  }

  override async goTo(target: Target): Promise<void> {
    await this.host.updateComplete;
    if (typeof target !== 'string') target.reportValidity();
    await super.goTo(target);
  }

  /** The choice itself stays in view. */
  protected override appeared(_choice: ChoiceField, _chosen: string, decided: readonly Field[]): void {
    const { activeElement } = this.host.renderRoot;
    void this.reveal(decided[decided.length - 1]!.id, activeElement);
  }

  /** All fields with errors. Those of the page come first, as in the form. */
  get #wrong(): readonly Target[] {
    return [...this.host.invalid, ...this.wrong().map(({ id }) => id)];
  }
}
