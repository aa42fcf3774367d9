/** An instant's date in words of a language, in China Standard Time: `2026年11月24日`, `24 November 2026`. */
import type { Locale } from './locales/words.ts';

const TAGS: Record<Locale, string> = { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-HK', en: 'en-GB' };

export const dateIn = (language: Locale, instant: string): string =>
  new Intl.DateTimeFormat(TAGS[language], { dateStyle: 'long', timeZone: 'Asia/Shanghai' }).format(
    new Date(instant),
  );
