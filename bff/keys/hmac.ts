/**
 * Made with a hash function, the same way in each profile: HMAC (RFC 2104, GB/T 15852.2), and HKDF
 * (RFC 5869) with it.
 */
import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { MacKey } from './profile.ts';

export type Hash = 'sha256' | 'sm3';

/** `length` in bytes. */
export const derive = (hash: Hash, secret: KeyObject, use: string, length: number): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync(hash, secret, '', `unit-certification ${use}`, length)));

export function hmacKey(hash: Hash, id: string, secret: KeyObject, use: string): MacKey {
  const key = derive(hash, secret, use, 32);
  return { id, mac: (text) => createHmac(hash, key).update(text).digest() };
}
