/**
 * Checks document numbers, dates and names. Pure; used by the BFF and by the widget's form.
 * Sources: GB 11643-1999 (resident ID), ISO 7064 MOD 11-2 (check character), and the exit-entry
 * administration's document forms.
 */
import { LIMITS, type FieldErrorCode } from './wire.ts';

export type Checked<T> = { ok: true; value: T } | { ok: false; code: FieldErrorCode };

export const ok = <T>(value: T): Checked<T> => ({ ok: true, value });
export const bad = (code: FieldErrorCode): Checked<never> => ({ ok: false, code });

/** Spaces, and invisible characters of pasted text: zero-width and bidirectional ones. */
const UNSEEN = /[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/**
 * The form in which numbers are compared: ASCII, without spaces and hyphens, letters in upper case.
 * After 17 digits, signs that look like an X are one: people type `×`, or a Cyrillic or Greek
 * letter.
 */
export const plainNumber = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[-\u2010-\u2015\u2212]/g, '')
    .replace(UNSEEN, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase()) // `ß`.toUpperCase() would make two letters
    .replace(/^(\d{17})[×ХхΧχ]$/, '$1X');

/** ISO 7064 MOD 11-2 check character over 17 digits (GB 11643). */
const residentCheck = (digits17: string): string => {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(digits17[i]) * (2 ** (17 - i) % 11);
  return '10X98765432'[sum % 11]!;
};

const isRealDate = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

const birthDateIsReal = (eight: string): boolean => checkDate(eight, '9999').ok;

/**
 * A foreign permanent residence card of the new form starts with 9 and has the nationality where a
 * resident ID has the region. Birth date and check character are in the same places.
 */
const checkResident = (number: string): Checked<string> =>
  number[17] === residentCheck(number.slice(0, 17)) && birthDateIsReal(number.slice(6, 14))
    ? ok(number)
    : bad('bad-check-digit');

/**
 * Normalizes a document number and checks it by the rule of its form. An old resident ID of 15
 * digits is returned in the form of 18 characters (century 19).
 */
export function checkIdNumber(typed: string): Checked<string> {
  const number = plainNumber(typed);
  if (number === '') return bad('required');
  if (!/^[A-Z0-9]+$/.test(number)) return bad('bad-characters');
  if (number.length < LIMITS.idNumberMinimum) return bad('too-short');
  if (/^\d{17}[\dX]$/.test(number)) return checkResident(number);
  if (/^\d{15}$/.test(number)) {
    const upgraded = `${number.slice(0, 6)}19${number.slice(6)}`;
    if (!birthDateIsReal(upgraded.slice(6, 14))) return bad('bad-check-digit');
    return ok(upgraded + residentCheck(upgraded));
  }
  if (number.length > LIMITS.idNumberMaximum) return bad('too-long');
  // Travel permits, passports and other documents have a letter, or a length that no ID has. Two
  // such forms are mistyped IDs: 14 digits with an X, and 18 characters whose last two, an X and a
  // digit, are swapped.
  return /^\d{14}X$|^\d{16}X\d$/.test(number) ? bad('bad-check-digit') : ok(number);
}

/**
 * Year, month and day of a date as people write it; undefined for other text. The day may not exist
 * in the calendar.
 */
export function readDate(typed: string): { year: number; month: number; day: number } | undefined {
  const text = typed.normalize('NFKC').replace(UNSEEN, '');
  const parts =
    /^(\d{4})[-/.年‐‑–—。、](\d{1,2})[-/.月‐‑–—。、](\d{1,2})[日号]?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return parts ? { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) } : undefined;
}

/**
 * A calendar date as people write it — `2001-05-18`, `2001/5/18`, `2001.5.18`, `20010518`,
 * `2001年5月18日` — as `YYYY-MM-DD`. `today` is `YYYY-MM-DD` in the user's calendar (China Standard
 * Time).
 */
export function checkDate(typed: string, today: string): Checked<string> {
  if (typed.replace(UNSEEN, '') === '') return bad('required');
  const read = readDate(typed);
  if (!read) return bad('bad-date');
  const { year, month, day } = read;
  if (year < 1800 || !isRealDate(year, month, day)) return bad('bad-date');
  const date = [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
  return date > today ? bad('in-the-future') : ok(date);
}

/** The date in China Standard Time (UTC+8, no daylight saving), `YYYY-MM-DD`. */
export const chinaDate = (now: number): string => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);

/** The last millisecond of the instant's day in China. */
export const endOfChinaDay = (now: number): number => Date.parse(`${chinaDate(now)}T23:59:59.999+08:00`);

/**
 * An instant in the day by which a deadline is told: the last day that is whole before `end` (RFC
 * 3339), so that the deadline holds for all of it. All days in China have the same length.
 */
export const lastWholeDay = (end: string): number => Date.parse(end) + 1 - 24 * 3_600_000;

/** Zero-width and bidirectional characters, which tell no names apart. */
export const INVISIBLE = /\p{Cf}/gu;

/**
 * Control, zero-width and bidirectional characters, lone surrogates, and the replacement character
 * U+FFFD.
 */
const REFUSED_IN_NAMES = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffd]/u;

/**
 * Only invisible characters: spaces, refused ones, variation selectors and fillers (Unicode, DI),
 * the empty Braille cell.
 */
const UNSEEN_ONLY = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/**
 * A person's name as typed: trimmed, 1-100 code points, no invisible character. `comparableName` of
 * the BFF compares names.
 */
export function checkName(typed: string): Checked<string> {
  const name = typed.trim();
  if (UNSEEN_ONLY.test(name)) return bad('required');
  if (REFUSED_IN_NAMES.test(name)) return bad('bad-characters');
  return [...name].length > LIMITS.nameMaximum ? bad('too-long') : ok(name);
}
