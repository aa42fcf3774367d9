/**
 * Verifies site tokens: JWTs that a portal's server makes for its logged-in user
 * (docs/en/tokens.md, "The token endpoint"), by the rules of RFC 8725. A verified token is cached
 * until it expires, so a page's further requests need no signature check.
 */
import { hash } from 'node:crypto';
import { compactVerify, decodeJwt, decodeProtectedHeader, errors, type JWTPayload } from 'jose';
import type { TokenError } from '../contract/token-errors.ts';
import { LIMITS } from '../contract/wire.ts';
import { checkClaims, type TokenClaims } from './claims.ts';
import type { KeySet } from './key-set.ts';
import type { Site, Sites } from './sites.ts';

export interface VerifiedToken extends Omit<TokenClaims, 'exp'> {
  site: Site;
  /** Milliseconds: the end of its acceptance, with the tolerated clock difference. */
  expiresAt: number;
}

/** The broken rule, for logs. Never a claim's value. */
export type TokenReason =
  | 'missing'
  | 'too-long'
  | 'malformed'
  | 'header-not-allowed'
  | 'unknown-site'
  | 'algorithm-not-allowed'
  | 'unknown-key'
  | 'bad-signature'
  | 'keys-unavailable'
  | 'no-issuer'
  | 'claims';

export interface TokenFailure {
  /** `unavailable`: the site's keys could not be read, so the token could not be checked. */
  code: 'token-missing' | 'token-invalid' | 'token-expired' | 'unavailable';
  reason: TokenReason;
  /**
   * The mistakes of the claims (`claims`). Only when the signature has verified: others learn
   * nothing.
   */
  errors?: TokenError[];
}

export interface TokenVerifier {
  /** The token, if it is in the cache and still good. Checks no signature. */
  recall(token: string): VerifiedToken | undefined;
  /** The result for a cached token, else a promise. Never throws because of a token. */
  verify(token: string): VerifiedToken | TokenFailure | Promise<VerifiedToken | TokenFailure>;
}

interface Entry {
  token: VerifiedToken;
  /** The keys that verified the token. When the site has others, it must be verified again. */
  keySet: KeySet;
}

export const TOKEN_LENGTH = 4096;
const CACHE_SIZE = 10_000;
/** Header parameters by which a token would bring its own key or rules. */
const FORBIDDEN_HEADERS = ['jku', 'jwk', 'x5u', 'x5c', 'crit', 'b64', 'zip', 'enc'];

const digestOf = (token: string): string => hash('sha256', token, 'base64url');

const invalid = (reason: TokenReason): TokenFailure => ({ code: 'token-invalid', reason });

/**
 * The token of an `Authorization` header, or '' (RFC 6750, 2.1; the scheme's case does not matter).
 */
export const bearerToken = (header: string | undefined): string =>
  /^bearer +([^\s,]+) *$/i.exec(header ?? '')?.[1] ?? '';

