/** Makes the site's tokens for its users, its visitors, and its own server. */
import type { KeyObject } from 'node:crypto';
import { SignJWT, type CryptoKey, type JWK } from 'jose';
import { LIMITS, TOKEN_AUDIENCE, TOKEN_TYPE, type Purpose, type Role } from '../contract/wire.ts';

/** A user of the site who is logged in for a unit. */
export interface SiteUser {
  /** The site's user id. It must be stable, and must not be a name or document number. */
  id: string;
  /** The unified social credit code or organization code, and the name at the site. */
  unit: { code: string; name?: string };
  /** An `administrator` may certify; an `operator` sees that the administrator has to. */
  role: Role;
  /**
   * When the user logged in. With it a prompt that was put off appears again after the next login.
   */
  authenticatedAt?: Date;
}

/**
 * The key that signs the site's tokens: the secret that `site add --hs256` printed, or a private
 * key whose public key is in the site's JWK Set under the same `kid`.
 */
export type SigningKey =
  | { secret: string }
  | { alg: 'EdDSA' | 'ES256' | 'RS256'; kid: string; privateKey: CryptoKey | KeyObject | JWK };

export interface TokenIssuer {
  /** For a logged-in user. Good for five minutes. */
  token(user: SiteUser): Promise<string>;
  /**
   * For a visitor without an account, to register a unit. `visitor`: the id of the anonymous
   * session.
   */
  registrationToken(visitor: string): Promise<string>;
  /** For the site's own server, to ask for the status of units. */
  statusToken(): Promise<string>;
}

/** `now` in milliseconds. */
export function createTokenIssuer(site: string, key: SigningKey, now: () => number): TokenIssuer {
  const header =
    'secret' in key ? { alg: 'HS256', typ: TOKEN_TYPE } : { alg: key.alg, typ: TOKEN_TYPE, kid: key.kid };
  const signingKey = 'secret' in key ? new TextEncoder().encode(key.secret) : key.privateKey;

  const sign = (subject: string, claims: { purpose: Purpose; [claim: string]: unknown }) => {
    const issuedAt = seconds(now());
    return new SignJWT(claims)
      .setProtectedHeader(header)
      .setIssuer(site)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject(subject)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + LIMITS.tokenLifetime)
      .sign(signingKey);
  };
  return {
    token: ({ id, unit, role, authenticatedAt }) =>
      sign(id, {
        purpose: 'certification',
        unit: { code: unit.code, name: unit.name }, // not the other members of the caller's object
        role,
        ...(authenticatedAt && { auth_time: seconds(authenticatedAt.getTime()) }),
      }),
    registrationToken: (visitor) => sign(visitor, { purpose: 'registration' }),
    statusToken: () => sign('server', { purpose: 'status' }),
  };
}

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
