/**
 * The MACs of events, ranges of them, seals, heads and anchors, and of proposals, each with the
 * name of its key: `KEYID.base64url`.
 */
import { equalInConstantTime, type KeyRing, type MacKey } from '../keys/index.ts';

/** The keys that verify. */
export interface MacKeys extends Pick<KeyRing, 'replacedMacs'> {
  macs: readonly MacKey[];
}

/** The use is part of what is signed, so that none is taken for another. */
type Use = 'event' | 'range' | 'seal' | 'head' | 'anchor' | 'proposal' | 'message' | 'term' | 'rows';

export const macOf = (key: MacKey, use: Use, fields: readonly unknown[]): string =>
  `${key.id}.${key.mac(JSON.stringify([use, ...fields])).toString('base64url')}`;

/** The key that signed it, live or replaced; undefined when it is gone. */
export const keyOf = ({ macs, replacedMacs }: MacKeys, mac: string): MacKey | undefined => {
  const id = mac.slice(0, Math.max(mac.lastIndexOf('.'), 0));
  return [...macs, ...replacedMacs.map(({ key }) => key)].find((key) => key.id === id);
};

/**
 * `position`: of the event or seal: a replaced key verifies those up to its last one. Without a
 * position only live keys count. Undefined when the key is gone.
 */
export function isRight(
  keys: MacKeys,
  mac: string,
  use: Use,
  fields: readonly unknown[],
  position = Infinity,
): boolean | undefined {
  const key = keyOf(keys, mac);
  if (!key) return undefined;
  const replaced = keys.replacedMacs.find((one) => one.key === key);
  return (!replaced || position <= replaced.upTo) && equalInConstantTime(macOf(key, use, fields), mac);
}

/**
 * `key-replaced`: it was genuine until its key was replaced. `forged` also when its key is gone.
 */
export type Genuineness = 'genuine' | 'key-replaced' | 'forged';

/** For proposals: somebody decides on them now, so a live key must have signed them. */
export function genuinenessOf(keys: MacKeys, mac: string, use: Use, fields: readonly unknown[]): Genuineness {
  if (isRight(keys, mac, use, fields) === true) return 'genuine';
  return isRight(keys, mac, use, fields, -Infinity) === true ? 'key-replaced' : 'forged';
}
