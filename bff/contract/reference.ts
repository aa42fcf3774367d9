/**
 * The reference of a submission, which users read out over the phone: eight characters without
 * look-alikes, shown in two halves (`K7M2-9QXH`). The last one is a check character, which detects
 * one wrong character or two exchanged ones. A reference reveals nothing and gives no access.
 */
import { plainNumber } from './identifiers.ts';

/** Digits and letters without `0 O 1 I L`. Their number is prime, which the check needs. */
export const REFERENCE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const BASE = REFERENCE_ALPHABET.length;
const LENGTH = 8;

/** The number of possible references. */
export const REFERENCES = BASE ** (LENGTH - 1);

/** Each place has another weight; the weighted sum of a reference's values is a multiple of 31. */
const sumOf = (values: readonly number[]): number =>
  values.reduce((sum, value, index) => sum + (index + 1) * value, 0) % BASE;

/** The inverse of the last place's weight: 8 · 4 = 32. */
const INVERSE_OF_LAST = 4;

/** The `index`-th reference. `index` is a whole number below `REFERENCES`. */
export function referenceOf(index: number): string {
  const values = Array.from(
    { length: LENGTH - 1 },
    (_, place) => Math.floor(index / BASE ** (LENGTH - 2 - place)) % BASE,
  );
  const check = ((BASE - sumOf(values)) * INVERSE_OF_LAST) % BASE;
  return [...values, check].map((value) => REFERENCE_ALPHABET[value]).join('');
}

/** As people read it: `K7M2-9QXH`. */
export const shownReference = (reference: string): string =>
  `${reference.slice(0, LENGTH / 2)}-${reference.slice(LENGTH / 2)}`;

/** The reference that was typed, in any form of `plainNumber`; undefined when it is none. */
export function checkReference(typed: string): string | undefined {
  const reference = plainNumber(typed);
  const values = [...reference].map((character) => REFERENCE_ALPHABET.indexOf(character));
  const isOne = values.length === LENGTH && !values.includes(-1) && sumOf(values) === 0;
  return isOne ? reference : undefined;
}
