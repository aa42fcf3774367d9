/**
 * The id of a request. A user may have to read it out, when nothing was stored that has a
 * reference.
 */
import { randomInt } from 'node:crypto';
import { plainNumber } from '../contract/identifiers.ts';
import { REFERENCE_ALPHABET } from '../contract/reference.ts';

/**
 * Groups of four characters: with 31 characters to choose from, 59 bits. Longer than a reference,
 * so that nobody takes it for one.
 */
const GROUPS = 3;

const BASE = REFERENCE_ALPHABET.length;
const characterOf = (value: number): string => REFERENCE_ALPHABET[Math.floor(value) % BASE]!;

/** One random number makes four characters: a number each takes three times as long. */
function group(): string {
  const value = randomInt(BASE ** 4);
  return (
    characterOf(value) +
    characterOf(value / BASE) +
    characterOf(value / BASE ** 2) +
    characterOf(value / BASE ** 3)
  );
}

/** A new one, such as `7K2A-9QXH-43MT`. */
export const newRequestId = (): string => Array.from({ length: GROUPS }, group).join('-');

/** Whether this is one, as staff type it, in any form of `plainNumber`. */
export function isRequestId(typed: string): boolean {
  const id = plainNumber(typed);
  return id.length === GROUPS * 4 && [...id].every((each) => REFERENCE_ALPHABET.includes(each));
}
