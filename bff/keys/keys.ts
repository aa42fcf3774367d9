/**
 * Two kinds of keys. The operator has master keys (`MASTER_KEYS`); all that they do is to wrap the
 * data keys, which are random and stand in the database (`data-keys.ts`). Data keys encrypt, digest
 * and sign. There is one for each use, so that no use weakens another, and more while one is being
 * replaced.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { EncryptionKey, MacKey, NamedKey } from './profile.ts';

/** The first one writes; all of them read. */
export type Keys<Key extends NamedKey> = readonly [Key, ...Key[]];

export interface KeyRing {
  encryption: Keys<EncryptionKey>;
  digests: Keys<MacKey>;
  /** Digest keys that were replaced: only for finding a person in old rows. */
  replacedDigests: readonly MacKey[];
  /**
   * Sign events, seals, heads, anchors and proposals; secrets of the proof of work come from them.
   */
  macs: Keys<MacKey>;
  /** MAC keys that were replaced: only for verifying old events and seals. */
  replacedMacs: readonly ReplacedMac[];
}

export interface ReplacedMac {
  key: MacKey;
  /** The position of the last event, and of the last seal, that it verifies. */
  upTo: number;
}

/** As the operator gave it. The database's profile makes a key of it. */
export interface MasterSecret extends NamedKey {
  secret: KeyObject;
}

/**
 * `id:base64(32 bytes)`, comma-separated, newest first. Throws with the position of what is wrong.
 * A key is of 32 random bytes (`openssl rand -base64 32`): zeros, and text that is no base64 but
 * would be read as some, are refused.
 */
export function parseMasterKeys(text: string): Keys<MasterSecret> {
  const keys = text.split(',').map((entry, index): MasterSecret => {
    const [id, encoded = '', ...rest] = entry.trim().split(':');
    const secret = Buffer.from(encoded, 'base64');
    const isStrict = secret.toString('base64') === encoded;
    if (!id || !/^[A-Za-z0-9_-]{1,16}$/.test(id) || rest.length > 0 || secret.length !== 32 || !isStrict)
      throw new Error(`key ${index + 1} must be id:base64 of 32 bytes, the id 1-16 letters, digits, _ or -`);
    if (secret.every((byte) => byte === 0))
      throw new Error(`key ${index + 1} is all zeros: make one with openssl rand -base64 32`);
    return { id, secret: createSecretKey(secret) };
  });
  if (new Set(keys.map((key) => key.id)).size < keys.length) throw new Error('two keys have the same id');
  return keys as unknown as Keys<MasterSecret>;
}
