/** Names as they are typed: what is told at the field. They are compared by the server. */
import { type Checked, bad, ok } from '../../bff/contract/identifiers.ts';
import { LIMITS } from '../../bff/contract/wire.ts';

export type NameProblem = 'digit-in-name' | 'sign-in-name';

/** Control and format characters (zero-width, bidi) come along with pasted text; nobody can see or delete them. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

/** Of a unit: nearly anything. */
export function checkUnitName(typed: string): Checked<string> {
  const name = typed.replace(INVISIBLE, '').trim();
  if (!name) return bad('required');
  return [...name].length > LIMITS.nameMaximum ? bad('too-long') : ok(name);
}

const LEAST = 2;
const MOST_HAN = 30;

/** 〇 is a Chinese character. */
const DIGIT = /(?!\p{Script=Han})\p{N}/u;
/** Rare characters can be private-use code points, or have a variation selector. */
const HAN = String.raw`\p{Script=Han}\p{Co}`;
const DOTS = '·•‧∙・･．﹒.';
const HAN_NAME = new RegExp(`^[${HAN}\\p{Mn}${DOTS}]+$`, 'u');
/** Latin letters, or those of another script: `O’Brien`, `Anne-Marie`, `J. Smith`. */
const OTHER_NAME = new RegExp(`^(?=.*(?!\\p{Script=Han})\\p{L})[\\p{L}\\p{M}${HAN}${DOTS}'‘’ʼ‐‑-]+$`, 'u');
/** A dot stands between letters, or ends what is shortened in Latin letters. */
const DOT_ASTRAY = new RegExp(`^[${DOTS}]|[${HAN}][${DOTS}]$`, 'u');
const NOT_COUNTED = /[\p{M}\p{P}∙]/gu;

/** Of a person: 2 to 30 Chinese characters, or up to 100 with other letters or a name dot; no digits or signs. */
export function checkPersonName(typed: string): Checked<string> | { ok: false; code: NameProblem } {
  const name = checkUnitName(typed);
  if (!name.ok) return name;
  const text = name.value.replace(/\s/gu, '');
  if (DIGIT.test(text)) return { ok: false, code: 'digit-in-name' };
  const han = HAN_NAME.test(text);
  if ((!han && !OTHER_NAME.test(text)) || DOT_ASTRAY.test(text)) return { ok: false, code: 'sign-in-name' };
  const letters = text.replace(NOT_COUNTED, '');
  const { length } = [...letters];
  if (length < LEAST) return bad('too-short');
  const dotted = letters.length < text.replace(/\p{M}/gu, '').length;
  return han && !dotted && length > MOST_HAN ? bad('too-long') : name;
}
