/** Sentences of staff, which the audit keeps in clear. */
import { expect, it } from 'vitest';
import { sentenceFault } from '../../../bff/events/reason.ts';

it('a sentence may have so many characters, rare ones too', () => {
  expect(sentenceFault('𠮷'.repeat(20), 20)).toBeUndefined();
  expect(sentenceFault('𠮷'.repeat(21), 20)).toBe('too-long');
});

it.each([
  ['', 'empty'],
  ['  。', 'empty'],
  ['证件11010519491231002X不符', 'document-number'],
  ['请拨打13800000000', 'phone-number'],
  ['核对过营业执照', undefined],
])('%s: %s', (sentence, fault) => {
  expect(sentenceFault(sentence, 200)).toBe(fault);
});
