import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkUnitCode, normalizeUnitCode, organizationCodeOf } from '../../bff/contract/unit-code.ts';
import { withCharacter, withNeighboursSwapped } from './strings.ts';

const accepted = (typed: string, value = typed): void => {
  expect(checkUnitCode(typed), typed).toEqual({ ok: true, value });
};
const isAccepted = (typed: string) => checkUnitCode(typed).ok;

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** Table of GB 32100-2015, 4.5: weights as printed. */
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const uscc = fc
  .array(fc.constantFrom(...USCC_ALPHABET), { minLength: 17, maxLength: 17 })
  .map((characters) => {
    const sum = characters.reduce((total, c, i) => total + USCC_ALPHABET.indexOf(c) * USCC_WEIGHTS[i]!, 0);
    return characters.join('') + USCC_ALPHABET[(31 - (sum % 31)) % 31]!;
  });

/** GB 11714-1997: weights, and the check character from 11 less the remainder (10 is X, 11 is 0). */
const ORGANIZATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const organizationCode = (body: fc.Arbitrary<string>) =>
  fc.array(body, { minLength: 8, maxLength: 8 }).map((characters) => {
    const sum = characters.reduce(
      (total, c, i) => total + '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(c) * ORGANIZATION_WEIGHTS[i]!,
      0,
    );
    const check = 11 - (sum % 11);
    return characters.join('') + (check === 10 ? 'X' : check === 11 ? '0' : String(check));
  });
const digit = fc.constantFrom(...'0123456789');
const letterOrDigit = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');

describe('USCC (GB 32100)', () => {
  it.each(['91350100M000100Y43', '91320100MA1DEM015L', '9144030071526726XG', '914403001922038216'])(
    'accepts %s',
    (code) => accepted(code),
  );

  it('accepts lower case, full-width characters and spaces', () => {
    accepted('91350100m000100y43', '91350100M000100Y43');
    accepted('９１３５０１００ Ｍ０００１００Ｙ４３', '91350100M000100Y43');
  });

  it('accepts a check character 0, and departments A and N', () => {
    const some = fc.sample(uscc, { numRuns: 3000, seed: 1 });
    const endingInZero = some.filter((code) => code.endsWith('0'));
    const lettered = some.filter((code) => /^[AN]/.test(code));
    expect(endingInZero.length).toBeGreaterThan(20);
    expect(lettered.length).toBeGreaterThan(50);
    for (const code of [...endingInZero, ...lettered]) accepted(code);
  });

  it('does not require that the organization code inside passes its own check', () => {
    const some = fc.sample(uscc, { numRuns: 100, seed: 1 });
    const wrongInside = some.filter((code) => !isAccepted(organizationCodeOf(code)));
    expect(wrongInside.length).toBeGreaterThan(50);
    for (const code of wrongInside) accepted(code);
  });

  it('refuses every valid code with one character changed', () => {
    fc.assert(
      fc.property(uscc, (code) => {
        for (let i = 0; i < 18; i++) {
          for (const character of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
            if (character === code[i]) continue;
            expect(isAccepted(withCharacter(code, i, character)), `${code} at ${i}`).toBe(false);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('refuses every valid code with two unequal neighbors swapped', () => {
    fc.assert(
      fc.property(uscc, (code) => {
        for (let i = 0; i < 17; i++) {
          if (code[i] === code[i + 1]) continue;
          expect(isAccepted(withNeighboursSwapped(code, i)), `${code} at ${i}`).toBe(false);
        }
      }),
    );
  });

  it.each(['I', 'O', 'Z', 'S', 'V'])('has no letter %s', (letter) => {
    expect(checkUnitCode(withCharacter('91350100M000100Y43', 9, letter))).toEqual({
      ok: false,
      code: 'bad-format',
    });
  });
});

describe('organization codes (GB 11714)', () => {
  it('accepts the example of the standard, with or without hyphen, in any case', () => {
    for (const typed of ['D2143569-X', 'D2143569X', 'd2143569-x', 'Ｄ２１４３５６９－Ｘ', 'D2143569–X']) {
      accepted(typed, 'D2143569X');
    }
  });

  it('accepts every valid code', () => {
    fc.assert(fc.property(organizationCode(letterOrDigit), (code) => accepted(code)));
  });

  it('refuses every valid code with a digit typed as another digit', () => {
    fc.assert(
      fc.property(organizationCode(letterOrDigit), (code) => {
        for (let i = 0; i < 9; i++) {
          if (!/\d/.test(code[i]!)) continue;
          for (const other of '0123456789') {
            if (other !== code[i]) expect(isAccepted(withCharacter(code, i, other)), code).toBe(false);
          }
        }
      }),
    );
  });

  it('refuses every all-digit code with two unequal neighbors swapped, except a final 1X', () => {
    fc.assert(
      fc.property(organizationCode(digit), (code) => {
        for (let i = 0; i < 8; i++) {
          if (code[i] === code[i + 1]) continue;
          const swapped = withNeighboursSwapped(code, i);
          // X counts 10 as check character but 33 as a letter of the body, and 2 x 1 + 10 = 2 x 33 + 1 (mod 11).
          const blindSpot = i === 7 && code.endsWith('1X');
          expect(isAccepted(swapped), `${code} at ${i}`).toBe(blindSpot);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('misses exactly what modulus 11 misses: letters whose values differ by 11, 22 or 33', () => {
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    const values = (c: string) => alphabet.indexOf(c);
    fc.assert(
      fc.property(organizationCode(letterOrDigit), fc.nat({ max: 7 }), letterOrDigit, (code, i, other) => {
        fc.pre(other !== code[i]);
        const congruent = (values(other) - values(code[i]!)) % 11 === 0;
        expect(isAccepted(withCharacter(code, i, other)), `${code} at ${i}: ${other}`).toBe(congruent);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('unit codes as stored', () => {
  it('may have a wrong check character, because real registries have such codes', () => {
    expect(normalizeUnitCode('91350100m000100y44')).toBe('91350100M000100Y44');
    expect(normalizeUnitCode('D2143569-1')).toBe('D21435691');
    expect(checkUnitCode('91350100m000100y44')).toEqual({ ok: false, code: 'bad-check-digit' });
    expect(checkUnitCode('D2143569-1')).toEqual({ ok: false, code: 'bad-check-digit' });
  });

  it.each([
    ['', 'required'],
    ['   ', 'required'],
    ['320100000012345', 'bad-format'],
    ['91350100M000100Y4', 'bad-format'],
    ['91350100M000100Y433', 'bad-format'],
    ['D2143569Y', 'bad-format'],
    ['91350100M000100Y4?', 'bad-format'],
  ])('refuse %j: %s', (typed, code) => {
    expect(checkUnitCode(typed)).toEqual({ ok: false, code });
    expect(normalizeUnitCode(typed)).toBeUndefined();
  });

  it('share the organization code with their USCC', () => {
    expect(organizationCodeOf('91350100M000100Y43')).toBe('M000100Y4');
    expect(organizationCodeOf('D2143569X')).toBe('D2143569X');
  });

  it('are normalized idempotently', () => {
    const typed = fc.oneof(
      uscc,
      organizationCode(letterOrDigit),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const once = normalizeUnitCode(text);
        if (once !== undefined) expect(normalizeUnitCode(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });
});
