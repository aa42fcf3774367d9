/** A site token's claims beyond those that every JWT library checks. Pure. */
import { normaliseUnitCode } from '../contract/unit-code.ts';
import { LIMITS, type Purpose, type Role } from '../contract/wire.ts';

export interface TokenClaims {
  purpose: Purpose;
  /** The portal's user id. */
  sub: string;
  /** Present when `purpose` is `certification`; the code normalized, wrong check digits accepted. */
  unit?: { code: string; name?: string } | undefined;
  /** Present when `purpose` is `certification`. */
  role?: Role | undefined;
  /** The `exp` claim, seconds. */
  exp: number;
}

/** For logs: which rule, never a value. */
export type ClaimsProblem =
  | 'claim-iat'
  | 'claim-exp'
  | 'issued-in-the-future'
  | 'lifetime-too-long'
  | 'claim-sub'
  | 'claim-purpose'
  | 'claim-unit'
  | 'claim-unit-name'
  | 'claim-role';

const SUB_MAXIMUM = 256;
const UNIT_NAME_MAXIMUM = 200;
const PURPOSES: readonly unknown[] = ['certification', 'registration', 'status'] satisfies Purpose[];
const ROLES: readonly unknown[] = ['administrator', 'operator'] satisfies Role[];

/** `now` in seconds. That `iss`, `aud`, `typ` are right and `exp` has not passed is checked before. */
export function checkClaims(payload: Record<string, unknown>, now: number): TokenClaims | ClaimsProblem {
  const { iat, exp, sub, purpose, unit, role } = payload;
  if (typeof iat !== 'number') return 'claim-iat';
  if (typeof exp !== 'number' || exp <= iat) return 'claim-exp';
  if (iat > now + LIMITS.clockSkew) return 'issued-in-the-future';
  if (exp - iat > LIMITS.tokenLifetime) return 'lifetime-too-long';
  if (typeof sub !== 'string' || sub.trim() === '' || [...sub].length > SUB_MAXIMUM) return 'claim-sub';
  if (!PURPOSES.includes(purpose)) return 'claim-purpose';
  const claims: TokenClaims = { purpose: purpose as Purpose, sub, exp };
  if (purpose !== 'certification') return claims;
  const checked = checkUnit(unit);
  if (typeof checked === 'string') return checked;
  if (!ROLES.includes(role)) return 'claim-role';
  return { ...claims, unit: checked, role: role as Role };
}

function checkUnit(unit: unknown): { code: string; name?: string } | ClaimsProblem {
  if (typeof unit !== 'object' || unit === null) return 'claim-unit';
  const { code: typed, name: given } = unit as { code?: unknown; name?: unknown };
  const code = typeof typed === 'string' ? normaliseUnitCode(typed) : undefined;
  if (code === undefined) return 'claim-unit';
  if (given === undefined || given === null) return { code };
  if (typeof given !== 'string') return 'claim-unit-name';
  const name = given.trim();
  if ([...name].length > UNIT_NAME_MAXIMUM) return 'claim-unit-name';
  return name === '' ? { code } : { code, name };
}
