/** Encryption at rest of the little that must be read again, as text with the name of its key: `KEYID.base64url`. */
import type { EncryptionKey } from './profile.ts';
import type { Keys } from './keys.ts';

export interface Cipher {
  /** `context` binds the text to its place (table and key); it must be the same when it is opened. */
  seal(plaintext: string, context: string): string;
  /** Throws when the text was altered, moved, or its key is gone. */
  open(sealed: string, context: string): string;
}

/** Undefined when `open` throws as `Cipher.open` does. */
export function ifReadable<Opened>(open: () => Opened): Opened | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}

export const createCipher = (keys: Keys<EncryptionKey>): Cipher => ({
  seal: (plaintext, context) => `${keys[0].id}.${keys[0].seal(plaintext, context).toString('base64url')}`,
  open(sealed, context) {
    const dot = sealed.indexOf('.');
    const key = keys.find(({ id }) => id === sealed.slice(0, dot));
    if (!key) throw new Error('encrypted under a key that is not there');
    return key.open(Buffer.from(sealed.slice(dot + 1), 'base64url'), context);
  },
});
