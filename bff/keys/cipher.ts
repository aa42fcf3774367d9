/**
 * Encryption at rest of the little that must be read again, as text with the name of its key:
 * `KEYID.base64url`.
 */
import type { KeyRing } from './keys.ts';
import { KeysTooOld } from './live-keys.ts';

export interface Cipher {
  /**
   * `context` binds the text to its place (table and key); it must be the same when it is opened.
   */
  seal(plaintext: string, context: string): string;
  /** Throws when the text was altered, moved, or its key is gone. */
  open(sealed: string, context: string): string;
}

/** Undefined when the text was altered, moved, or its key is gone. */
export function ifReadable<Opened>(open: () => Opened): Opened | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof KeysTooOld) throw error; // newer keys may open it
    return undefined;
  }
}

/** The cipher of a ring, by the keys that it has at each call. */
export const createCipher = (ring: Pick<KeyRing, 'encryption'>): Cipher => ({
  seal(plaintext, context) {
    const [key] = ring.encryption;
    return `${key.id}.${key.seal(plaintext, context).toString('base64url')}`;
  },
  open(sealed, context) {
    const dot = sealed.indexOf('.');
    const key = ring.encryption.find(({ id }) => id === sealed.slice(0, dot));
    if (!key) throw new Error('encrypted under a key that is not there');
    return key.open(Buffer.from(sealed.slice(dot + 1), 'base64url'), context);
  },
});
