/** The fields of a form in a dialog, whose middle scrolls. */
import { windowOf } from '../page/tree.ts';
import { FieldSet } from './field-set.ts';
import type { ChoiceField, Field } from './fields.ts';

export class DialogFields extends FieldSet {
  /** Shows the decided fields with as much of the choice above them as leaves room for both, and no further than that. */
  protected override appeared(choice: ChoiceField, decided: readonly Field[]): void {
    const whole = this.placeOf(choice.id)!;
    const chosen = whole.querySelector(':checked')!.closest('.choice')!;
    const fields = decided.map(({ id }) => this.placeOf(id)!.closest('.field')!);
    const middle = whole.closest('.middle')!;
    const { innerHeight } = windowOf(this.host);
    // At 400 % the dialog scrolls as a whole.
    const room = Math.min(middle.clientHeight, innerHeight);
    const { bottom } = fields[fields.length - 1]!.getBoundingClientRect();
    const fits = (place: Element): boolean => bottom - place.getBoundingClientRect().top <= room;
    const first = [whole, chosen].find(fits) ?? fields[0]!;
    const frame = middle.getBoundingClientRect();
    const seen =
      first.getBoundingClientRect().top >= frame.top && bottom <= Math.min(frame.bottom, innerHeight);
    if (!seen) first.scrollIntoView();
  }
}
