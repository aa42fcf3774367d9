/** How a registering unit is reached: pure, used by the BFF and by the registration form at the field. */
import { bad, type Checked, ok, plainNumber } from './identifiers.ts';

/**
 * A mobile number of mainland China as its 11 digits (1, then 3-9); `+86`, `0086`, spaces and hyphens are
 * dropped. Only such numbers can get a code.
 */
export function checkPhone(typed: string): Checked<string> {
  const number = plainNumber(typed).replace(/[()]/g, '');
  if (number === '') return bad('required');
  const digits = number.replace(/^(\+|00)86/, '').replace(/^86(?=\d{11}$)/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? ok(digits) : bad('bad-format');
}

/** The code of a message as its six digits; full-width ones and spaces between them are understood. */
export function checkPhoneCode(typed: string): Checked<string> {
  const digits = plainNumber(typed);
  if (digits === '') return bad('required');
  return /^\d{6}$/.test(digits) ? ok(digits) : bad('bad-format');
}

/** RFC 5321, 4.5.3.1.3. */
const EMAIL_MAXIMUM = 254;

/**
 * An e-mail address as `<input type="email">` understands it (HTML, "valid email address"), with a dot in its
 * domain; full-width forms become ASCII. Whether somebody reads it is not checked.
 */
export function checkEmail(typed: string): Checked<string> {
  const address = typed.normalize('NFKC').trim();
  if (address === '') return bad('required');
  if (address.length > EMAIL_MAXIMUM) return bad('too-long');
  const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
  const pattern = new RegExp(`^[\\w.!#$%&'*+/=?^\`{|}~-]{1,64}@${label}(?:\\.${label})+$`, 'i');
  return pattern.test(address) ? ok(address) : bad('bad-format');
}
