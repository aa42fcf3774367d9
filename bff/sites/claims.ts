/**
 * Checks the `typ` and the claims of a site token whose signature has verified, and returns all
 * mistakes at once. Pure.
 */
import type { TokenClaim, TokenError, TokenErrorCode } from '../contract/token-errors.ts';
import { INVISIBLE } from '../contract/identifiers.ts';
import { normalizeUnitCode } from '../contract/unit-code.ts';
import {
  LIMITS,
  PURPOSES,
  ROLES,
  TOKEN_AUDIENCE,
  TOKEN_TYPE,
  type Purpose,
  type Role,
} from '../contract/wire.ts';

export interface TokenClaims {
  purpose: Purpose;
  /** The portal's user id; '' when a portal's server names none (purpose `status`). */
  sub: string;
  /**
   * Present when `purpose` is `certification`; the code normalized, wrong check digits accepted.
   */
  unit?: { code: string; name?: string } | undefined;
  /** Present when `purpose` is `certification`. */
  role?: Role | undefined;
  /** The `exp` claim, seconds. */
  exp: number;
}

export const SUB_MAXIMUM = 256;
export const UNIT_NAME_MAXIMUM = 200;
/** A larger number is a time in milliseconds: in seconds it would be after the year 5138. */
const MILLISECONDS_FROM = 100_000_000_000;

type Payload = Record<string, unknown>;
type Verdict = TokenErrorCode | undefined;

/** `now` in seconds. The caller has checked the signature, and with it `iss`. */
export function checkClaims(typ: unknown, payload: Payload, now: number): TokenClaims | TokenError[] {
  const { aud, sub, purpose, unit, role } = payload;
  const verdicts: Partial<Record<TokenClaim, Verdict>> = {
    typ: checkType(typ),
    aud: checkAudience(aud),
    ...checkTimes(payload, now),
    sub: purpose === 'status' && isMissing(sub) ? undefined : checkText(sub, SUB_MAXIMUM),
    purpose: checkChoice(purpose, PURPOSES),
    ...(purpose === 'certification' && { ...checkUnit(unit), role: checkChoice(role, ROLES) }),
  };
  const mistakes = Object.entries(verdicts) as [TokenClaim, Verdict][];
  const errors = mistakes.flatMap(([path, code]): TokenError[] => (code ? [{ path, code }] : []));
  return errors.length > 0 ? errors : claimsOf(payload);
}

/** `payload` has no mistake. */
function claimsOf({ sub, purpose, unit, role, exp }: Payload): TokenClaims {
  const claims = { purpose: purpose as Purpose, sub: (sub as string | undefined) ?? '', exp: exp as number };
  if (purpose !== 'certification') return claims;
  const { code: typed, name: given } = unit as { code: string; name?: string | null };
  const code = normalizeUnitCode(typed)!;
  const name = given && shownName(given);
  return { ...claims, unit: name ? { code, name } : { code }, role: role as Role };
}

/** Nobody has checked the name, and pages show it beside other text. */
const shownName = (given: string): string =>
  given
    .replace(INVISIBLE, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

const isMissing = (value: unknown): value is undefined | null => value === undefined || value === null;

/** The media type with or without `application/` (RFC 7515, 4.1.9); its case does not matter. */
function checkType(typ: unknown): Verdict {
  if (isMissing(typ)) return 'required';
  if (typeof typ !== 'string') return 'bad-format';
  return typ.toLowerCase().replace(/^application\//, '') === TOKEN_TYPE ? undefined : 'wrong-value';
}

function checkAudience(aud: unknown): Verdict {
  if (isMissing(aud)) return 'required';
  const audiences: unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!audiences.every((audience) => typeof audience === 'string')) return 'bad-format';
  return audiences.includes(TOKEN_AUDIENCE) ? undefined : 'wrong-value';
}

function checkText(text: unknown, maximum: number): Verdict {
  if (isMissing(text)) return 'required';
  if (typeof text !== 'string') return 'bad-format';
  if (text.trim() === '') return 'required';
  return [...text].length > maximum ? 'too-long' : undefined;
}

const checkChoice = (value: unknown, choices: readonly unknown[]): Verdict =>
  isMissing(value) ? 'required' : choices.includes(value) ? undefined : 'wrong-value';

/** Checks a time without a comparison to others. */
function checkTime(time: unknown): Verdict {
  if (isMissing(time)) return 'required';
  if (typeof time !== 'number') return 'bad-format';
  return time >= MILLISECONDS_FROM ? 'in-milliseconds' : undefined;
}

/** Checks a time that must not be in the future. */
const checkPast = (time: unknown, now: number): Verdict =>
  checkTime(time) ?? ((time as number) > now + LIMITS.clockSkew ? 'in-the-future' : undefined);

function checkTimes(
  { iat, exp, nbf, auth_time }: Payload,
  now: number,
): Partial<Record<TokenClaim, Verdict>> {
  return {
    iat: checkPast(iat, now),
    exp: checkTime(exp) ?? checkEnd(exp as number, iat, now),
    nbf: isMissing(nbf) ? undefined : checkPast(nbf, now),
    auth_time: isMissing(auth_time) ? undefined : checkPast(auth_time, now),
  };
}

function checkEnd(exp: number, iat: unknown, now: number): Verdict {
  if (exp <= now - LIMITS.clockSkew) return 'expired';
  if (checkTime(iat) !== undefined) return undefined; // reported as a mistake of `iat`
  if (exp <= (iat as number)) return 'not-after-iat';
  return exp - (iat as number) > LIMITS.tokenLifetime ? 'lifetime-too-long' : undefined;
}

function checkUnit(unit: unknown): Partial<Record<TokenClaim, Verdict>> {
  if (isMissing(unit)) return { unit: 'required' };
  if (typeof unit !== 'object' || Array.isArray(unit)) return { unit: 'bad-format' };
  const { code, name } = unit as { code?: unknown; name?: unknown };
  return { 'unit.code': checkCode(code), 'unit.name': checkName(name) };
}

function checkCode(code: unknown): Verdict {
  if (isMissing(code) || code === '') return 'required';
  return typeof code === 'string' && normalizeUnitCode(code) !== undefined ? undefined : 'bad-format';
}

function checkName(name: unknown): Verdict {
  if (isMissing(name)) return undefined;
  if (typeof name !== 'string') return 'bad-format';
  return [...name.trim()].length > UNIT_NAME_MAXIMUM ? 'too-long' : undefined;
}
