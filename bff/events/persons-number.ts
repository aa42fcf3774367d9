/** Finds the number of a person's document or phone in what staff type. Pure. */
import { checkUnitCode, organizationCodeOf } from '../contract/unit-code.ts';

/** Full-width characters become ASCII; those that nobody sees are left out. */
const visible = (text: string): string =>
  text.normalize('NFKC').replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '');

/** More than spaces and signs. */
export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(visible(text));

/** Unicode has the ten digits of a script in a row. */
const valueOf = (digit: string): string => {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
};

/** The digits in Chinese, each at the index of its value. */
const CHINESE = ['〇零○', '一壹幺', '二贰貳', '三叁參', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'];
const CHINESE_DIGIT = new RegExp(`[${CHINESE.join('')}]`, 'gu');

/**
 * The text with ASCII digits for those of all scripts, without and with the Chinese ones: next to a
 * number these may be words.
 */
function readings(text: string): string[] {
  const typed = visible(text)
    .toUpperCase()
    .replace(/\p{Nd}/gu, valueOf);
  const spelled = typed.replace(CHINESE_DIGIT, (digit) =>
    String(CHINESE.findIndex((digits) => digits.includes(digit))),
  );
  return [typed, spelled];
}

/** Latin, Greek and Cyrillic. */
const ZERO = '[OΟО]';
const DIGIT = '[\\dOΟО]';
const LAST = '[\\dOΟОXΧХ×*]';
/** A space or sign between digits, or a word of a date. */
const BETWEEN = '(?:[^\\p{L}\\p{N}]|[\\p{Lm}年月日])';

/** At each place: another number may stand right before it. */
const EIGHTEEN = new RegExp(`(?=(${DIGIT}{17}${LAST}))`, 'gu');
/**
 * Groups of digits that make up 18 together. Neither end is inside a group, or a phone number, a
 * day and a time would pass for one.
 */
const GROUPED = new RegExp(`(?<!\\d)(?=((?:${DIGIT}${BETWEEN}*){17}${LAST})(?!\\d))`, 'gu');
/**
 * Spaces only around the date of birth, because a phone number with its extension has 15 digits
 * too.
 */
const FIFTEEN = new RegExp(
  `(?<![\\dA-Z])${[6, 2, 2, 2, 3].map((length) => `${DIGIT}{${length}}`).join(`${BETWEEN}*`)}(?![\\dA-Z])`,
  'gu',
);
/**
 * A passport or a permit: a letter and eight digits; C and E also with a second letter and seven.
 */
const TRAVEL = /(?<![\dA-Z])(?:[A-Z]\d{8}|[CE][A-Z]\d{7})(?![\dA-Z])/gu;

const REGION = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\\d)\\d{4}';
const DAY = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
/**
 * Born until 2019: sentences speak of later days. The check character may be wrong, or a sign,
 * which is left out.
 */
const RESIDENT = new RegExp(`^${REGION}(?:(?:19\\d\\d|20[01]\\d)${DAY}\\d{3}.?|\\d\\d${DAY}\\d{3})$`, 'u');
const LETTER_AND_DAY = new RegExp(`^.20\\d\\d${DAY}$`, 'u');

const found = (text: string, pattern: RegExp): string[] =>
  readings(text).flatMap((reading) => [...reading.matchAll(pattern)].map(([whole, ahead = whole]) => ahead));

const plain = (number: string): string =>
  number.replace(new RegExp(BETWEEN, 'gu'), '').replace(new RegExp(ZERO, 'gu'), '0');

/**
 * With both check characters: one in 31 residents' numbers passes for the outer one, and few of
 * those for the organization's within.
 */
export function isSurelyUnitCode(text: string): boolean {
  const checked = checkUnitCode(text);
  return checked.ok && checkUnitCode(organizationCodeOf(checked.value)).ok;
}

/** The number of a resident, of 18 characters or of 15. */
export const hasResidentNumber = (text: string): boolean =>
  [EIGHTEEN, GROUPED, FIFTEEN]
    .flatMap((pattern) => found(text, pattern))
    .map(plain)
    .some((number) => RESIDENT.test(number) && !isSurelyUnitCode(number));

/**
 * For sentences. In a search, a number like a passport's may be an organization's with a mistake,
 * or one of the staff.
 */
export const hasPersonsNumber = (text: string): boolean =>
  hasResidentNumber(text) ||
  found(text, TRAVEL).some((number) => !LETTER_AND_DAY.test(number) && !checkUnitCode(number).ok);

/** Between the groups of a phone number. */
const GAP = '[^\\p{L}\\p{N}]{0,2}';
const grouped = (...lengths: string[]): string => lengths.map((length) => `${DIGIT}{${length}}`).join(GAP);
const MOBILE = `(?=1[3-9])(?:${[grouped('3', '4', '4'), grouped('4', '4', '3'), grouped('4', '3', '4')].join(
  '|',
)})`;
/** A number with the code of its area: one without would look as a day does. */
const LANDLINE = `0${grouped('2,3', '3,4', '4')}`;
/** Begins with the code of a country. */
const ABROAD = `\\+${DIGIT}(?:${GAP}${DIGIT}){7,14}`;
const PHONE = new RegExp(`(?<!\\d)(?:(?:(?:00)?86${GAP})?${MOBILE}|${LANDLINE}|${ABROAD})(?!\\d)`, 'gu');

/** A service's number of five digits, such as 12333, is no person's. */
export const hasPhoneNumber = (text: string): boolean => found(text, PHONE).length > 0;
