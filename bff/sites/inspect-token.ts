/**
 * Explains a token to the operator, with a remedy for every mistake. It uses the same verifier as
 * requests.
 */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { Site } from './sites.ts';
import { remedyOf, tellTokenError, tellTokenReason } from './token-words.ts';
import { createTokenVerifier, type TokenFailure } from './tokens.ts';

export interface Mistake {
  /** The claim; only when the signature has verified. */
  path?: string;
  code: string;
  /** The mistake, and the expected value. */
  problem: string;
  remedy: string;
}

export interface Inspection {
  accepted: boolean;
  /** The problem code that a request with the token gets. */
  code?: TokenFailure['code'];
  /** RFC 3339: the last moment when it is accepted, with the tolerated clock difference. */
  until?: string;
  /** As in the token; null when it cannot be read. */
  header: object | null;
  claims: object | null;
  /** The site that must have signed it, and its keys. */
  site: { id: string; keys: string[] } | null;
  signature: 'verifies' | 'does-not-verify' | 'not-checked';
  mistakes: Mistake[];
}

/** `find` reads the site that the token names; `now` in milliseconds. */
export async function inspectToken(
  token: string,
  find: (id: string) => Promise<Site | undefined>,
  now: () => number,
): Promise<Inspection> {
  const header = read(() => decodeProtectedHeader(token));
  const claims = read(() => decodeJwt(token));
  const site = typeof claims?.iss === 'string' ? await find(claims.iss) : undefined;
  const result = await createTokenVerifier({ sites: { get: () => site }, now }).verify(token);
  const seen = { header, claims, site: site ? { id: site.id, keys: keysOf(site) } : null };
  if (!('code' in result)) {
    const until = new Date(result.expiresAt).toISOString();
    return { accepted: true, until, ...seen, signature: 'verifies', mistakes: [] };
  }
  return {
    accepted: false,
    code: result.code,
    ...seen,
    signature: signatureOf(result),
    mistakes: mistakesOf(result),
  };
}

function read<T extends object>(decode: () => T): T | null {
  try {
    return decode();
  } catch {
    return null;
  }
}

const keysOf = ({ algorithms, keys }: Site): string[] =>
  algorithms === 'secret'
    ? ['HS256: a shared secret']
    : (keys.current()?.keys ?? []).map(({ alg, kid }) => `${alg}: ${kid ? `kid ${kid}` : 'without kid'}`);

const signatureOf = ({ reason }: TokenFailure): Inspection['signature'] =>
  reason === 'claims' ? 'verifies' : reason === 'bad-signature' ? 'does-not-verify' : 'not-checked';

function mistakesOf({ reason, errors }: TokenFailure): Mistake[] {
  if (reason === 'claims')
    return (errors ?? []).map((error) => ({
      ...error,
      problem: tellTokenError(error),
      remedy: remedyOf(error),
    }));
  return [{ code: reason, ...tellTokenReason(reason) }];
}
