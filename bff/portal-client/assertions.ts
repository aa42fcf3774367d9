/**
 * Verifies the assertions of the certification service, which say that a unit was registered at the
 * site.
 */
import {
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { ASSERTION_TYPE, type KindView } from '../contract/wire.ts';
import { limited } from './answer.ts';
import { fail, type Result, succeed } from './result.ts';

export interface RegisteredUnit {
  /** The id of the assertion. A retry has another: create one account for each unit. */
  jti: string;
  /** The canonical code, and the name as in the business registration. */
  unit: { code: string; name: string };
  /** The 11 digits of a mobile number, proven by a code. */
  phone: string;
  /** As typed; not verified. */
  email: string;
  /** The unit's certifications, as in the status answers. */
  kinds: readonly KindView[];
}

/**
 * `expired`: genuine, but too old; call `withdraw()`, and let the user press 「注册」 again to get a
 * new one. `refused`: not from the service, or not for this site. `unreachable`: the service's keys
 * cannot be read now; try again later.
 */
export type AssertionError = 'expired' | 'refused' | 'unreachable';

export type VerifyAssertion = (assertion: string) => Promise<Result<RegisteredUnit, AssertionError>>;

export interface AssertionVerifierOptions {
  /** The service's public keys. */
  keys: JWTVerifyGetKey;
  /** The service's `PUBLIC_URL`. */
  issuer: string;
  site: string;
  /** Milliseconds. */
  now: () => number;
}

/** Seconds by which the two clocks may differ. An assertion is good for five minutes. */
const CLOCK_TOLERANCE = 30;

/**
 * Reads the service's keys at `/.well-known/jwks.json`, and again when a key is unknown. `timeout`
 * in milliseconds.
 */
export const remoteKeys = (bff: string, timeout: number): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(`${bff}/.well-known/jwks.json`), {
    timeoutDuration: timeout,
    [customFetch]: async (url, options) => limited(await fetch(url, options)),
  });

export function createAssertionVerifier({
  keys,
  issuer,
  site,
  now,
}: AssertionVerifierOptions): VerifyAssertion {
  return async (assertion) => {
    try {
      const { payload } = await jwtVerify(assertion, keys, {
        issuer,
        audience: site,
        typ: ASSERTION_TYPE,
        algorithms: ['ES256'],
        requiredClaims: ['sub', 'jti', 'iat', 'exp'],
        clockTolerance: CLOCK_TOLERANCE,
        currentDate: new Date(now()),
      });
      const registered = registeredIn(payload);
      return registered ? succeed(registered) : fail('refused');
    } catch (error) {
      if (error instanceof errors.JWTExpired) return fail('expired'); // the signature and the other claims were checked before
      return fail(isAboutToken(error) ? 'refused' : 'unreachable');
    }
  };
}

/** False for errors that come from reading the keys. */
const isAboutToken = (error: unknown) =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  !(error instanceof errors.JWKSInvalid) &&
  error.code !== 'ERR_JOSE_GENERIC';

function registeredIn({ sub, jti, unit, phone, email, kinds }: JWTPayload): RegisteredUnit | undefined {
  const { code, name } = (unit ?? {}) as Partial<RegisteredUnit['unit']>;
  if (typeof jti !== 'string' || typeof code !== 'string' || typeof name !== 'string' || code !== sub)
    return undefined;
  if (typeof phone !== 'string' || typeof email !== 'string' || !Array.isArray(kinds)) return undefined;
  return { jti, unit: { code, name }, phone, email, kinds: kinds as KindView[] };
}
