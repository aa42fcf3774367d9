/**
 * Reads the representatives from a registry's cells, in the form in which they are stored and
 * compared. Pure.
 */
import { checkIdNumber } from '../contract/identifiers.ts';
import { personName } from './names.ts';

const RESIDENT_ID = /^\d{17}[\dX]$/;

/**
 * A document number in the form that claims have. A registry may have numbers that no claim can
 * have (a wrong check digit, a form of its own): they are folded in the same way and equal no
 * claim's number.
 */
export function documentNumber(cell: string): string {
  if (RESIDENT_ID.test(cell)) return cell;
  const checked = checkIdNumber(cell);
  return checked.ok
    ? checked.value
    : cell
        .normalize('NFKC')
        .replace(/[\s\p{Pd}\p{Cf}]/gu, '')
        .toUpperCase();
}

/**
 * A number that no claim can have: digits are hidden (`320199********1234`), a spreadsheet has
 * rounded it (`3.20199E+17`), or its check digit is wrong. `number`: as `documentNumber` returns
 * it.
 */
export const isDamagedNumber = (number: string): boolean => number !== '' && !checkIdNumber(number).ok;

/**
 * A representative; without a number when the registry does not say whose number it is, or it is
 * damaged.
 */
export interface Representative {
  name: string;
  idNumber: string | undefined;
}

const NUMBER_SEPARATORS = /[、,，;；/／]/;

/** Names and numbers as a registry writes them: of one person, or several joined. */
export interface RepresentativeFields {
  name: string;
  idNumber: string;
}

/**
 * The representatives without duplicates, because limits count by person. A registry may write one
 * person twice, or one number in its old and in its new form.
 */
export function representativesOf(fields: readonly RepresentativeFields[]): Representative[] {
  const people = fields
    .flatMap(({ name, idNumber }) => peopleOf(name, idNumber))
    .map(({ name, idNumber = '' }) => ({
      name,
      idNumber: idNumber === '' || isDamagedNumber(idNumber) ? undefined : idNumber,
    }));
  if (people.length < 2) return people;
  const numbered = new Set(people.flatMap(({ name, idNumber }) => (idNumber === undefined ? [] : [name])));
  const known = people.filter(({ name, idNumber }) => idNumber !== undefined || !numbered.has(name));
  return [...new Map(known.map((person) => [`${person.idNumber ?? ''} ${person.name}`, person])).values()];
}

/** Whether a cell has a damaged number. */
export const hasDamagedNumber = (cell: string): boolean =>
  cell.split(NUMBER_SEPARATORS).some((number) => isDamagedNumber(documentNumber(number)));

/**
 * The people of one row. Names are joined by `、`, and numbers may be too. As many numbers as names
 * are paired in order. One number with several names counts for each of them; several numbers with
 * one name are all that person's. Other counts cannot be paired, so the people have no number and
 * never match.
 */
function peopleOf(nameCell: string, numberCell: string): Representative[] {
  const names = nameCell.includes('、') ? nameCell.split('、').map(personName) : [personName(nameCell)];
  const numbers = (
    NUMBER_SEPARATORS.test(numberCell) ? numberCell.split(NUMBER_SEPARATORS) : [numberCell]
  ).map(documentNumber);
  if (names.length === 1 && numbers.length === 1)
    return names[0] === '' ? [] : [{ name: names[0]!, idNumber: numbers[0] || undefined }];
  if (names.length === numbers.length)
    return names.flatMap((name, i) =>
      name === '' || numbers[i] === '' ? [] : [{ name, idNumber: numbers[i] }],
    );
  const named = names.filter((name) => name !== '');
  const given = numbers.filter((number) => number !== '');
  if (names.length === 1 && named.length === 1)
    return given.map((idNumber) => ({ name: named[0]!, idNumber }));
  const ofAll = numbers.length === 1 ? given[0] : undefined;
  return named.map((name) => ({ name, idNumber: ofAll }));
}
