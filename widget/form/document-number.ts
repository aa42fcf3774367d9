/**
 * Whether a number is of a known kind of document: its field shows it, before an attempt is used.
 * The API takes any 5 to 20 letters and digits that are no mistyped resident ID. Here a number that
 * no known kind can have needs the user's word that it is of another kind.
 */
import { checkDate, checkIdNumber, plainNumber } from '../../bff/contract/identifiers.ts';
import type { Doubtful } from './doubtful.ts';

/** Why a number is doubtful. */
export type DocumentDoubt = 'date-for-number' | 'resident-length' | 'permit-length' | 'unknown-document';

const KNOWN: readonly RegExp[] = [
  /^\d{17}[\dX]$/, // resident ID, residence permit, foreign permanent residence of the new form
  /^[HM]\d{8}(\d{2})?$/, // Hong Kong and Macao travel permit
  /^\d{8}(\d{2})?$/, // Taiwan travel permit
  /^[A-Z]{3}\d{12}$/, // foreign permanent residence, old form
  /^(?![HM]\d+$)(?=.*\d)[A-Z][A-Z\d]{5,12}$/, // passport; H or M and digits only is rather a mistyped permit
];

function formDoubtAt(number: string): DocumentDoubt {
  if (/^\d+X?$/.test(number)) return 'resident-length';
  return /^[HM]\d+$/.test(number) ? 'permit-length' : 'unknown-document';
}

/**
 * Eight digits that a Taiwan travel permit can have, and a date has: as a rule it is typed into the
 * wrong field.
 */
const isDate = (number: string): boolean => /^(19|20)\d{6}$/.test(number) && checkDate(number, '2100').ok;

/**
 * A doubtful number that a register can have all the same: as a passport's, which has at most nine
 * letters and digits (ICAO 9303), and is digits only in many countries, or as a resident's of 15
 * digits, which is compared in its present form.
 */
const canMatch = (number: string): boolean => /^(?=.*\d)[A-Z\d]{5,9}$|^\d{15}$/.test(number);

function doubtAt(number: string): DocumentDoubt | undefined {
  if (isDate(number)) return 'date-for-number';
  return KNOWN.some((form) => form.test(number)) ? undefined : formDoubtAt(number);
}

/**
 * A doubtful number has a value if it can match. `other`: the user has said that it is another kind
 * of document.
 */
export function checkDocumentNumber(typed: string, other = false): Doubtful<DocumentDoubt> {
  const checked = checkIdNumber(typed);
  const number = plainNumber(typed);
  if (other || !/^[A-Z\d]{5,}$/.test(number)) return checked;
  const code = doubtAt(number);
  // The error of a resident ID with two swapped characters at its end has its own words.
  if (!code || (!checked.ok && code === 'unknown-document')) return checked;
  return checked.ok && canMatch(number) ? { ...checked, code } : { ok: false, code };
}
