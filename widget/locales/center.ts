/** The center's words: those of its place while it loads are in its script, the others load. */
import type { CenterWords } from '../center/center-words.ts';
import { loadPart } from '../loading/loader.ts';
import { loading as en } from './en/loading.ts';
import { type Locale, lastMade } from './index.ts';
import type { UnitWords } from './unit-words.ts';
import { loading as hans } from './zh-Hans/loading.ts';
import { loading as hant } from './zh-Hant/loading.ts';

const LANGUAGES: Record<Locale, () => Promise<{ center: CenterWordsFor }>> = {
  'zh-Hans': () => import('./zh-Hans/center.ts'),
  'zh-Hant': () => import('./zh-Hant/center.ts'),
  en: () => import('./en/center.ts'),
};

/** Said while the center loads. */
export const LOADING: Record<Locale, string> = { 'zh-Hans': hans, 'zh-Hant': hant, en };

export type CenterWordsFor = (unit: UnitWords) => CenterWords;

export const loadCenterWords = async (locale: Locale): Promise<CenterWordsFor> =>
  lastMade((await loadPart(`center-${locale}`, LANGUAGES[locale])).center);
