import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkIdNumber } from '../../bff/contract/identifiers.ts';
import { withCharacter, withNeighboursSwapped } from './strings.ts';

const accepted = (typed: string, value = typed): void => {
  expect(checkIdNumber(typed), typed).toEqual({ ok: true, value });
};
const refused = (typed: string, code: string): void => {
  expect(checkIdNumber(typed), typed).toEqual({ ok: false, code });
};

/** The weights as GB 11643 prints them; the product computes them. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacter = (seventeen: string) =>
  '10X98765432'[WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(seventeen[i]), 0) % 11]!;

const digits = (length: number) =>
  fc.integer({ min: 0, max: 10 ** length - 1 }).map((value) => String(value).padStart(length, '0'));
const birthDate = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
/** Resident IDs, residence permits (81…83) and new foreign cards (9…): one form, one check. */
const residentId = fc.tuple(digits(6), birthDate, digits(3)).map((parts) => {
  const seventeen = parts.join('');
  return seventeen + checkCharacter(seventeen);
});

describe('resident IDs (GB 11643)', () => {
  it.each([
    ['11010519491231002X', 'the example of the standard'],
    ['440524188001010014', 'a birth date in the 19th century'],
    ['810000199408230021', 'a residence permit, Hong Kong'],
    ['830000199201300022', 'a residence permit, Taiwan'],
    ['932682198501010017', 'a foreign permanent residence card, new form'],
  ])('accepts %s (%s)', (number) => accepted(number));

  it('accepts a small x, full-width characters, spaces, hyphens and invisible characters', () => {
    accepted('11010519491231002x', '11010519491231002X');
    accepted('１１０１０５１９４９１２３１００２Ｘ', '11010519491231002X');
    accepted('11010519491231002Ⅹ', '11010519491231002X'); // the Roman ten
    accepted(' 110105 19491231 002X ', '11010519491231002X');
    accepted('110105-19491231-002x', '11010519491231002X');
    accepted('110105\u221219491231\u2013002X', '11010519491231002X');
    accepted('\u200b110105\u300019491231\ufeff002X', '11010519491231002X');
  });

  it.each([
    ['×', 'the sign of multiplication'],
    ['Х', 'Cyrillic'],
    ['х', 'Cyrillic, small'],
    ['Χ', 'Greek'],
    ['χ', 'Greek, small'],
  ])('reads %s in the last place as X (%s), and nowhere else', (sign) => {
    accepted(`11010519491231002${sign}`, '11010519491231002X');
    accepted(`110105 19491231 002${sign}`, '11010519491231002X');
    refused(`11010519491231003${sign}`, 'bad-check-digit');
    for (const elsewhere of [`1101051949123100${sign}2`, `G1234567${sign}`])
      refused(elsewhere, 'bad-characters');
  });

  it.each(['19500229', '19000229', '20230431', '19501301', '19500100', '17991231'])(
    'refuses the birth date %s although the check character is right',
    (date) => {
      const seventeen = `110105${date}002`;
      refused(seventeen + checkCharacter(seventeen), 'bad-check-digit');
    },
  );

  it.each(['19480229', '20000229'])('accepts the leap day %s', (date) => {
    const seventeen = `110105${date}002`;
    accepted(seventeen + checkCharacter(seventeen));
  });

  it('accepts every valid number unchanged', () => {
    fc.assert(fc.property(residentId, (number) => accepted(number)));
  });

  it('refuses every valid number with one digit changed: 17 x 9 + 10 ways each', () => {
    fc.assert(
      fc.property(residentId, (number) => {
        for (let i = 0; i < 18; i++) {
          for (const digit of i === 17 ? '0123456789X' : '0123456789') {
            if (digit !== number[i]) refused(withCharacter(number, i, digit), 'bad-check-digit');
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('refuses every valid number with two unequal neighbours swapped, a final X included', () => {
    fc.assert(
      fc.property(residentId, (number) => {
        for (let i = 0; i < 17; i++) {
          if (number[i] !== number[i + 1]) refused(withNeighboursSwapped(number, i), 'bad-check-digit');
        }
      }),
    );
    refused('1101051949123100X2', 'bad-check-digit');
  });

  it('accepts an ID with a digit typed as a letter, which may be a document of 18 letters and digits', () => {
    // 5-20 letters and digits with a letter are a passport or other document.
    accepted('1101051949123100A4');
  });
});

describe('resident IDs of 15 digits', () => {
  it('become the 18-character number, century 19', () => {
    accepted('110105491231002', '11010519491231002X');
    accepted('110105 491231 002', '11010519491231002X');
  });

  it('agree with the 18-character number of the same person', () => {
    fc.assert(
      fc.property(residentId, (number) => {
        fc.pre(number.slice(6, 8) === '19');
        accepted(number.slice(0, 6) + number.slice(8, 17), number);
      }),
    );
  });

  it('must hold a real date; they have no check character, so other mistakes pass', () => {
    refused('110105490229002', 'bad-check-digit');
    refused('110105491331002', 'bad-check-digit');
    expect(checkIdNumber('110105491231003')).toMatchObject({ ok: true });
  });

  it('do not end in X', () => refused('11010549123100X', 'bad-check-digit'));
});

describe('other documents', () => {
  it.each([
    'H12345678',
    'M12345678',
    'H1234567801',
    '12345678',
    '1234567801',
    'KAZ110090123105',
    'E12345678',
    'EA1234567',
    '567890123',
  ])('accepts %s', (number) => accepted(number));

  it('compares in upper case', () => accepted('kaz 110090 123105', 'KAZ110090123105'));

  it.each([
    ['', 'required'],
    [' \u3000\u200b', 'required'],
    ['A123', 'too-short'],
    ['A12345678901234567890', 'too-long'],
    ['A123456(7)', 'bad-characters'],
    ['张三12345', 'bad-characters'],
    ['ßßßßß', 'bad-characters'],
    ['E1234567_', 'bad-characters'],
  ])('refuses %j: %s', (typed, code) => refused(typed, code));
});

describe('normalizing a document number', () => {
  const typed = fc.oneof(
    residentId,
    fc.string({ unit: 'binary', maxLength: 24 }),
    fc.string({ unit: fc.constantFrom(...'0123456789xXhHｘ１２ -－·\u200b'), maxLength: 24 }),
  );

  it('is idempotent', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const once = checkIdNumber(text);
        if (once.ok) expect(checkIdNumber(once.value)).toEqual(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('returns 5-20 upper-case letters and digits for any input', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const result = checkIdNumber(text);
        if (result.ok) expect(result.value).toMatch(/^[0-9A-Z]{5,20}$/);
      }),
      { numRuns: 2000 },
    );
  });
});
