/**
 * The comparable form of a person's or a unit's name. Two names are the same when their comparable
 * forms are equal; the comparison is never fuzzy, because another character is another person.
 * Sources: the national rule for ethnic names (dot U+00B7), Unicode UAX #15 (NFKC), GB 18030-2022
 * (characters that left the private use area).
 */

/**
 * The dots that people and registries write for U+00B7. NFKC maps only U+0387 and U+FF65 (to
 * U+30FB).
 */
export const DOTS = '·•‧∙・．﹒.';
const DOT_BETWEEN_LETTERS = new RegExp(`(?<=\\p{L})\\s*[${DOTS}]+\\s*(?=\\p{L})`, 'gu');

/**
 * A single dot at either end is removed. Several dots stay: they mean that the name was cut off.
 */
const DOT_AT_END = new RegExp(
  `^\\s*[${DOTS}]\\s*(?=[^${DOTS}\\s])|(?<=[^${DOTS}\\s])\\s*[${DOTS}]\\s*$`,
  'gu',
);

/** Scripts that are written without spaces between a person's names. */
const CJK = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]';
const SPACE_AT_CJK = new RegExp(`\\s+(?=${CJK})|(?<=${CJK})\\s+`, 'gu');

/**
 * GB 18030-2000 kept these 80 characters at U+E815…U+E864; GB 18030-2022 has them at their own
 * places.
 */
const FROM_PRIVATE_USE = [
  ...'⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱',
  ...'䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻',
];
const PRIVATE_USE = /[\ue815-\ue864]/g;

/**
 * The form in which names are compared. Idempotent. It folds compatibility forms, dots, spaces,
 * Latin case and brackets, and keeps every character that distinguishes people.
 */
export function comparableName(name: string): string {
  return name
    .replace(/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, '') // variation selectors choose a glyph, not a character
    .replace(PRIVATE_USE, (character) => FROM_PRIVATE_USE[character.charCodeAt(0) - 0xe815]!)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(DOT_BETWEEN_LETTERS, '·')
    .replace(DOT_AT_END, '')
    .replace(SPACE_AT_CJK, '')
    .replace(/\s*([()])\s*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

const HAN_ONLY = /^[一-鿕]+$/;

/**
 * `comparableName`, with a short cut for names of only Chinese characters, which it does not
 * change.
 */
export const personName = (cell: string): string => (HAN_ONLY.test(cell) ? cell : comparableName(cell));

/** A map from pairs of characters, written as `a:b c:d`. */
export const tableOf = (pairs: string): ReadonlyMap<string, string> =>
  new Map(pairs.split(' ').map((pair) => pair.split(':') as [string, string]));
