import { plainNumber } from '../../bff/contract/identifiers.ts';
import { documentOf } from '../page/tree.ts';

/**
 * A resident ID in groups for reading: region, birth date, rest (`110105 19491231 002X`). Other
 * documents are written without groups; a foreign permanent residence card has 18 digits too, and
 * begins with 9.
 */
export const grouped = (number: string): string =>
  number.replace(/^([1-8]\d{5})(\d{8})(\d{3}[\dXx])$/, '$1 $2 $3');

/** Copies or cuts what is selected, without its groups. */
export function copyPlain(event: ClipboardEvent, input: HTMLInputElement): void {
  const { value, selectionStart, selectionEnd } = input;
  const selected = value.slice(selectionStart ?? 0, selectionEnd ?? 0);
  if (!selected) return;
  event.clipboardData?.setData('text/plain', plainNumber(selected));
  event.preventDefault();
  if (event.type === 'cut') documentOf(input).execCommand('delete'); // The user can undo it.
}
