/**
 * The department's words in its two languages, with the widget's terms for the same things. Names of units stay as the
 * registry has them.
 */
import { chinese, type Words } from './chinese.ts';
import { english } from './english.ts';

export type Language = 'zh-Hans' | 'en';

export type { Words };

export const isLanguage = (text: string | undefined): text is Language => text === 'zh-Hans' || text === 'en';

export const WORDS: Record<Language, Words> = { 'zh-Hans': chinese, en: english };
