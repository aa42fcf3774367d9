/** Token mistakes in words, for the portal's developer: what is wrong, and what was expected. Never a value of the token. */
import type { TokenClaim, TokenError, TokenErrorCode } from '../contract/token-errors.ts';
import { LIMITS, TOKEN_AUDIENCE, TOKEN_TYPE } from '../contract/wire.ts';
import { SUB_MAXIMUM, UNIT_NAME_MAXIMUM } from './claims.ts';

const SECONDS = 'seconds since 1970 (UTC)';

const EXPECTED: Record<TokenClaim, string> = {
  typ: `"${TOKEN_TYPE}" in the token's header`,
  aud: `"${TOKEN_AUDIENCE}"`,
  sub: `the user's id at the portal, a text of 1 to ${SUB_MAXIMUM} characters`,
  iat: `when the token was made, in ${SECONDS}, by a clock that is right to ${LIMITS.clockSkew} s`,
  exp: `a time after "iat" and at most ${LIMITS.tokenLifetime} s after it, in ${SECONDS}`,
  nbf: `a time that has come, in ${SECONDS}, or nothing`,
  purpose: '"certification", "registration" or "status"',
  unit: 'an object like { "code": "…", "name": "…" }',
  'unit.code': 'a unified social credit code (18 characters) or an organization code (9), as a text',
  'unit.name': `a text of at most ${UNIT_NAME_MAXIMUM} characters, or nothing`,
  role: '"administrator" or "operator"',
  auth_time: `when the user logged in, in ${SECONDS}, or nothing`,
};

const WRONG: Record<TokenErrorCode, string> = {
  required: 'is missing',
  'bad-format': 'has the wrong type or form',
  'too-long': 'is too long',
  'wrong-value': 'has another value',
  'in-milliseconds': 'is in milliseconds, not in seconds',
  'in-the-future': 'lies in the future',
  'not-after-iat': 'is not after "iat"',
  'lifetime-too-long': `is more than ${LIMITS.tokenLifetime} s after "iat"`,
  expired: 'has passed: the token has expired, and a new one is needed',
};

export const tellTokenError = ({ path, code }: TokenError): string =>
  `"${path}" ${WRONG[code]}. Expected: ${EXPECTED[path]}.`;

/** The `detail` of a 401. */
export const tellTokenErrors = (errors: readonly TokenError[]): string =>
  `The token's signature is right. ${errors.map(tellTokenError).join(' ')}`;
