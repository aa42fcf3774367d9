/** What a 401 says of a site token whose signature has verified: which claim, and what is wrong with it. */

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

/** `typ` stands in the token's header, the others in its payload; dotted where it is deeper: `unit.code`. */
export interface TokenError {
  path: TokenClaim;
  code: TokenErrorCode;
}
