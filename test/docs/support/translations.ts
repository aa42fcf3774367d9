/**
 * The passages that documents have in both languages and that are not alike, as they were when somebody last held both languages against each other: a line for each, with a digest of the Chinese
 * text and one of the English. A passage that has changed in one language alone says something else than the other, until somebody has looked.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { passagesOf } from './facts.ts';
import { DOCUMENTS, pairedPages, proseOf, readDocument, readPage, root } from './pages.ts';

const FILE = join(root, 'test/docs/translations.txt');

const digestOf = (text: string): string =>
  createHash('sha256').update(text.replace(/\s+/g, ' ').trim()).digest('base64url').slice(0, 10);

export interface Passage {
  zh: string;
  en: string;
}

export const passagesIn = (page: string): Passage[] =>
  passagesOf([readPage('zh', page), readPage('en', page)])
    .map(([zh, en]) => ({ zh, en }))
    .filter(({ zh, en }) => zh.trim() !== en.trim());

const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text.replace(/`[^`]*`/g, ''));

/** Cells of tables and items of lists that have both languages side by side: `中文 · English`. */
const sideBySide = (text: string): Passage[] =>
  text
    .split('\n')
    .flatMap((line) => (line.startsWith('|') ? line.split('|') : /^- /.test(line) ? [line.slice(2)] : []))
    .flatMap((cell) => {
      const parts = cell.trim().split(' · ');
      const pairs = parts.map((_, place) => ({
        zh: parts.slice(0, place).join(' · '),
        en: parts.slice(place).join(' · '),
      }));
      return pairs.find(({ zh, en }) => isChinese(zh) && !isChinese(en)) ?? [];
    });

/**
 * A page in Chinese with a part in English at its end: each item of that part with its section (what stands before the section's own sections), where
 * there are as many, else all of it.
 */
function inEnglishToo(text: string): Passage[] {
  const [zh, en] = text.split(/^## (?:In )?English$/m);
  if (en === undefined) return [];
  const sections = zh!
    .split(/^## /m)
    .slice(1)
    .map((section) => section.split(/^### /m)[0]!);
  const items = en.split(/^- /m).slice(1);
  return items.length === sections.length && sections.length > 1
    ? sections.map((section, place) => ({ zh: section, en: items[place]! }))
    : [{ zh: zh!, en }];
}

/** The documents that have both languages in one page. */
export const pagesOfBoth = (): string[] =>
  DOCUMENTS.filter((page) => passagesOfBoth(readDocument(page)).length > 0);

export const passagesOfBoth = (page: string): Passage[] => {
  const text = proseOf(page);
  return [...sideBySide(text), ...inEnglishToo(text)];
};

/** Passages of which one language is as it was and the other is not. */
export function changedAlone<Some extends Passage>(passages: readonly Some[], known: string): Some[] {
  const lines = known.split('\n').map((line) => line.split(' '));
  const [zhs, ens] = [0, 1].map((place) => new Set(lines.map((line) => line[place])));
  return passages.filter(({ zh, en }) => zhs!.has(digestOf(zh)) !== ens!.has(digestOf(en)));
}

export const readKnown = (): string => readFileSync(FILE, 'utf8');

export const linesOf = (passages: readonly Passage[]): string =>
  `${[...new Set(passages.map(({ zh, en }) => `${digestOf(zh)} ${digestOf(en)}`))].sort().join('\n')}\n`;

/** Every passage of every document, with the page. */
export const allPassages = (): (Passage & { page: string })[] => [
  ...pairedPages().flatMap((page) => passagesIn(page).map((passage) => ({ page, ...passage }))),
  ...pagesOfBoth().flatMap((page) =>
    passagesOfBoth(readDocument(page)).map((passage) => ({ page, ...passage })),
  ),
];

/** Takes all passages as they are now. */
export const writeKnown = (): void => writeFileSync(FILE, linesOf(allPassages()));
