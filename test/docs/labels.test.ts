/** Texts that the guides quote (“…”) are labels of the widget (`widget/locales`). */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadRegistrationWords, type Locale } from '../../widget/locales/index.ts';
import { loadAllWords } from '../support/words.ts';
import { LANGUAGES, pagesIn, proseOf, readPage, type DocsLanguage } from './support/pages.ts';

const LOCALES: Record<DocsLanguage, Locale> = { zh: 'zh-Hans', en: 'en' };

/** Pages that quote other texts: states of a registry, an SMS template, columns of a table, the desk. */
const WITHOUT_LABELS = [
  'browsers.md',
  'csv.md',
  'desk.md',
  'desk/auditor.md',
  'desk/hotline.md',
  'desk/officer.md',
  'operations.md',
  'partners.md',
  'sms.md',
];
/** Names of businesses and units in examples, and texts of browsers and portals. */
const OF_OTHERS = [
  '社保缴费',
  'Pay contributions',
  '云川市新荷文化传媒有限公司',
  '暂时查不到',
  'address space',
  'Organization in your account',
];

const quotesIn = (text: string): string[] => [...text.matchAll(/“([^”]*)”/g)].map(([, quote]) => quote!);

/** Every constant text, at any depth, and the quotes within it. */
const textsIn = (words: unknown): string[] => {
  if (typeof words === 'string') return [words, ...quotesIn(words)];
  if (typeof words !== 'object' || words === null) return [];
  return Object.values(words).flatMap(textsIn);
};

async function labelsOf(locale: Locale): Promise<Set<string>> {
  const words = (await loadAllWords(locale))();
  const { registration } = (await loadRegistrationWords(locale))();
  const { certified, proceed, notice } = words.results;
  const made = [certified('').title, proceed('社保缴费'), proceed('…'), ...quotesIn(notice.menu())];
  return new Set([...textsIn({ ...words }), ...textsIn({ ...registration }), ...made]);
}

describe.each(LANGUAGES)('the guides in %s', (language) => {
  it.each(pagesIn(language).filter((page) => !WITHOUT_LABELS.includes(page)))(
    '%s: quotes only labels of the widget',
    async (page) => {
      const labels = await labelsOf(LOCALES[language]);
      const unknown = quotesIn(proseOf(readPage(language, page))).filter(
        (quote) => !labels.has(quote) && !OF_OTHERS.includes(quote),
      );
      expect(unknown, 'no text of widget/locales: correct the guide, or name the quote in OF_OTHERS').toEqual(
        [],
      );
    },
  );
});

/** Quoted from within a longer sentence. */
const WITHIN = ['对不上', '不是完整的封存凭证', '次数已满'];

const LETTER = /\p{L}/u;

/** Whether the text has the quote, and not as a part of longer words: 件待初核 is not 待初核. */
const hasWords = (text: string, quote: string): boolean => {
  const parts = text.split(quote);
  return parts
    .slice(1)
    .some((after, index) => !LETTER.test(parts[index]!.slice(-1)) && !LETTER.test(after.slice(0, 1)));
};

it.each(pagesIn('zh').filter((page) => page.startsWith('desk/')))('%s quotes words of the desk', (page) => {
  const folder = new URL('../../bff/desk/', import.meta.url);
  const sources = (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const quotes = quotesIn(proseOf(readPage('zh', page)));
  expect(quotes.length).toBeGreaterThan(5);
  const isSaid = (quote: string) => WITHIN.includes(quote) || sources.some((text) => hasWords(text, quote));
  expect(
    quotes.filter((quote) => !isSaid(quote)),
    'no words of bff/desk: correct the page',
  ).toEqual([]);
});
