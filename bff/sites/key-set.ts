/** The keys that verify a site's tokens. Each is used with one algorithm only (RFC 8725, 3.1). */
import { createPublicKey, createSecretKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { createLocalJWKSet, errors, type CryptoKey } from 'jose';

export type TokenAlgorithm = 'EdDSA' | 'ES256' | 'RS256' | 'HS256';

/** The header parameters of a token that select its key. */
export interface TokenHeader {
  alg: string;
  kid: string | undefined;
}

/** Immutable. Changed keys make a new object, so that caches can compare by identity. */
export interface KeySet {
  /** The public keys, each with its `alg`; empty for shared secrets. */
  readonly keys: readonly PublicJwk[];
  /** The keys with the token's algorithm, and with its `kid` when both have one. */
  candidates(header: TokenHeader): AsyncIterable<CryptoKey>;
  /** The same for the same keys. */
  readonly fingerprint: string;
}

/** The public members of a JWK. Others are not stored. */
export type PublicJwk = Record<string, string> & { kty: string };

export class KeySetError extends Error {
  override name = 'KeySetError';
}

/** Enough for any rotation. A token without `kid` is tried with each key. */
const MAXIMUM_KEYS = 20;
const MINIMUM_RSA_BITS = 2048;
const MAXIMUM_RSA_BITS = 8192;
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];
const PUBLIC_MEMBERS = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'alg', 'use'];

/** JWK `kty` and `crv` → the token's `alg`, and the values that the JWK's own `alg` may have. */
const KEY_TYPES: Record<string, { alg: TokenAlgorithm; named: string[] }> = {
  'OKP Ed25519': { alg: 'EdDSA', named: ['EdDSA', 'Ed25519'] },
  'EC P-256': { alg: 'ES256', named: ['ES256'] },
  RSA: { alg: 'RS256', named: ['RS256'] },
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Checks a JWK Set (RFC 7517) or one JWK: public keys for EdDSA, ES256 or RS256. Throws
 * `KeySetError` for a private or symmetric key. An unusable key is an error with `strict` (an
 * operator gives the set); otherwise it is left out, as RFC 7517, 5 asks.
 */
export function parseJwks(value: unknown, strict: boolean): { jwks: { keys: PublicJwk[] }; keySet: KeySet } {
  const list = isObject(value) && 'kty' in value ? [value] : isObject(value) ? value['keys'] : undefined;
  if (!Array.isArray(list)) throw new KeySetError('not a JWK Set: an object with a list "keys" is expected');
  if (list.length > MAXIMUM_KEYS) throw new KeySetError(`more than ${MAXIMUM_KEYS} keys`);
  const stored: PublicJwk[] = [];
  const keys: PublicJwk[] = [];
  for (const [index, jwk] of list.entries()) {
    if (!isObject(jwk)) throw new KeySetError(`key ${index + 1} is not an object`);
    if (jwk['kty'] === 'oct' || SECRET_MEMBERS.some((member) => member in jwk))
      throw new KeySetError(`key ${index + 1} is private or symmetric: give the public key only`);
    const result = algorithmOf(jwk);
    if ('alg' in result) {
      stored.push(publicMembers(jwk));
      keys.push({ ...publicMembers(jwk), alg: result.alg });
    } else if (strict) throw new KeySetError(`key ${index + 1} ${result.problem}`);
  }
  if (strict && keys.length === 0) throw new KeySetError('no key in it');
  return { jwks: { keys: stored }, keySet: publicKeySet(keys, JSON.stringify(stored)) };
}

function publicKeySet(keys: PublicJwk[], fingerprint: string): KeySet {
  const all = createLocalJWKSet({ keys });
  const nameless = createLocalJWKSet({ keys: keys.filter(({ kid }) => kid === undefined) });
  return {
    keys,
    fingerprint,
    async *candidates({ alg, kid }) {
      let found = false;
      for await (const key of keysOf(all, { alg, ...(kid !== undefined && { kid }) })) {
        found = true;
        yield key;
      }
      if (!found && kid !== undefined) yield* keysOf(nameless, { alg });
    },
  };
}

async function* keysOf(
  find: ReturnType<typeof createLocalJWKSet>,
  header: { alg: string; kid?: string },
): AsyncGenerator<CryptoKey> {
  try {
    yield await find(header);
  } catch (error) {
    if (error instanceof errors.JWKSMultipleMatchingKeys) yield* error;
    else if (!(error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JOSENotSupported))
      throw error;
  }
}

const publicMembers = (jwk: Record<string, unknown>) =>
  Object.fromEntries(
    PUBLIC_MEMBERS.flatMap((name) => (typeof jwk[name] === 'string' ? [[name, jwk[name]]] : [])),
  ) as PublicJwk;

/** The algorithm of a key, or the reason why the key is unusable. */
function algorithmOf(jwk: Record<string, unknown>): { alg: TokenAlgorithm } | { problem: string } {
  const problem = problemOf(jwk);
  return problem === undefined ? { alg: typeOf(jwk)!.alg } : { problem };
}

const typeOf = (jwk: Record<string, unknown>) =>
  KEY_TYPES[jwk['kty'] === 'RSA' ? 'RSA' : `${String(jwk['kty'])} ${String(jwk['crv'])}`];

function problemOf(jwk: Record<string, unknown>): string | undefined {
  const type = typeOf(jwk);
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
  const { modulusLength: bits, publicExponent } = key.asymmetricKeyDetails ?? {};
  if (publicExponent === 1n) return 'has the exponent 1, under which anybody can sign';
  if (bits !== undefined && (bits < MINIMUM_RSA_BITS || bits > MAXIMUM_RSA_BITS))
    return `has ${bits} bits: RSA keys need ${MINIMUM_RSA_BITS} to ${MAXIMUM_RSA_BITS}`;
  return undefined;
}

const HS256 = { name: 'HMAC', hash: 'SHA-256' } as const;

/**
 * Shared secrets as keys. The key is the secret's UTF-8 bytes, as in portals' JWT libraries. Made
 * as `jose` uses them, which would else make one of the secret for each token.
 */
export function secretKeySet(secrets: readonly string[]): KeySet {
  // Node.js names more usages of keys than the type of `jose` has.
  const keys = secrets.map(
    (secret) => createSecretKey(secret, 'utf8').toCryptoKey(HS256, false, ['verify']) as CryptoKey,
  );
  return {
    keys: [],
    fingerprint: '', // secrets come from the site's row and are never compared
    async *candidates({ alg }) {
      if (alg === 'HS256') yield* keys;
    },
  };
}
