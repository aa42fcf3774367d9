/** A form's fields in its element: which one has the focus, and how the user is led to one. */
import type { Host } from '../controllers/host.ts';
import { windowOf } from '../page/tree.ts';
import type { FieldSet } from './field-set.ts';
import { idOf } from './field-view.ts';
import type { Field } from './fields.ts';

/**
 * The id of a field, or of a message in the form (`summary`, `notice`, `code-news`, `proven`); or a
 * field of the page itself.
 */
export type Target = string | HTMLInputElement;

/** Where the errors are read: in the summary when there are several, else at the field. */
export const errorTarget = ([target, another]: readonly Target[]): Target | undefined =>
  another ? 'summary' : target;

export class FieldFocus {
  readonly #host: Host;
  readonly #fields: FieldSet;

  constructor(host: Host, fields: FieldSet) {
    this.#host = host;
    this.#fields = fields;
  }

  /** The field that has the focus. */
  get field(): Field | undefined {
    return this.fieldAt(this.element);
  }

  /** The element of the form that has the focus. */
  get element(): Element | null {
    return this.#host.renderRoot.activeElement;
  }

  /** The field whose input or option this is. */
  fieldAt(element: Element | null): Field | undefined {
    return this.#fields.asked.find(({ id }) => this.elementOf(id)?.contains(element));
  }

  /** The input or the choice with the id of a field, or another element with this id. */
  elementOf(id: string): HTMLElement | null {
    return this.#host.renderRoot.getElementById(idOf(id));
  }

  /** A field with its label and its error, or the message that an element belongs to. */
  wholeOf(target: Target | Element | null | undefined): Element | null | undefined {
    const element = typeof target === 'string' ? this.elementOf(target) : target;
    return element?.closest('[data-whole]') ?? element;
  }

  /**
   * Moves the focus to a field, in a choice to what is chosen, or to a message with this id, and
   * brings it into view. A field of the page itself says what is wrong with it.
   */
  async goTo(target: Target): Promise<void> {
    await this.#host.updateComplete;
    if (typeof target !== 'string') target.reportValidity();
    const element = typeof target === 'string' ? this.elementOf(target) : target;
    (element?.querySelector<HTMLElement>('input:checked') ?? element)?.focus();
    await this.reveal(element);
  }

  /** Brings fields, messages or other elements into view, as far as they are there. */
  async reveal(...targets: (Target | Element | null | undefined)[]): Promise<void> {
    await this.#host.updateComplete;
    for (const target of targets) {
      const whole = this.wholeOf(target);
      // Show a high element from its beginning.
      const isHigh = whole && whole.clientHeight > windowOf(this.#host).innerHeight / 3;
      whole?.scrollIntoView({ block: isHigh ? 'start' : 'nearest' });
    }
  }
}