/** `now` in milliseconds. */
export function createTokenVerifier({
  sites,
  now,
}: {
  sites: Pick<Sites, 'get'>;
  now: () => number;
}): TokenVerifier {
  // By digest, which costs 1 µs more than by text: 10,000 bearer tokens of up to 4 KiB neither fill
  // the memory nor appear in a heap dump.
  const cache = new Map<string, Entry>();

  const remembered = (digest: string): VerifiedToken | undefined => {
    const entry = cache.get(digest);
    if (!entry) return undefined;
    cache.delete(digest);
    const { site, expiresAt } = entry.token;
    const good = now() < expiresAt && sites.get(site.id) === site && site.keys.current() === entry.keySet;
    if (!good) return undefined;
    cache.set(digest, entry); // moves it to the end, as the most recently used one
    return entry.token;
  };

  const remember = (digest: string, entry: Entry): void => {
    if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value!);
    cache.set(digest, entry);
  };

  const check = async (token: string, digest: string): Promise<VerifiedToken | TokenFailure> => {
    const opened = open(token);
    if (typeof opened === 'string') return invalid(opened);
    const site = sites.get(opened.iss);
    if (!site) return invalid('unknown-site');
    if ((opened.alg === 'HS256') !== (site.algorithms === 'secret')) return invalid('algorithm-not-allowed');

    let keySet = site.keys.current() ?? (await site.keys.renew());
    if (!keySet) return { code: 'unavailable', reason: 'keys-unavailable' };
    let result = await verifySignature(token, opened, keySet);
    if (result === 'unknown-key' || result === 'bad-signature') {
      const renewed = await site.keys.renew(); // the site may have published a key since
      if (renewed && renewed !== keySet) {
        keySet = renewed;
        result = await verifySignature(token, opened, keySet);
      }
    }
    if (result !== 'verified') return invalid(result);

    const claims = checkClaims(opened.typ, opened.payload, Math.floor(now() / 1000));
    if (Array.isArray(claims)) return refused(claims);
    const { exp, ...rest } = claims;
    const verified = { site, ...rest, expiresAt: (exp + LIMITS.clockSkew) * 1000 };
    remember(digest, { token: verified, keySet });
    return verified;
  };

  return {
    recall: (token) => remembered(digestOf(token)),
    verify(token) {
      if (token === '') return { code: 'token-missing', reason: 'missing' };
      if (token.length > TOKEN_LENGTH) return invalid('too-long');
      const digest = digestOf(token);
      return remembered(digest) ?? check(token, digest);
    },
  };
}

/** `token-expired` when nothing else is wrong: the widget then asks its portal for a new token. */
const refused = (claims: TokenError[]): TokenFailure => ({
  code: claims.every(({ code }) => code === 'expired') ? 'token-expired' : 'token-invalid',
  reason: 'claims',
  errors: claims,
});

interface Opened {
  alg: string;
  kid: string | undefined;
  typ: unknown;
  iss: string;
  payload: JWTPayload;
}

/** Reads the parts that are needed to check the signature. They are not trusted yet. */
function open(token: string): Opened | TokenReason {
  let header: Record<string, unknown>;
  let payload: JWTPayload;
  try {
    header = decodeProtectedHeader(token) as Record<string, unknown>;
    payload = decodeJwt(token);
  } catch {
    return 'malformed';
  }
  if (FORBIDDEN_HEADERS.some((name) => name in header)) return 'header-not-allowed';
  const { alg, kid, typ } = header;
  if (typeof alg !== 'string' || (kid !== undefined && typeof kid !== 'string')) return 'malformed';
  if (typeof payload.iss !== 'string') return 'no-issuer';
  return { alg, kid, typ, iss: payload.iss, payload };
}

/**
 * True for three parts in strict base64url (RFC 7515, 2: no padding, no other characters). A
 * lenient reader would accept many texts as the same token.
 */
const isCompact = (token: string): boolean => {
  const parts = token.split('.');
  return (
    parts.length === 3 && parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part)
  );
};

export async function verifySignature(
  token: string,
  opened: Pick<Opened, 'alg' | 'kid'>,
  keySet: KeySet,
): Promise<'verified' | TokenReason> {
  if (!isCompact(token)) return 'malformed';
  let failure = noSuchKey(opened.alg);
  for await (const key of keySet.candidates(opened)) {
    try {
      await compactVerify(token, key, { algorithms: [opened.alg] }); // equals the key's algorithm: `candidates` returns no other keys
      return 'verified';
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) return 'malformed';
      failure = 'bad-signature';
    }
  }
  return failure;
}

/**
 * An allowed algorithm without a key: the site may have changed to it, so `unknown-key` reads its
 * URL again.
 */
const noSuchKey = (alg: string): TokenReason =>
  ['EdDSA', 'ES256', 'RS256'].includes(alg) ? 'unknown-key' : 'algorithm-not-allowed';
