/**
 * The profile `sm`, of the national algorithms: HMAC-SM3 (GB/T 32905), and SM4-CTR (GB/T 32907,
 * GB/T 17964) with HMAC-SM3 over it. Node has no authenticated mode of SM4, so text is encrypted
 * first and then authenticated, under two keys of their own.
 *
 * Sealed bytes: nonce (16), ciphertext, tag (32). The tag covers the length of the context (8
 * bytes), the context, the nonce and the ciphertext. The nonce is the first counter block: random,
 * 128 bits. Counters of two texts meet with a chance below 2^-50 after 2^32 texts of 64 KiB, which
 * is as many as one key may encrypt.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  getCiphers,
  getHashes,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { derive, hmacKey } from './hmac.ts';
import type { Profile } from './profile.ts';

const HASH = 'sm3';
const CIPHER = 'sm4-ctr';
const NONCE = 16;
const TAG = 32;

export const SM: Profile = {
  name: 'sm',
  isAvailable: () => getHashes().includes(HASH) && getCiphers().includes(CIPHER),
  macKey: (id, secret, use) => hmacKey(HASH, id, secret, use),
  encryptionKey(id, secret, use) {
    const key = derive(HASH, secret, `${use}: cipher`, 16);
    const tagKey = derive(HASH, secret, `${use}: tag`, 32);
    const tagOf = (nonceAndText: Buffer, context: string): Buffer => {
      const bound = Buffer.from(context);
      const length = Buffer.alloc(8);
      length.writeBigUInt64BE(BigInt(bound.length));
      return createHmac(HASH, tagKey).update(length).update(bound).update(nonceAndText).digest();
    };
    return {
      id,
      seal(plaintext, context) {
        const nonce = randomBytes(NONCE);
        const cipher = createCipheriv(CIPHER, key, nonce);
        const body = Buffer.concat([nonce, cipher.update(plaintext, 'utf8'), cipher.final()]);
        return Buffer.concat([body, tagOf(body, context)]);
      },
      open(sealed, context) {
        if (sealed.length < NONCE + TAG) throw new Error('too short for what was sealed');
        const body = sealed.subarray(0, -TAG);
        if (!timingSafeEqual(tagOf(body, context), sealed.subarray(-TAG)))
          throw new Error('altered, moved, or sealed under another key');
        const decipher = createDecipheriv(CIPHER, key, body.subarray(0, NONCE));
        return decipher.update(body.subarray(NONCE), undefined, 'utf8') + decipher.final('utf8');
      },
    };
  },
};
