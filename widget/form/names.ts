/**
 * Persons' names as they are typed: the errors and doubts that their field shows. The server
 * compares them.
 */
import { bad, checkName } from '../../bff/contract/identifiers.ts';
import type { Doubtful } from './doubtful.ts';

/**
 * A `title-in-name` is doubtful, because there are people who are called so. A `unit-in-name` needs
 * the user's word that it is a person's.
 */
export type NameProblem = 'digit-in-name' | 'sign-in-name' | 'title-in-name' | 'unit-in-name';

/**
 * Control and format characters (zero-width, bidi) are pasted with a text; nobody can see or delete
 * them.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

/** Without them. */
export const visible = (typed: string): string => typed.replace(INVISIBLE, '');

/** 〇 is a Chinese character. */
const DIGIT = /(?!\p{Script=Han})\p{N}/u;
/**
 * Dots between characters, and one at an end, which the server drops; rare characters can be
 * private-use code points, or have a variation selector.
 */
const DOTS = '·•‧∙・･．﹒.';
const HAN = '[\\p{Script=Han}\\p{Co}\\p{Mn}]+';
const HAN_NAME = new RegExp(`^[${DOTS}]?${HAN}([${DOTS}]${HAN})*[${DOTS}]?$`, 'u');
const NOT_COUNTED = new RegExp(`[\\p{M}${DOTS}]`, 'gu');
const OTHER = `\\p{L}[\\p{L}\\p{M}\\p{Co}${DOTS}'‘’ʼ‐‑-]*`;
/**
 * Latin letters, or those of another script, alone or with Chinese ones: `O’Brien`, `Anne-Marie`,
 * `J. Smith Jr.`, `LEE KWOK BUN（李国斌）`.
 */
const OTHER_NAME = new RegExp(`^(?=.*(?!\\p{Script=Han})\\p{L})${OTHER}([(（]${OTHER}[)）])?$`, 'u');

/** How people are addressed, beside their name. */
const TITLE =
  /^.[总總]$|(先生|女士|小姐|太太|同志|[经經]理|[总總]裁|[总總][监監]|董事[长長]?|主任|老板|老闆|老[师師]|[会會][计計]|律[师師])$|^(mr|mrs|ms|miss|dr|prof)[.\s]/iu;

/** Endings of units' names, after more than a person's surname. */
const UNIT =
  /.{2}(公司|集[团團]|中心|[学學]校|小[学學]|中[学學]|大[学學]|[学學]院|[医醫]院|[银銀]行|商行|商店|酒店|[饭飯]店|超市|[协協][会會]|商[会會])$|\p{Script=Han}{4}[局厂廠店社所院部处處站馆館园園厅廳场場会會]$/u;
/**
 * By itself, because `\p{Script=Han}` in a pattern that ignores case takes browsers milliseconds to
 * compile.
 */
const LATIN_UNIT = /[\s.,](ltd|limited|inc|llc|corp|company|corporation|school|university|hospital)\.?$/iu;

/**
 * A person's name: 2 to 30 Chinese characters, or up to 100 with other letters or a name dot; no
 * digits or signs. A doubtful name has a value. `meant`: the user has said that it is no unit's.
 */
export function checkPersonName(typed: string, meant = false): Doubtful<NameProblem> {
  const name = checkName(visible(typed));
  if (!name.ok) return name;
  if (!meant && (UNIT.test(name.value) || LATIN_UNIT.test(name.value)))
    return { ok: false, code: 'unit-in-name' };
  const text = name.value.replace(/\s/gu, '');
  if (DIGIT.test(text)) return { ok: false, code: 'digit-in-name' };
  const han = HAN_NAME.exec(text);
  if (!han && !OTHER_NAME.test(text)) return { ok: false, code: 'sign-in-name' };
  const { length } = [...text.replace(NOT_COUNTED, '')];
  if (length < 2) return bad('too-short');
  const dotted = !!han?.[1];
  if (han && !dotted && length > 30) return bad('too-long');
  return TITLE.test(name.value) ? { ...name, code: 'title-in-name' } : name;
}
