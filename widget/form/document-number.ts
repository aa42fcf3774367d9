/**
 * Whether a number can be of a known kind of document: told at the field, before an attempt is used. The API takes any
 * 5 to 20 letters and digits that are no mistyped resident ID; here that needs the user's word that it is another kind.
 */
import { type Checked, checkDate, checkIdNumber, plainNumber } from '../../bff/contract/identifiers.ts';

/** What the user can answer with “使用其他证件”. */
export type DocumentQuestion =
  'date-for-number' | 'resident-length' | 'digits-length' | 'permit-length' | 'unknown-document';

const KNOWN: readonly RegExp[] = [
  /^\d{17}[\dX]$/, // resident ID, residence permit, foreign permanent residence of the new form
  /^[HM]\d{8}(\d{2})?$/, // Hong Kong and Macao travel permit
  /^\d{8}(\d{2})?$/, // Taiwan travel permit
  /^[A-Z]{3}\d{12}$/, // foreign permanent residence, old form
  /^(?![HM]\d+$)(?=.*\d)[A-Z][A-Z\d]{5,12}$/, // passport; H or M and digits only is rather a mistyped permit
];

/** Fewer digits than these can also be a Taiwan travel permit with a digit too many or too few. */
const RESIDENT_FROM = 12;

function questionAt(number: string): DocumentQuestion {
  if (/^\d+X?$/.test(number)) return number.length < RESIDENT_FROM ? 'digits-length' : 'resident-length';
  return /^[HM]\d+$/.test(number) ? 'permit-length' : 'unknown-document';
}

/** Eight digits that a Taiwan travel permit can have, and a date has: as a rule it is typed into the wrong field. */
const isDate = (number: string): boolean => /^(19|20)\d{6}$/.test(number) && checkDate(number, '2100').ok;

/** `other`: the user has said that it is another kind of document. */
export function checkDocumentNumber(
  typed: string,
  other = false,
): Checked<string> | { ok: false; code: DocumentQuestion } {
  const checked = checkIdNumber(typed);
  const number = plainNumber(typed);
  if (other || !/^[A-Z\d]{5,}$/.test(number)) return checked;
  if (isDate(number)) return { ok: false, code: 'date-for-number' };
  if (!KNOWN.some((form) => form.test(number))) {
    // Of two swapped characters at its end a resident ID is told in its own words.
    const question = questionAt(number);
    return checked.ok || question !== 'unknown-document' ? { ok: false, code: question } : checked;
  }
  return checked;
}
