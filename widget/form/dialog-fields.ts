/** The fields of a form in a dialog, whose middle scrolls. */
import { windowOf } from '../page/tree.ts';
import { FieldSet } from './field-set.ts';
import { optionOf } from './field-view.ts';
import type { ChoiceField, Field } from './fields.ts';

export class DialogFields extends FieldSet {
  /**
   * Shows the decided fields with as much of the choice above them as leaves room for both, and no
   * further than that.
   */
  protected override appeared(choice: ChoiceField, chosen: string, decided: readonly Field[]): void {
    const above = this.#wholes(choice.id, optionOf(choice.id, chosen));
    const fields = this.#wholes(...decided.map(({ id }) => id));
    const last = fields[fields.length - 1];
    const middle = last?.closest('[data-scrolls]');
    if (!last || !middle) return;
    const { innerHeight } = windowOf(this.host);
    // At 400 % the dialog scrolls as a whole.
    const room = Math.min(middle.clientHeight, innerHeight);
    const { bottom } = last.getBoundingClientRect();
    const fits = (place: Element): boolean => bottom - place.getBoundingClientRect().top <= room;
    const first = above.find(fits) ?? fields[0]!;
    const frame = middle.getBoundingClientRect();
    const seen =
      first.getBoundingClientRect().top >= frame.top && bottom <= Math.min(frame.bottom, innerHeight);
    if (!seen) first.scrollIntoView();
  }

  /** Each with its label and its error. */
  #wholes(...ids: readonly string[]): Element[] {
    return ids.flatMap((id) => this.placeOf(id)?.closest('[data-whole]') ?? []);
  }
}
