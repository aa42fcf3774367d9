/**
 * The master key ring and what is derived from it. Digest and encryption keys are separate (HKDF-SHA-256,
 * RFC 5869), so that neither use weakens the other.
 */
import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

export interface NamedKey {
  /** The master key's name and a part of this key's hash, so that another key of the same name is another key. */
  id: string;
  key: KeyObject;
}

export interface DerivedKey {
  id: string;
  digest: KeyObject;
  encryption: KeyObject;
  /** Signs events. */
  event: NamedKey;
  /** Signs seals, heads and anchors. */
  seal: NamedKey;
  /** Signs challenges of the proof of work, and their answers. */
  challenge: KeyObject;
  solution: KeyObject;
}

/** Newest first: it writes; all of them read. */
export type KeyRing = readonly [DerivedKey, ...DerivedKey[]];

const derive = (master: Buffer, use: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', master, '', `unit-certification ${use}`, 32)));

const named = (id: string, key: KeyObject): NamedKey => {
  const hash = createHash('sha256').update(key.export()).digest('base64url');
  return { id: `${id}-${hash.slice(0, 8)}`, key };
};

/**
 * `id:base64(32 bytes)`, comma-separated, newest first. Throws with the position of what is wrong. A key is of 32 random bytes
 * (`openssl rand -base64 32`): zeros, and text that is no base64 but would be read as some, are refused.
 */
export function parseKeyRing(text: string): KeyRing {
  const keys = text.split(',').map((entry, index) => {
    const [id, encoded = '', ...rest] = entry.trim().split(':');
    const master = Buffer.from(encoded, 'base64');
    const isStrict = master.toString('base64') === encoded;
    if (!id || !/^[A-Za-z0-9_-]{1,16}$/.test(id) || rest.length > 0 || master.length !== 32 || !isStrict)
      throw new Error(`key ${index + 1} must be id:base64 of 32 bytes, the id 1-16 letters, digits, _ or -`);
    if (master.every((byte) => byte === 0))
      throw new Error(`key ${index + 1} is all zeros: make one with openssl rand -base64 32`);
    return {
      id,
      digest: derive(master, 'digest'),
      encryption: derive(master, 'encryption'),
      event: named(id, derive(master, 'event')),
      seal: named(id, derive(master, 'seal')),
      challenge: derive(master, 'challenge'),
      solution: derive(master, 'solution'),
    };
  });
  if (new Set(keys.map((key) => key.id)).size < keys.length) throw new Error('two keys have the same id');
  return keys as unknown as KeyRing;
}
