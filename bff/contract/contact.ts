/**
 * Checks phone numbers, codes and e-mail addresses. Pure; used by the BFF and by the registration
 * form.
 */
import { bad, type Checked, ok, plainNumber } from './identifiers.ts';

/**
 * Returns a mobile number of mainland China as 11 digits (1, then 3-9), without `+86`, `0086`,
 * spaces and hyphens. Other numbers are refused, because they cannot get a code.
 */
export function checkPhone(typed: string): Checked<string> {
  const number = plainNumber(typed).replace(/[()]/g, '');
  if (number === '') return bad('required');
  const digits = number.replace(/^(\+|00)86/, '').replace(/^86(?=\d{11}$)/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? ok(digits) : bad('bad-format');
}

/** Groups the digits: `138 0013 8000`. */
export const groupPhone = (phone: string): string => phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3');

/** The six digits of a code. Full-width digits and spaces are accepted. */
export function checkPhoneCode(typed: string): Checked<string> {
  const digits = plainNumber(typed);
  if (digits === '') return bad('required');
  return /^\d{6}$/.test(digits) ? ok(digits) : bad('bad-format');
}

/** RFC 5321, 4.5.3.1.3. */
const EMAIL_MAXIMUM = 254;

/**
 * An e-mail address as `<input type="email">` accepts it (HTML, "valid email address"), with a dot
 * in its domain. Full-width forms become ASCII. It does not check whether the address exists.
 */
export function checkEmail(typed: string): Checked<string> {
  const address = typed.normalize('NFKC').trim();
  if (address === '') return bad('required');
  if (address.length > EMAIL_MAXIMUM) return bad('too-long');
  const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
  const pattern = new RegExp(`^[\\w.!#$%&'*+/=?^\`{|}~-]{1,64}@${label}(?:\\.${label})+$`, 'i');
  return pattern.test(address) ? ok(address) : bad('bad-format');
}
