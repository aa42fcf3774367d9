/** The guides quote the widget's labels in “…”; each of them must be in `widget/locales`. */
import { describe, expect, it } from 'vitest';
import { loadRegistrationWords, loadWords, type Locale } from '../../widget/locales/index.ts';
import { LANGUAGES, pagesIn, proseOf, readPage, type DocsLanguage } from './support/pages.ts';

const LOCALES: Record<DocsLanguage, Locale> = { zh: 'zh-Hans', en: 'en' };

/** Pages whose quotes are words of others: states of a registry, an SMS template, columns of a table. */
const WITHOUT_LABELS = ['browsers.md', 'csv.md', 'operations.md', 'partners.md', 'sms.md'];
/** Names of businesses and units in examples, and what browsers and portals say themselves. */
const OF_OTHERS = [
  '社保缴费',
  'Pay contributions',
  '云川市新荷文化传媒有限公司',
  '暂时查不到',
  'address space',
];

const quotesIn = (text: string): string[] => [...text.matchAll(/“([^”]*)”/g)].map(([, quote]) => quote!);

/** Every text that is written down as it is, at any depth, and what is quoted within it. */
const textsIn = (words: unknown): string[] => {
  if (typeof words === 'string') return [words, ...quotesIn(words)];
  if (typeof words !== 'object' || words === null) return [];
  return Object.values(words).flatMap(textsIn);
};

async function labelsOf(locale: Locale): Promise<Set<string>> {
  const words = (await loadWords(locale))();
  const registration = (await loadRegistrationWords(locale))(words.unit);
  const { certified, proceed } = words.results;
  const made = [certified('').title, proceed('社保缴费'), proceed('…')];
  return new Set([...textsIn({ ...words }), ...textsIn({ ...registration }), ...made]);
}

describe.each(LANGUAGES)('the guides in %s', (language) => {
  it.each(pagesIn(language).filter((page) => !WITHOUT_LABELS.includes(page)))(
    '%s: quotes labels that there are',
    async (page) => {
      const labels = await labelsOf(LOCALES[language]);
      const unknown = quotesIn(proseOf(readPage(language, page))).filter(
        (quote) => !labels.has(quote) && !OF_OTHERS.includes(quote),
      );
      expect(unknown).toEqual([]);
    },
  );
});
