/** Makes a token of an HS256 site as a portal's server does. */
import { SignJWT } from 'jose';
import { TOKEN_AUDIENCE, TOKEN_TYPE, type Purpose, type Role } from '../../bff/contract/wire.ts';

export interface TokenRequest {
  siteId: string;
  purpose: Purpose;
  sub: string;
  /** In a token of purpose `certification`. */
  unit?: { code: string; name?: string | undefined } | undefined;
  /** In a token of purpose `certification`. */
  role?: Role | undefined;
  /** Seconds, 300 at most. */
  lifetime: number;
}

/** `now` in milliseconds. */
export function mintToken(secret: string, request: TokenRequest, now: number): Promise<string> {
  const { siteId, purpose, sub, unit, role, lifetime } = request;
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ purpose, ...(purpose === 'certification' && { unit, role }) })
    .setProtectedHeader({ alg: 'HS256', typ: TOKEN_TYPE })
    .setIssuer(siteId)
    .setAudience(TOKEN_AUDIENCE)
    .setSubject(sub)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetime)
    .sign(Buffer.from(secret, 'utf8'));
}
