/**
 * Where a form's fields stand in its two columns, row by row: a choice that begins a row has the
 * whole row.
 */
import type { Place } from './field-view.ts';
import type { Field } from './fields.ts';

/**
 * `shown`: the fields of the step that is shown. `inSteps`: each has the whole row, but those that
 * a choice has decided stand beside each other.
 */
export function placesOf(fields: readonly Field[], shown: readonly Field[], inSteps: boolean): Place[] {
  let beginsRow = true;
  return fields.map((field, index): Place => {
    if (!shown.includes(field)) return 'printed';
    if (inSteps && !field.when) return 'wide';
    const begins = beginsRow;
    beginsRow = field.control === 'choice' || !begins;
    if (field.control === 'choice') return begins ? 'wide' : '';
    return begins && fields[index + 1]?.control === 'choice' ? 'beside' : '';
  });
}
