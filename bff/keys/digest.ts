/** Keyed digests of personal data that is only ever compared. */
import { timingSafeEqual } from 'node:crypto';
import type { MacKey } from './profile.ts';
import type { KeyRing } from './keys.ts';

/** The use of a digest. The same value has different digests in two uses. */
export type DigestUse =
  | 'number'
  | 'person'
  | 'name'
  | 'handler'
  | 'claim'
  | 'user'
  | 'address'
  | 'body'
  | 'key'
  | 'phone'
  | 'phone-code'
  | 'phone-token'
  | 'phone-proof'
  | 'desk-session'
  | 'desk-login'
  | 'desk-look';

/** Bytes kept of a MAC: 128 bits leave no collision in any registry. */
const LENGTH = 16;

export interface Digester {
  /** Under the newest key: what is written. `KEYID.base64url`. */
  of(use: DigestUse, value: string): string;
  /**
   * Under every live key, newest first: what is looked up. One, but while a digest key is being
   * replaced.
   */
  all(use: DigestUse, value: string): string[];
  /** Under every live key and every replaced one: for finding a person in old rows. */
  ever(use: DigestUse, value: string): string[];
  /** The ids of the live keys, newest first. */
  liveKeys(): string[];
}

const one = (key: MacKey, use: DigestUse, value: string): string =>
  `${key.id}.${key.mac(`${use}\0${value}`).toString('base64url', 0, LENGTH)}`;

/** The digester of a ring, by the keys that it has at each call. */
export const createDigester = (ring: Pick<KeyRing, 'digests' | 'replacedDigests'>): Digester => ({
  of: (use, value) => one(ring.digests[0], use, value),
  all: (use, value) => ring.digests.map((key) => one(key, use, value)),
  ever: (use, value) => [...ring.digests, ...ring.replacedDigests].map((key) => one(key, use, value)),
  liveKeys: () => ring.digests.map(({ id }) => id),
});

/** Constant-time comparison of two secrets or digests. */
export function equalInConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
