/** The people that a registry names for a unit, in the form they are stored and compared in. Pure. */
import { checkIdNumber } from '../contract/identifiers.ts';
import { comparableName } from './names.ts';

const HAN_ONLY = /^[一-鿕]+$/;

/** As `comparableName`, which leaves plain Chinese characters alone. */
export const personName = (cell: string): string => (HAN_ONLY.test(cell) ? cell : comparableName(cell));

const RESIDENT_ID = /^\d{17}[\dX]$/;

/**
 * A document number as a claim has it. Registries hold numbers that no claim can have (a wrong check digit, a
 * form of its own): those are folded the same way and never equal one.
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

/** A person whom a registry names; without a number when it does not say whose number is whose. */
export interface Representative {
  name: string;
  idNumber: string | undefined;
}

const NUMBER_SEPARATORS = /[、,,;;/]/;

/** Names and numbers as a registry writes them: of one person, or joined of several. */
export interface RepresentativeFields {
  name: string;
  idNumber: string;
}

/**
 * The people whom a registry names, each once: registries write one person twice, or one number in its old form and in its new one, and
 * whoever counts by persons must not meet one twice.
 */
export function representativesOf(fields: readonly RepresentativeFields[]): Representative[] {
  const people = fields.flatMap(({ name, idNumber }) => peopleOf(name, idNumber));
  if (people.length < 2) return people;
  return [...new Map(people.map((person) => [`${person.idNumber ?? ''} ${person.name}`, person])).values()];
}

/**
 * The people of a row. Several names are joined by `、`, and so can the numbers be: in the same order when they are as
 * many. One number beside several names is the number of the registration, whichever of them claims; several
 * numbers beside one name are that person's. Other counts cannot be paired, and so never match.
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
