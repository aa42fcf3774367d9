/** References: what they are made of, and which slips their check character finds. */
import { describe, expect, it } from 'vitest';
import { checkReference, REFERENCES, referenceOf, shownReference } from '../../bff/contract/reference.ts';

const ALPHABET = [...'23456789ABCDEFGHJKMNPQRSTUVWXYZ'];
const SOME = [0, 1, 30, 31, 12_345_678_901, REFERENCES - 1].map(referenceOf);

describe('a reference', () => {
  it('has eight characters without look-alikes', () => {
    for (const reference of SOME) expect(reference).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
    expect(new Set(SOME).size).toBe(SOME.length);
  });

  it('is shown in two halves, and read with or without them', () => {
    for (const reference of SOME) {
      const shown = shownReference(reference);
      expect(shown).toBe(`${reference.slice(0, 4)}-${reference.slice(4)}`);
      for (const typed of [
        reference,
        shown,
        shown.toLowerCase(),
        ` ${reference.slice(0, 4)} ${reference.slice(4)} `,
        `${reference.slice(0, 4)}\u2013${reference.slice(4)}`, // a word processor's dash
        `${reference.slice(0, 4)}\u2014${reference.slice(4)}`,
        `\u200b${shown}\u2060`, // copied out of a chat
        reference.replaceAll(/./g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)), // full width
      ])
        expect(checkReference(typed)).toBe(reference);
    }
  });

  it('is refused with any one character wrong', () => {
    for (const reference of SOME)
      for (let place = 0; place < 8; place++)
        for (const other of ALPHABET) {
          if (other === reference[place]) continue;
          expect(
            checkReference(reference.slice(0, place) + other + reference.slice(place + 1)),
          ).toBeUndefined();
        }
  });

  it('is refused with any two characters exchanged', () => {
    for (const reference of SOME)
      for (let first = 0; first < 8; first++)
        for (let second = first + 1; second < 8; second++) {
          const characters = [...reference];
          [characters[first], characters[second]] = [characters[second]!, characters[first]!];
          const exchanged = characters.join('');
          if (exchanged !== reference) expect(checkReference(exchanged)).toBeUndefined();
        }
  });

  it.each(['', 'K7M2', 'K7M2-9QX0', 'K7M2-9QXT2', '受理编号'])('is not %j', (typed) => {
    expect(checkReference(typed)).toBeUndefined();
  });
});
