/**
 * The tokens by which a site vouches for its users, and for itself, to the certification service
 * (contract, section 2). A real portal does just this, in its own language.
 */
import { SignJWT, type CryptoKey } from 'jose';

const LIFETIME_SECONDS = 300;

/** Whom a token speaks for. */
export interface TokenUser {
  /** The site's user id: the token's `sub`. */
  id: string;
  unit: { code: string; name: string };
  role: 'administrator' | 'operator';
}

export interface Signer {
  siteId: string;
  /** A private key with its id at the site's JWKS, or the bytes of the site's secret. */
  key: { alg: 'EdDSA'; kid: string; private: CryptoKey } | { alg: 'HS256'; secret: Uint8Array };
}

export interface TokenIssuer {
  /**
   * A token for this user, good for five minutes. `authenticatedAt` and `now` in milliseconds: the
   * first tells the widget that a new login has happened since the prompt was put off.
   */
  issue(user: TokenUser, authenticatedAt: number, now: number): Promise<string>;
  /** A token for somebody who has no account yet, to register a unit; `visitor` is their anonymous session. */
  issueForRegistration(visitor: string, now: number): Promise<string>;
  /** A token for the site's own server, to ask for the status of units. */
  issueForStatus(now: number): Promise<string>;
}

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

export function createTokenIssuer({ siteId, key }: Signer): TokenIssuer {
  const sign = (subject: string, claims: Record<string, unknown>, now: number) => {
    const { alg } = key;
    const header = { alg, typ: 'unit-certification+jwt', ...(alg === 'EdDSA' && { kid: key.kid }) };
    return new SignJWT(claims)
      .setProtectedHeader(header)
      .setIssuer(siteId)
      .setAudience('unit-certification')
      .setSubject(subject)
      .setIssuedAt(seconds(now))
      .setExpirationTime(seconds(now) + LIFETIME_SECONDS)
      .sign(alg === 'EdDSA' ? key.private : key.secret);
  };
  return {
    issue: ({ id, unit, role }, authenticatedAt, now) =>
      sign(id, { purpose: 'certification', unit, role, auth_time: seconds(authenticatedAt) }, now),
    issueForRegistration: (visitor, now) => sign(visitor, { purpose: 'registration' }, now),
    issueForStatus: (now) => sign('server', { purpose: 'status' }, now),
  };
}
