/**
 * The profile `standard`: HMAC-SHA-256, and AES-256-GCM with a random nonce of 96 bits (at most
 * 2^32 texts a key, NIST SP 800-38D).
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { derive, hmacKey } from './hmac.ts';
import type { Profile } from './profile.ts';

const NONCE = 12;
const TAG = 16;

export const STANDARD: Profile = {
  name: 'standard',
  isAvailable: () => true,
  macKey: (id, secret, use) => hmacKey('sha256', id, secret, use),
  encryptionKey(id, secret, use) {
    const key = derive('sha256', secret, use, 32);
    return {
      id,
      seal(plaintext, context) {
        const nonce = randomBytes(NONCE);
        const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
        cipher.setAAD(Buffer.from(context));
        const text = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
        return Buffer.concat([nonce, text, cipher.getAuthTag()]);
      },
      open(sealed, context) {
        const nonce = sealed.subarray(0, NONCE);
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
        decipher.setAAD(Buffer.from(context));
        decipher.setAuthTag(sealed.subarray(-TAG));
        return decipher.update(sealed.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8');
      },
    };
  },
};
