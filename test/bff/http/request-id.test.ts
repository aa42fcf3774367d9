/** The id of a request can be read out, and the desk knows it from a reference. */
import { expect, it } from 'vitest';
import { checkReference } from '../../../bff/contract/reference.ts';
import { searchMistake } from '../../../bff/desk/words/typed.ts';
import { isRequestId, newRequestId } from '../../../bff/http/request-id.ts';

it('has twelve characters without look-alikes in groups of four', () =>
  expect(newRequestId()).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/));

it('does not repeat itself in a hundred thousand', () =>
  expect(new Set(Array.from({ length: 100_000 }, newRequestId)).size).toBe(100_000));

it.each(['7K2A-9QXH-43MT', '7k2a9qxh43mt', '７Ｋ２Ａ 9QXH 43MT'])('is recognized as “%s”', (typed) => {
  expect(isRequestId(typed)).toBe(true);
  expect(checkReference(typed)).toBeUndefined();
  expect(searchMistake(typed)).toContain('请求编号');
});

it.each(['K7M2-9QXH', '91320199MA1DEM031P', 'D2143070-9', '7K2A-9QXH-43M0', '320199198211050322'])(
  'is not “%s”',
  (typed) => expect(isRequestId(typed)).toBe(false),
);
