/** Keys that verify a site's tokens, each with the one algorithm that it may be used with (RFC 8725, 3.1). */
import { createPublicKey, createSecretKey, type JsonWebKey, type KeyObject } from 'node:crypto';

export type TokenAlgorithm = 'EdDSA' | 'ES256' | 'RS256' | 'HS256';

export interface VerificationKey {
  alg: TokenAlgorithm;
  kid: string | undefined;
  key: KeyObject;
}

/** Immutable: a changed set is a new object, so that caches can compare by identity. */
export interface KeySet {
  readonly keys: readonly VerificationKey[];
  /** Equal for equal keys. */
  readonly fingerprint: string;
}

/** The public members of a JWK, which is all that is stored. */
export type PublicJwk = Record<string, string>;

export class KeySetError extends Error {
  override name = 'KeySetError';
}

/** No rotation needs more, and a token without `kid` is tried with each of them. */
const MAXIMUM_KEYS = 20;
const MINIMUM_RSA_BITS = 2048;
const MAXIMUM_RSA_BITS = 8192;
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];
const PUBLIC_MEMBERS = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'alg', 'use'];

/** JWK `kty` and `crv` → the token's `alg`, and what the JWK may say itself as `alg`. */
const KEY_TYPES: Record<string, { alg: TokenAlgorithm; named: string[] }> = {
  'OKP Ed25519': { alg: 'EdDSA', named: ['EdDSA', 'Ed25519'] },
  'EC P-256': { alg: 'ES256', named: ['ES256'] },
  RSA: { alg: 'RS256', named: ['RS256'] },
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A JWK Set (RFC 7517), or one JWK, checked: public keys only, each fit for EdDSA, ES256 or RS256.
 * `strict` refuses any key that is not (an operator should hear of it); otherwise such keys are left out, as
 * RFC 7517, 5 asks of readers. Throws `KeySetError`.
 */
export function parseJwks(value: unknown, strict: boolean): { jwks: { keys: PublicJwk[] }; keySet: KeySet } {
  const list = isObject(value) && 'kty' in value ? [value] : isObject(value) ? value['keys'] : undefined;
  if (!Array.isArray(list)) throw new KeySetError('not a JWK Set: an object with a list "keys" is expected');
  if (list.length > MAXIMUM_KEYS) throw new KeySetError(`more than ${MAXIMUM_KEYS} keys`);
  const kept: PublicJwk[] = [];
  const keys: VerificationKey[] = [];
  for (const [index, jwk] of list.entries()) {
    if (!isObject(jwk)) throw new KeySetError(`key ${index + 1} is not an object`);
    if (jwk['kty'] === 'oct' || SECRET_MEMBERS.some((member) => member in jwk))
      throw new KeySetError(`key ${index + 1} is private or symmetric: give the public key only`);
    const result = verificationKey(jwk);
    if (typeof result !== 'string') {
      keys.push(result);
      kept.push(publicMembers(jwk));
    } else if (strict) throw new KeySetError(`key ${index + 1} ${result}`);
  }
  if (strict && keys.length === 0) throw new KeySetError('no key in it');
  return { jwks: { keys: kept }, keySet: { keys, fingerprint: JSON.stringify(kept) } };
}

const publicMembers = (jwk: Record<string, unknown>): PublicJwk =>
  Object.fromEntries(
    PUBLIC_MEMBERS.flatMap((name) => (typeof jwk[name] === 'string' ? [[name, jwk[name]]] : [])),
  );

/** The key, or why it is of no use to us. */
function verificationKey(jwk: Record<string, unknown>): VerificationKey | string {
  const type = KEY_TYPES[jwk['kty'] === 'RSA' ? 'RSA' : `${String(jwk['kty'])} ${String(jwk['crv'])}`];
  if (!type) return 'is of another type than Ed25519, P-256 or RSA';
  if (jwk['alg'] !== undefined && !type.named.includes(jwk['alg'] as string))
    return `is for another algorithm than ${type.alg}`;
  if (jwk['use'] !== undefined && jwk['use'] !== 'sig') return 'is not for signatures ("use")';
  const operations = jwk['key_ops'];
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify')))
    return 'is not for verifying ("key_ops")';
  if (jwk['kid'] !== undefined && typeof jwk['kid'] !== 'string') return 'has a "kid" that is not a text';
  let key: KeyObject;
  try {
    key = createPublicKey({ format: 'jwk', key: publicMembers(jwk) as JsonWebKey });
  } catch {
    return 'is not a valid key';
  }
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && (bits < MINIMUM_RSA_BITS || bits > MAXIMUM_RSA_BITS))
    return `has ${bits} bits: RSA keys need ${MINIMUM_RSA_BITS} to ${MAXIMUM_RSA_BITS}`;
  return { alg: type.alg, kid: jwk['kid'] as string | undefined, key };
}

/** Shared secrets as keys: HMAC with the text's own bytes, as the portals' JWT libraries do. */
export const secretKeySet = (secrets: readonly string[]): KeySet => ({
  keys: secrets.map((secret) => ({ alg: 'HS256', kid: undefined, key: createSecretKey(secret, 'utf8') })),
  fingerprint: '', // secrets stand in the site's row and are never compared
});
