/** Loads the center's words. */
import type { CenterWords } from '../center/center-words.ts';
import { loadPart } from '../loading/load-part.ts';
import { type Locale, type Words, loadWords } from './index.ts';
import type { UnitWords } from './unit-words.ts';

const LANGUAGES: Record<Locale, () => Promise<{ center: (unit: UnitWords) => CenterWords }>> = {
  'zh-Hans': () => import('./zh-Hans/center.ts'),
  'zh-Hant': () => import('./zh-Hant/center.ts'),
  en: () => import('./en/center.ts'),
};

/** The language's words, and those of the center, for the class of the unit with this code. */
export type CenterWordsFor = (code?: string) => Words & { center: CenterWords };

export async function loadCenterWords(locale: Locale): Promise<CenterWordsFor> {
  const [wordsFor, { center }] = await Promise.all([
    loadWords(locale),
    loadPart(`center-${locale}`, LANGUAGES[locale]),
  ]);
  return (code) => {
    const words = wordsFor(code);
    return { ...words, center: center(words.unit) };
  };
}
