/** Keys for tests that have no database of their own to open them from. */
import { randomBytes } from 'node:crypto';
import { macKey, namedKey, type KeyRing } from '../../bff/protection/keys.ts';

/** `id:base64(32 random bytes)`: a master key, or a text for `keysOf`. */
export const newKeyText = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;

/** Data keys of `id:base64(32 bytes)`, comma-separated, newest first: each one encrypts, digests and signs. */
export function keysOf(text: string): KeyRing {
  const made = <Key>(make: (id: string, secret: Buffer) => Key) =>
    text.split(',').map((entry) => {
      const [id = '', encoded = ''] = entry.split(':');
      return make(id, Buffer.from(encoded, 'base64'));
    }) as unknown as readonly [Key, ...Key[]];
  const keys = made(namedKey);
  return { encryption: keys, digests: keys, replacedDigests: [], macs: made(macKey) };
}
