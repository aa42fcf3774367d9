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
      expect(unknown).toEqual([]);
    },
  );
});

it.each(pagesIn('zh').filter((page) => page.startsWith('desk/')))('%s quotes words of the desk', (page) => {
  const folder = new URL('../../bff/desk/', import.meta.url);
  const sources = (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const quotes = quotesIn(proseOf(readPage('zh', page)));
  expect(quotes.length).toBeGreaterThan(5);
  expect(quotes.filter((quote) => !sources.some((text) => text.includes(quote)))).toEqual([]);
});
