/** Loads the center's words. */
import type { CenterWords } from '../center/center-words.ts';
import { loadPart } from '../loading/load-part.ts';
import type { Locale } from './index.ts';
import type { UnitWords } from './unit-words.ts';

const LANGUAGES: Record<Locale, () => Promise<{ center: CenterWordsFor }>> = {
  'zh-Hans': () => import('./zh-Hans/center.ts'),
  'zh-Hant': () => import('./zh-Hant/center.ts'),
  en: () => import('./en/center.ts'),
};

/** The words of the center for a class of unit. */
export type CenterWordsFor = (unit: UnitWords) => CenterWords;

export const loadCenterWords = async (locale: Locale): Promise<CenterWordsFor> =>
  (await loadPart(`center-${locale}`, LANGUAGES[locale])).center;
