/**
 * The errors of a 401 for a site token whose signature has verified: the claim, and its mistake.
 */

export const TOKEN_CLAIMS = [
  'typ',
  'aud',
  'sub',
  'iat',
  'exp',
  'nbf',
  'purpose',
  'unit',
  'unit.code',
  'unit.name',
  'role',
  'auth_time',
] as const;
export type TokenClaim = (typeof TOKEN_CLAIMS)[number];

export const TOKEN_ERROR_CODES = [
  'required',
  'bad-format',
  'too-long',
  'wrong-value',
  'in-milliseconds',
  'in-the-future',
  'not-after-iat',
  'lifetime-too-long',
  'expired',
] as const;
export type TokenErrorCode = (typeof TOKEN_ERROR_CODES)[number];

/**
 * With 401 after the signature has verified: a claim of the token, with a dot for a nested one
 * (`unit.code`). `typ` is in the header.
 */
export interface TokenError {
  path: TokenClaim;
  code: TokenErrorCode;
}
