/** The words of the counter in all languages: they are short, and come with its part. */
import type { CounterWords } from '../counter/counter-words.ts';
import { counter as en } from './en/counter.ts';
import type { Locale } from './index.ts';
import type { UnitWords } from './unit-words.ts';
import { counter as hans } from './zh-Hans/counter.ts';
import { counter as hant } from './zh-Hant/counter.ts';

export const counterWords: Record<Locale, (unit: UnitWords) => CounterWords> = {
  'zh-Hans': hans,
  'zh-Hant': hant,
  en,
};
