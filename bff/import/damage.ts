/**
 * Names of a file that were damaged on their way through other systems: what can still be told is
 * put right. Pure.
 */
import { tableOf } from '../registry/index.ts';

/** The HTML entities that occur in names (html.spec.whatwg.org, named character references). */
const NAMED = tableOf(
  `nbsp:\u00a0 middot:· bull:• quot:" apos:' lt:< gt:> rsquo:’ lsquo:‘ szlig:ß aelig:æ oslash:ø eth:ð thorn:þ oelig:œ amp:&`,
);
const MARKS = tableOf(
  'grave:\u0300 acute:\u0301 circ:\u0302 tilde:\u0303 uml:\u0308 ring:\u030a caron:\u030c cedil:\u0327',
);

/** Matches an entity, also one whose `&` became an entity itself. */
const ENTITY =
  /&(?:amp;)*(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z])(grave|acute|circ|tilde|uml|ring|caron|cedil)|([a-z]+));/gi;

/** Undefined for a control character or a surrogate: the entity then stays in the name. */
function characterOf(code: number): string | undefined {
  const isText = code >= 0x20 && !(code >= 0x7f && code < 0xa0) && !(code >= 0xd800 && code < 0xe000);
  return isText && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** Decodes the entities in the name of a person or unit. An unknown entity stays. */
export const decoded = (cell: string): string =>
  cell.includes('&')
    ? cell.replace(
        ENTITY,
        (entity, decimal?: string, hex?: string, letter?: string, mark?: string, name?: string) => {
          if (decimal) return characterOf(Number(decimal)) ?? entity;
          if (hex) return characterOf(parseInt(hex, 16)) ?? entity;
          if (letter && mark) return (letter + MARKS.get(mark.toLowerCase())!).normalize('NFC');
          return NAMED.get(name!.toLowerCase()) ?? entity;
        },
      )
    : cell;

/**
 * One sign after a whole name. Several, or one beside a single character, hide a part of the name.
 */
const STRAY = /(?<=[^`*｀＊、\s]{2})[`*｀＊]\s*(?=、|$)/gu;

/** The cell of a person's name, or of several joined by `、`. */
export const repairedName = (cell: string): string => decoded(cell).replace(STRAY, '');
