/** The Idempotency-Key of an attempt: the same key with the same body gets the first answer, with another body a refusal. */
import type { Digester } from '../protection/digest.ts';

/** Digests under every live key, newest first: the first is written with the submission, all are looked up. */
export interface Idempotency {
  /** Of the key in its scope. */
  keys: readonly string[];
  bodies: readonly string[];
}

/** `scope`: the key, and all within which it is unique. `body`: one text for one body. */
export const idempotencyOf = (digester: Digester, scope: readonly string[], body: string): Idempotency => ({
  keys: digester.all('key', JSON.stringify(scope)),
  bodies: digester.all('body', body),
});
