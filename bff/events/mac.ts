/** The MACs of events, seals, heads and anchors: HMAC-SHA-256 with the name of its key, `KEYID.base64url`. */
import { createHmac, type KeyObject } from 'node:crypto';
import { equalInConstantTime } from '../protection/digest.ts';
import type { KeyRing, NamedKey } from '../protection/keys.ts';

/** A key by its id; undefined when it is gone. */
export type KeyOf = (id: string) => KeyObject | undefined;

export const keyIn =
  ({ macs }: KeyRing): KeyOf =>
  (id) =>
    macs.find((key) => key.id === id)?.key;

/** The use is part of what is signed, so that none is taken for another. */
type Use = 'event' | 'seal' | 'head' | 'anchor';

export const macOf = ({ id, key }: NamedKey, use: Use, fields: readonly unknown[]): string =>
  `${id}.${createHmac('sha256', key)
    .update(JSON.stringify([use, ...fields]))
    .digest('base64url')}`;

/** Undefined when the key is gone. */
export function isRight(
  keyOf: KeyOf,
  mac: string,
  use: Use,
  fields: readonly unknown[],
): boolean | undefined {
  const id = mac.slice(0, Math.max(mac.lastIndexOf('.'), 0));
  const key = keyOf(id);
  return key && equalInConstantTime(macOf({ id, key }, use, fields), mac);
}
