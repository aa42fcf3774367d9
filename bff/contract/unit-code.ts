/**
 * Checks unit codes. Pure; used by the BFF and by the registration form.
 * Sources: GB 32100-2015 (USCC), GB 11714-1997 (organization code).
 */
import { bad, type Checked, ok, plainNumber } from './identifiers.ts';

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANIZATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

const usccCheck = (code17: string): string => {
  let sum = 0;
  let weight = 1;
  for (const character of code17) {
    sum += USCC_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_ALPHABET[(31 - (sum % 31)) % 31]!;
};

const organizationCheck = (code8: string): string => {
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += parseInt(code8[i]!, 36) * ORGANIZATION_WEIGHTS[i]!;
  return '0123456789X0'[11 - (sum % 11)]!;
};

/**
 * A unit code in the form in which it is stored and compared: USCC (18) or organization code (9, no
 * hyphen); undefined for other text. It accepts wrong check digits, which real registries contain;
 * `checkUnitCode` does not.
 */
export function normalizeUnitCode(typed: string): string | undefined {
  const code = plainNumber(typed);
  return /^[0-9A-HJ-NP-RT-UW-Y]{18}$|^[0-9A-Z]{8}[0-9X]$/.test(code) ? code : undefined;
}

/** As `normalizeUnitCode`, for a typed code: the check character must be right. */
export function checkUnitCode(typed: string): Checked<string> {
  if (plainNumber(typed) === '') return bad('required');
  const code = normalizeUnitCode(typed);
  if (code === undefined) return bad('bad-format');
  const check = code.length === 18 ? usccCheck(code.slice(0, 17)) : organizationCheck(code.slice(0, 8));
  return check === code[code.length - 1] ? ok(code) : bad('bad-check-digit');
}

/**
 * The organization code of a unit: characters 9-17 of a USCC (GB 32100, 4.4), or the code itself.
 */
export const organizationCodeOf = (code: string): string => (code.length === 18 ? code.slice(8, 17) : code);
