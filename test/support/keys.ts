/** Keys for tests that have no database of their own to open them from, and the profile that the run tests. */
import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { ProfileName } from '../../bff/keys/profile.ts';
import { profileOf } from '../../bff/keys/profiles.ts';
import { loadConfig } from '../../bff/server/config.ts';
import type { KeyRing } from '../../bff/keys/keys.ts';

/** The profile of the run (`npm run test:sm`): a test that is not about one profile uses this one. */
export const PROFILE: ProfileName =
  loadConfig({ CRYPTO_PROFILE: process.env['CRYPTO_PROFILE'] }).cryptoProfile ?? 'standard';

/** For the environment of what a test starts. */
export const PROFILE_ENV = { CRYPTO_PROFILE: PROFILE };

/** `id:base64(32 random bytes)`: a master key, or a text for `keysOf`. */
export const newKeyText = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;

/** Data keys of `id:base64(32 bytes)`, comma-separated, newest first: each one encrypts, digests and signs. */
export function keysOf(text: string, name = PROFILE): KeyRing {
  const { encryptionKey, macKey } = profileOf(name);
  const made = <Key>(make: (id: string, secret: KeyObject, use: string) => Key, use: string) =>
    text.split(',').map((entry) => {
      const [id = '', encoded = ''] = entry.split(':');
      return make(id, createSecretKey(Buffer.from(encoded, 'base64')), use);
    }) as unknown as readonly [Key, ...Key[]];
  return {
    encryption: made(encryptionKey, 'encryption'),
    digests: made(macKey, 'digests'),
    replacedDigests: [],
    macs: made(macKey, 'macs'),
    replacedMacs: [],
  };
}
