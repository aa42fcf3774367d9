/**
 * Explains mistakes of tokens to the portal's developer, with the expected value. No value of the
 * token is quoted.
 */
import type { TokenClaim, TokenError, TokenErrorCode } from '../contract/token-errors.ts';
import { LIMITS, TOKEN_AUDIENCE, TOKEN_TYPE } from '../contract/wire.ts';
import { SUB_MAXIMUM, UNIT_NAME_MAXIMUM } from './claims.ts';
import { TOKEN_LENGTH, type TokenReason } from './tokens.ts';

const SECONDS = 'seconds since 1970 (UTC)';

const EXPECTED: Record<TokenClaim, string> = {
  typ: `"${TOKEN_TYPE}" in the token's header`,
  aud: `"${TOKEN_AUDIENCE}"`,
  sub: `the user's id at the portal, a text of 1 to ${SUB_MAXIMUM} characters`,
  iat: `when the token was made, in ${SECONDS}, by a clock that is right to ${LIMITS.clockSkew} s`,
  exp: `a time after "iat" and at most ${LIMITS.tokenLifetime} s after it, in ${SECONDS}`,
  nbf: `a time in the past, in ${SECONDS}, or nothing`,
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
  'in-the-future': 'is in the future',
  'not-after-iat': 'is not after "iat"',
  'lifetime-too-long': `is more than ${LIMITS.tokenLifetime} s after "iat"`,
  expired: 'has passed: the token has expired, and a new one is needed',
};

export const tellTokenError = ({ path, code }: TokenError): string =>
  `"${path}" ${WRONG[code]}. Expected: ${EXPECTED[path]}.`;

/** The `detail` of a 401. */
export const tellTokenErrors = (errors: readonly TokenError[]): string =>
  `The token's signature is right. ${errors.map(tellTokenError).join(' ')}`;

const REMEDIES: Record<TokenErrorCode, string> = {
  required: 'Add it where your server makes the token.',
  'bad-format': 'Give it that type and form.',
  'too-long': 'Shorten it.',
  'wrong-value': 'Set it to that, in the same spelling.',
  'in-milliseconds': 'Divide by 1000 and round down.',
  'in-the-future': 'Set the server’s clock (NTP), and take the time in UTC.',
  'not-after-iat': `Set it to "iat" plus ${LIMITS.tokenLifetime} or less.`,
  'lifetime-too-long': `Set it to "iat" plus ${LIMITS.tokenLifetime} or less.`,
  expired:
    'Make a new token each time the token endpoint is called; store none. When each one is late by whole hours, the time is of another zone: take seconds in UTC (Python: int(time.time())).',
};

export const remedyOf = ({ code }: TokenError): string => REMEDIES[code];

interface Words {
  problem: string;
  remedy: string;
}

/**
 * Explains to the operator why a token was refused, for reasons found before its signature is
 * verified.
 */
const REASONS: Record<Exclude<TokenReason, 'claims'>, Words> = {
  missing: {
    problem: 'There is no token.',
    remedy: 'Give it as an argument, or - and the token on standard input.',
  },
  'too-long': {
    problem: `The token has more than ${TOKEN_LENGTH} characters.`,
    remedy: 'Leave out claims that are not needed.',
  },
  malformed: {
    problem:
      'This is not a signed JWT: three parts of base64url joined by dots, the first two of them JSON objects, an "alg" in the header.',
    remedy:
      'Take the value of "token" alone, whole, without quotes and without “Bearer”. Where a part contains "=", "+" or "/", it is base64: base64url has "-" and "_" and no "=" (Python: urlsafe_b64encode(x).rstrip(b"=")).',
  },
  'header-not-allowed': {
    problem: 'The header brings its own key or rules (jku, jwk, x5u, x5c, crit, b64, zip or enc).',
    remedy: 'Leave them out: "alg", "typ" and "kid" are enough.',
  },
  'no-issuer': {
    problem: '"iss" is missing or is not a text. Expected: the site’s id.',
    remedy: 'Set it to the id that `site list` shows.',
  },
  'unknown-site': {
    problem: 'No site of this database has the id that "iss" says.',
    remedy:
      '`site list` lists the sites. Set "iss" to one of them, or add the site; or this is another database than the BFF’s.',
  },
  'algorithm-not-allowed': {
    problem: 'The site’s keys are for another algorithm than "alg".',
    remedy: 'Sign with the algorithm of the site’s keys, or change them: `site rotate`.',
  },
  'unknown-key': {
    problem: 'The site has no key with the header’s "kid" and "alg".',
    remedy:
      'Publish the key in the site’s JWK Set (`site rotate` for one from a file), or sign with one of those that it has.',
  },
  'bad-signature': {
    problem: 'No key of the site has made this signature.',
    remedy:
      'Shared secret: the key is the secret’s text as UTF-8 bytes, not decoded from base64. Own keys: sign with the private key that belongs to the ' +
      'public one of the site; an ES256 signature is 64 raw bytes (r and s), not DER. Change nothing after signing.',
  },
  'keys-unavailable': {
    problem: 'The site’s keys could not be read from its URL, so the signature could not be checked.',
    remedy: 'Make sure that this machine gets a JWK Set from the URL that `site show` shows.',
  },
};

export const tellTokenReason = (reason: Exclude<TokenReason, 'claims'>): Words => REASONS[reason];
