/** Which language to speak, and how its words arrive. */
import type { EntryWords, FormWords, Locale, ResultWords } from './locales/words.ts';

/** What a locale's chunk exports. */
export interface LocaleModule {
  entry: EntryWords;
  form: FormWords;
  result: ResultWords;
}

/** The nearest language that there is; Simplified Chinese when the page says nothing known. */
export const nearestLocale = (language: string): Locale =>
  /^en\b/i.test(language) ? 'en' : /^zh-(hant|tw|hk|mo)\b/i.test(language) ? 'zh-Hant' : 'zh-Hans';

export const loadLocale = (locale: Locale): Promise<LocaleModule> =>
  locale === 'en'
    ? import('./locales/en.ts')
    : locale === 'zh-Hant'
      ? import('./locales/zh-Hant.ts')
      : import('./locales/zh-Hans.ts');
