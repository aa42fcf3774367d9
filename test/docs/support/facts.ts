/** What a page says that needs no translation: its names in code spans, and its numbers. */
import { proseOf } from './pages.ts';

/** A row of a table or an item of a list, with the lines that go on; the paragraphs of a section together. */
export function piecesOf(page: string): string[] {
  const pieces: string[] = [];
  for (const section of proseOf(page).split(/^#+ .*$/m)) {
    const paragraphs: string[] = [];
    let item: string | undefined;
    const items: string[] = [];
    const close = () => {
      if (item !== undefined) items.push(item);
      item = undefined;
    };
    for (const line of section.split('\n')) {
      if (line.startsWith('|')) {
        close();
        items.push(line);
      } else if (/^([-*]|\d+\.) /.test(line)) {
        close();
        item = line.replace(/^\d+\. /, '');
      } else if (item !== undefined && /^\s+\S/.test(line)) item += ` ${line.trim()}`;
      else {
        close();
        paragraphs.push(line);
      }
    }
    close();
    pieces.push(paragraphs.join(' '), ...items);
  }
  return pieces;
}

const withoutAddresses = (text: string): string => text.replace(/\]\([^)]*\)/g, ']');

/** What the reader writes there, which is a Chinese word in the other language: `FILE`, `requireCertified(business)`. */
const PLACEHOLDER =
  /^(TOKEN_ENDPOINT|PATH_OF_THE_ARCHIVE|administrator|as|above|[Bb]ase64|business|bytes|codes?|columns|function|host|id|much|organization|postgres|to|[A-Z]+)$/;

/** Words of code spans, with their hyphens, dots and underscores. */
export const namesIn = (text: string): string[] =>
  [...withoutAddresses(text).matchAll(/`` .*? ``|`([^`]+)`/g)].flatMap(([, code = '']) =>
    (code.match(/[A-Za-z_$][\w$.-]*/g) ?? [])
      .map((name) => name.replace(/^[A-Z]+(-[A-Z]+)*\./, '').replace(/[.-]+$/, ''))
      .filter((name) => !PLACEHOLDER.test(name)),
  );

const DIGITS = '一二三四五六七八九';
const WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen'.split(
    ' ',
  );
const TENS: Record<string, number> = { twenty: 20, thirty: 30, sixty: 60 };

const IN_CHINESE = new RegExp(`^([${DIGITS}两]?)(十?)([${DIGITS}]?)$`);

function inWords(text: string): number {
  if (/^[a-z]/.test(text)) return TENS[text] ?? WORDS.indexOf(text);
  const [, tens, ten, ones] = IN_CHINESE.exec(text) ?? [];
  const digit = (each: string | undefined) => (each === '两' ? 2 : DIGITS.indexOf(each || '〇') + 1);
  return ten ? (digit(tens) || 1) * 10 + digit(ones) : digit(tens);
}

/** Both languages have other words for these: both, once, 一个. */
const SMALL = 2;

/** Numbers outside of code spans, in digits and words. */
export const numbersIn = (text: string): number[] =>
  [
    ...withoutAddresses(text)
      .replace(/`[^`]*`|https?:\S+|“[^”]*”|base64|.分之./gi, ' ')
      .matchAll(
        new RegExp(
          `\\d[\\d,.]*(?<![,.])|[${DIGITS}十两]+|\\b(${[...WORDS.slice(1), ...Object.keys(TENS)].join('|')})\\b`,
          'gi',
        ),
      ),
  ]
    .map(([found]) => (/^\d/.test(found) ? Number(found.replaceAll(',', '')) : inWords(found.toLowerCase())))
    .filter((value) => value > SMALL);
