/**
 * The assertion of a registration. The browser passes it to the portal's server, which verifies it
 * with `/.well-known/jwks.json` and creates the account (docs/en/registration.md).
 */
import { SignJWT } from 'jose';
import { ASSERTION_TYPE, type KindView } from '../contract/wire.ts';
import type { SigningKey } from '../signing/index.ts';

/** Seconds, for the way from the browser to the portal's server. */
const LIFETIME = 300;

export interface Assertion {
  /** The BFF's `PUBLIC_URL`. */
  issuer: string;
  siteId: string;
  /** The canonical code, and the registry's name if it has one. */
  unit: { code: string; name: string };
  /** Proven by a code. */
  phone: string;
  /** As typed: not verified. */
  email: string;
  kinds: readonly KindView[];
  /** The JWT's `jti`. */
  id: string;
}

/** A compact JWT. `now` in milliseconds. */
export function signAssertion(
  { kid, privateKey }: SigningKey,
  assertion: Assertion,
  now: number,
): Promise<string> {
  const { issuer, siteId, unit, phone, email, kinds, id } = assertion;
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ unit, phone, email, kinds })
    .setProtectedHeader({ alg: 'ES256', typ: ASSERTION_TYPE, kid })
    .setIssuer(issuer)
    .setAudience(siteId)
    .setSubject(unit.code)
    .setJti(id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME)
    .sign(privateKey);
}
