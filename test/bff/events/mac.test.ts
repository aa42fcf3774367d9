/** The position up to which a replaced key verifies. */
import { expect, it } from 'vitest';
import { genuinenessOf, isRight, macOf } from '../../../bff/events/mac.ts';
import { keysOf, newKeyText } from '../../support/keys.ts';

const [old] = keysOf(newKeyText('old')).macs;
const { macs } = keysOf(newKeyText('new'));
const keys = { macs, replacedMacs: [{ key: old, upTo: 7 }] };
const FIELDS = ['a', 1];

it('a replaced key verifies up to its last position, and nothing that counts now', () => {
  const mac = macOf(old, 'event', FIELDS);
  expect([6, 7, 8].map((position) => isRight(keys, mac, 'event', FIELDS, position))).toEqual([
    true,
    true,
    false,
  ]);
  expect(isRight(keys, mac, 'event', FIELDS)).toBe(false);
  expect(isRight(keys, mac, 'seal', FIELDS, 1)).toBe(false);
  expect(genuinenessOf(keys, mac, 'event', FIELDS)).toBe('key-replaced');
  expect(genuinenessOf(keys, macOf(macs[0], 'event', FIELDS), 'event', FIELDS)).toBe('genuine');
  expect(genuinenessOf({ macs, replacedMacs: [] }, mac, 'event', FIELDS)).toBe('forged');
});
