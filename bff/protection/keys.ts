/**
 * Two kinds of keys. The operator has master keys (`MASTER_KEYS`); all that they do is to wrap the data keys, which are random and stand in
 * the database (`data-keys.ts`). Data keys encrypt, digest and sign. There is one for each use, so that no use weakens another, and more
 * while one is being replaced.
 */
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

export interface NamedKey {
  /** The id of the key; everything that is made with the key begins with it. */
  id: string;
  key: KeyObject;
}

/** The first one writes; all of them read. */
export type Keys<Key extends NamedKey = NamedKey> = readonly [Key, ...Key[]];

/** `key` signs events, seals, heads and anchors. */
export interface MacKey extends NamedKey {
  /** Signs challenges of the proof of work, and their answers. */
  challenge: KeyObject;
  solution: KeyObject;
}

export interface KeyRing {
  encryption: Keys;
  digests: Keys;
  /** Digest keys that were replaced: only for finding a person in old rows. */
  replacedDigests: readonly NamedKey[];
  macs: Keys<MacKey>;
}

/** HKDF-SHA-256 (RFC 5869). */
const derive = (secret: Buffer, use: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `unit-certification ${use}`, 32)));

/** `secret`: 32 random bytes. */
export const namedKey = (id: string, secret: Buffer): NamedKey => ({ id, key: createSecretKey(secret) });

/** `secret`: 32 random bytes. */
export const macKey = (id: string, secret: Buffer): MacKey => ({
  id,
  key: derive(secret, 'events'),
  challenge: derive(secret, 'challenge'),
  solution: derive(secret, 'solution'),
});

/**
 * `id:base64(32 bytes)`, comma-separated, newest first. Throws with the position of what is wrong. A key is of 32 random bytes
 * (`openssl rand -base64 32`): zeros, and text that is no base64 but would be read as some, are refused.
 */
export function parseMasterKeys(text: string): Keys {
  const keys = text.split(',').map((entry, index): NamedKey => {
    const [id, encoded = '', ...rest] = entry.trim().split(':');
    const master = Buffer.from(encoded, 'base64');
    const isStrict = master.toString('base64') === encoded;
    if (!id || !/^[A-Za-z0-9_-]{1,16}$/.test(id) || rest.length > 0 || master.length !== 32 || !isStrict)
      throw new Error(`key ${index + 1} must be id:base64 of 32 bytes, the id 1-16 letters, digits, _ or -`);
    if (master.every((byte) => byte === 0))
      throw new Error(`key ${index + 1} is all zeros: make one with openssl rand -base64 32`);
    return { id, key: derive(master, 'data keys') };
  });
  if (new Set(keys.map((key) => key.id)).size < keys.length) throw new Error('two keys have the same id');
  return keys as unknown as Keys;
}
