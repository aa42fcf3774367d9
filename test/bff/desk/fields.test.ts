/** A sentence for staff never takes the number of a document into the audit. */
import { expect, it } from 'vitest';
import { hasPersonsNumber } from '../../../bff/desk/fields.ts';

it.each([
  '证件320199198211050322与证书不符',
  '证件320199 19821105 0322',
  '３２０１９９１９８２１１０５０３２２',
  '320199-19821105-0322',
  '电话12333 320199198211050322',
])('finds the number in “%s”', (text) => expect(hasPersonsNumber(text)).toBe(true));

it('takes a unit’s code, a day and a phone number for none', () =>
  expect(hasPersonsNumber('单位91320199MA1DEM031P，2026年11月28日，12333')).toBe(false));
