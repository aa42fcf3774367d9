/**
 * The assertions of the certification service: "this unit was registered at your site" (contract, "Assertion"). A real
 * portal's server verifies them just so, before it makes an account.
 */
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';

export interface RegisteredUnit {
  /** Of the assertion: one makes one account. */
  jti: string;
  unit: { code: string; name: string };
}

/**
 * `expired`: genuine, but too old: the service gives a fresh one. `refused`: not from the service, or not for this site.
 * `away`: the service's keys cannot be read now.
 */
export type Verified =
  { result: 'verified'; registered: RegisteredUnit } | { result: 'expired' | 'refused' | 'away' };

export interface AssertionOptions {
  /** Base URL of the certification service, without a trailing slash: its issuer name, and where its keys are. */
  bffUrl: string;
  siteId: string;
  /** The clock, in milliseconds. */
  now: () => number;
  /** By default the service's, read at its `/.well-known/jwks.json`. */
  keys?: JWTVerifyGetKey | undefined;
}

const KEYS_TIMEOUT_MS = 3_000;
/** Other clocks may be this wrong, in seconds; an assertion lives for five minutes. */
const CLOCK_TOLERANCE = 30;

function registeredIn({ sub, jti, unit }: JWTPayload): RegisteredUnit | undefined {
  const { code, name } = (unit ?? {}) as Partial<RegisteredUnit['unit']>;
  if (typeof jti !== 'string' || typeof code !== 'string' || typeof name !== 'string' || code !== sub)
    return undefined;
  return { jti, unit: { code, name } };
}

export function createAssertionVerifier({ bffUrl, siteId, now, keys }: AssertionOptions) {
  const url = new URL(`${bffUrl}/.well-known/jwks.json`);
  const known = keys ?? createRemoteJWKSet(url, { timeoutDuration: KEYS_TIMEOUT_MS });
  return async (assertion: string): Promise<Verified> => {
    try {
      const { payload } = await jwtVerify(assertion, known, {
        issuer: bffUrl,
        audience: siteId,
        typ: 'unit-registration+jwt',
        algorithms: ['ES256'],
        requiredClaims: ['sub', 'jti', 'iat', 'exp'],
        clockTolerance: CLOCK_TOLERANCE,
        currentDate: new Date(now()),
      });
      const registered = registeredIn(payload);
      return registered ? { result: 'verified', registered } : { result: 'refused' };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { result: 'expired' }; // signature and other claims were good
      // A refusal has a code of the token's; everything else is about reading the keys.
      const about = error instanceof errors.JOSEError ? error.code : '';
      return { result: /^ERR_J(WT|WS|OSE_ALG)|NO_MATCHING_KEY$/.test(about) ? 'refused' : 'away' };
    }
  };
}

export type VerifyAssertion = ReturnType<typeof createAssertionVerifier>;
