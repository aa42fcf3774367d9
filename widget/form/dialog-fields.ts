/** The fields of a form in a dialog, whose middle scrolls. */
import { idOf } from './field-view.ts';
import { FieldSet } from './field-set.ts';
import type { ChoiceField, Field } from './fields.ts';

/** Shows the decided fields, once they are there, with as much of the choice above them as leaves room for both, and no further than that. */
function showDecided(root: ParentNode, choice: ChoiceField, decided: readonly Field[]): void {
  const placeOf = (selector: string): Element =>
    root.querySelector(selector)!.closest('.choice, .field, fieldset')!;
  const fields = decided.map(({ id }) => placeOf(`#${idOf(id)}`));
  const [chosen, whole] = [placeOf(`#${idOf(choice.id)} :checked`), placeOf(`#${idOf(choice.id)}`)];
  const middle = whole.closest('.middle')!;
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

export class DialogFields extends FieldSet {
  protected override appeared(choice: ChoiceField, decided: readonly Field[]): void {
    showDecided(this.host.renderRoot, choice, decided);
  }
}
