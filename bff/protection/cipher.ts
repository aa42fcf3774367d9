/**
 * Encryption at rest of the little that must be read again. AES-256-GCM behind one small interface, so that
 * a national algorithm can follow when Node has an authenticated SM4 mode.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Keys } from './keys.ts';

export interface Cipher {
  /** `context` binds the text to its place (table and key); it must be the same when it is opened. */
  seal(plaintext: string, context: string): string;
  /** Throws when the text was altered, moved, or its key is gone. */
  open(sealed: string, context: string): string;
}

const NONCE = 12;
const TAG = 16;

export const createCipher = (keys: Keys): Cipher => ({
  seal(plaintext, context) {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', keys[0].key, nonce, { authTagLength: TAG });
    cipher.setAAD(Buffer.from(context));
    const bytes = Buffer.concat([
      nonce,
      cipher.update(plaintext, 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return `${keys[0].id}.${bytes.toString('base64url')}`;
  },
  open(sealed, context) {
    const dot = sealed.indexOf('.');
    const key = keys.find(({ id }) => id === sealed.slice(0, dot));
    if (!key) throw new Error('encrypted under a key that is not there');
    const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key.key, bytes.subarray(0, NONCE), {
      authTagLength: TAG,
    });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(-TAG));
    return decipher.update(bytes.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8');
  },
});
