/**
 * Site tokens: JWTs that a portal's server mints for its logged-in user (docs/en/tokens.md, "The token endpoint"), verified by
 * the rules of RFC 8725. A verified token is remembered until it expires, so that a page's further requests
 * cost a look-up instead of a signature check.
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
  /** Milliseconds: the last moment it is accepted, clock skew included. */
  expiresAt: number;
}

/** Rich, for logs: which rule was broken, never a claim's value. */
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
  /** `unavailable`: the site's key server has not been reachable, so nothing can be said of the token. */
  code: 'token-missing' | 'token-invalid' | 'token-expired' | 'unavailable';
  reason: TokenReason;
  /** What is wrong with which claim, once the signature has verified (`claims`): strangers are told nothing. */
  errors?: TokenError[];
}

export interface TokenVerifier {
  /** The token if it was verified before and is still good: known without a look at its signature. */
  recall(token: string): VerifiedToken | undefined;
  /** At once for a token that was verified before, else a promise. Never throws for what a token holds. */
  verify(token: string): VerifiedToken | TokenFailure | Promise<VerifiedToken | TokenFailure>;
}

interface Entry {
  token: VerifiedToken;
  /** The very keys it was verified with: others, or none, and it must be verified again. */
  keySet: KeySet;
}

export const TOKEN_LENGTH = 4096;
const CACHE_SIZE = 10_000;
/** Ways for a token to bring its own key or rules; none has a use here. */
const FORBIDDEN_HEADERS = ['jku', 'jwk', 'x5u', 'x5c', 'crit', 'b64', 'zip', 'enc'];

const digestOf = (token: string): string => hash('sha256', token, 'base64url');

const invalid = (reason: TokenReason): TokenFailure => ({ code: 'token-invalid', reason });

/** The token of an `Authorization` header, or '' (RFC 6750, 2.1; the scheme's case does not matter). */
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
  // By digest: 1 µs dearer than the text itself, but 10,000 bearer tokens neither fill the memory (up to
  // 4 KiB each) nor stand in a heap dump.
  const cache = new Map<string, Entry>();

  const remembered = (digest: string): VerifiedToken | undefined => {
    const entry = cache.get(digest);
    if (!entry) return undefined;
    cache.delete(digest);
    const { site, expiresAt } = entry.token;
    const good = now() < expiresAt && sites.get(site.id) === site && site.keys.current() === entry.keySet;
    if (!good) return undefined;
    cache.set(digest, entry); // the most recently used stands last
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

/** Expired and nothing else: the widget asks its portal for a new one. */
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

/** What has to be read before the signature can be checked. Nothing of it is believed yet. */
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
 * Three parts, each in the one base64url form of its bytes (RFC 7515, 2: no padding, no other characters). Readers that are lenient take many
 * texts for one token.
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
      await compactVerify(token, key, { algorithms: [opened.alg] }); // the key's own: only such keys are candidates
      return 'verified';
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) return 'malformed';
      failure = 'bad-signature';
    }
  }
  return failure;
}

/** A site may change over to another algorithm, so its URL is asked; none of ours is a plain refusal. */
const noSuchKey = (alg: string): TokenReason =>
  ['EdDSA', 'ES256', 'RS256'].includes(alg) ? 'unknown-key' : 'algorithm-not-allowed';
