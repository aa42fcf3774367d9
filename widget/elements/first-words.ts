/** The words that the first dialog needs: the entry script has those of Simplified Chinese, any other language's arrive later. */
import type { Locale, Words } from '../locales/index.ts';
import { prompt } from '../locales/zh-Hans/prompt.ts';

export type FirstWords = Pick<Words, 'tag' | 'prompt'>;

export const DEFAULT_WORDS: FirstWords = { tag: 'zh-Hans', prompt };

/** `words`: those that have arrived, of whatever language. */
export const firstWords = (language: Locale, words: FirstWords | undefined): FirstWords | undefined =>
  language === DEFAULT_WORDS.tag ? DEFAULT_WORDS : words;
