/** The MACs of events, ranges of them, seals, heads and anchors, and of proposals, each with the name of its key: `KEYID.base64url`. */
import type { MacKey } from '../crypto/profile.ts';
import { equalInConstantTime } from '../protection/digest.ts';
import type { KeyRing } from '../protection/keys.ts';

/** A key by its id; undefined when it is gone. */
export type KeyOf = (id: string) => MacKey | undefined;

export const keyIn =
  ({ macs }: KeyRing): KeyOf =>
  (id) =>
    macs.find((key) => key.id === id);

/** The use is part of what is signed, so that none is taken for another. */
type Use = 'event' | 'range' | 'seal' | 'head' | 'anchor' | 'proposal' | 'revocation';

export const macOf = (key: MacKey, use: Use, fields: readonly unknown[]): string =>
  `${key.id}.${key.mac(JSON.stringify([use, ...fields])).toString('base64url')}`;

/** Undefined when the key is gone. */
export function isRight(
  keyOf: KeyOf,
  mac: string,
  use: Use,
  fields: readonly unknown[],
): boolean | undefined {
  const key = keyOf(mac.slice(0, Math.max(mac.lastIndexOf('.'), 0)));
  return key && equalInConstantTime(macOf(key, use, fields), mac);
}
