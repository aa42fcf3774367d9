/** The tokens by which a site vouches for its users, for its visitors, and for its own server. */
import type { KeyObject } from 'node:crypto';
import { SignJWT, type CryptoKey, type JWK } from 'jose';
import { LIMITS, TOKEN_AUDIENCE, TOKEN_TYPE, type Purpose, type Role } from '../contract/wire.ts';

/** A user of the site who is logged in for a unit. */
export interface SiteUser {
  /** The site's user id, stable, no name and no document number. */
  id: string;
  /** Its unified social credit code or organization code, and its name as the site knows it. */
  unit: { code: string; name?: string };
  /** `administrator` may certify; `operator` is told to ask the administrator. */
  role: Role;
  /** When the user logged in: with it the prompt that was put off asks again after the next login. */
  authenticatedAt?: Date;
}

/**
 * What the site signs with: the secret that `site add --hs256` printed, or a private key whose public half is in the JWKS
 * that the operator knows, under the same `kid`.
 */
export type SigningKey =
  | { secret: string }
  | { alg: 'EdDSA' | 'ES256' | 'RS256'; kid: string; privateKey: CryptoKey | KeyObject | JWK };

export interface TokenIssuer {
  /** For a logged-in user; good for five minutes. */
  token(user: SiteUser): Promise<string>;
  /** For somebody who has no account yet, to register a unit. `visitor`: the id of an anonymous session. */
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
        unit: { code: unit.code, name: unit.name }, // nothing else that the caller's object has
        role,
        ...(authenticatedAt && { auth_time: seconds(authenticatedAt.getTime()) }),
      }),
    registrationToken: (visitor) => sign(visitor, { purpose: 'registration' }),
    statusToken: () => sign('server', { purpose: 'status' }),
  };
}

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
