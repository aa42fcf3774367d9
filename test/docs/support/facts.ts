/** The facts of a page that need no translation: its names in code spans, and its numbers. */
import { NUMBER, valueOf } from './numerals.ts';
import { proseOf } from './pages.ts';

interface Section {
  paragraphs: string[];
  /** Rows of tables, and items of lists with the lines that go on. */
  items: string[];
}

function sectionOf(text: string): Section {
  const section: Section = { paragraphs: [], items: [] };
  let open: string[] | undefined;
  for (const line of text.split('\n')) {
    const isRow = line.startsWith('|');
    if (isRow || /^([-*]|\d+\.) /.test(line)) {
      open = section.items;
      open.push(line.replace(/^\d+\. /, ''));
      if (isRow) open = undefined;
    } else if (line.trim() === '' || line.startsWith('<!--'))
      open = open === section.items ? open : undefined;
    else if (open === section.paragraphs || (open && /^\s/.test(line)))
      open.push(`${open.pop() ?? ''} ${line.trim()}`);
    else {
      open = section.paragraphs;
      open.push(line);
    }
  }
  return section;
}

/** Passages of two pages that say the same: item by item, and, where a section has as many in both, paragraph by paragraph. */
export function passagesOf(pages: readonly [string, string]): [string, string][] {
  const [some, others] = pages.map((page) =>
    proseOf(page)
      .split(/^#+ .*$/m)
      .map(sectionOf),
  );
  return some!.flatMap((one, index) => {
    const other = others![index]!;
    const isSame = one.paragraphs.length === other.paragraphs.length;
    const [left, right] = [one, other].map(({ paragraphs, items }) => [
      ...(isSame ? paragraphs : [paragraphs.join(' ')]),
      ...items,
    ]);
    return left!.map((text, place): [string, string] => [text, right![place] ?? '']);
  });
}

const withoutAddresses = (text: string): string => text.replace(/\]\([^)]*\)/g, ']');

/** Placeholders, which are Chinese words in the other language: `FILE`, `requireCertified(business)`. */
const PLACEHOLDER =
  /^(TOKEN_ENDPOINT|PATH_OF_THE_ARCHIVE|administrator|as|above|[Bb]ase64|business|bytes|codes?|columns|function|host|id|much|organization|postgres|to|[A-Z]+)$/;

/** Words of code spans, with their hyphens, dots and underscores. */
export const namesIn = (text: string): string[] =>
  [...withoutAddresses(text).matchAll(/`` .*? ``|`([^`]+)`/g)].flatMap(([, code = '']) =>
    (code.match(/[\w$][\w$.-]*/g) ?? [])
      .map((name) => name.replace(/^[A-Z]+(-[A-Z]+)*\./, '').replace(/[.-]+$/, ''))
      .filter((name) => !PLACEHOLDER.test(name)),
  );

/** Both languages have other words for these: both, once, 一个. */
const SMALL = 2;

/** Numbers outside of code spans, in digits and words. */
export const numbersIn = (text: string): number[] =>
  [
    ...withoutAddresses(text)
      .replace(/`[^`]*`|https?:[\x21-\x7e]+|“[^”]*”|base64|.分之./gi, ' ')
      .matchAll(new RegExp(`(?<![a-z])(?:${NUMBER})(?![a-z])`, 'gi')),
  ]
    .map(([found]) => valueOf(found))
    .filter((value) => value > SMALL);
