/** The words that the first dialog needs: the entry script has those of Simplified Chinese, any other language's arrive later. */
import type { Locale, Words } from '../locales/index.ts';
import { unitWords } from '../locales/unit-words.ts';
import { prompt } from '../locales/zh-Hans/prompt.ts';
import { unitNames } from '../locales/zh-Hans/unit-names.ts';

export type FirstWords = Pick<Words, 'tag' | 'prompt'>;

/** `code`: the unit's, when it is known. */
export const defaultWords = (code?: string): FirstWords => ({
  tag: 'zh-Hans',
  prompt: prompt(unitWords(unitNames, code)),
});

/** `words`: those that have arrived, of whatever language. */
export const firstWords = (
  language: Locale,
  code: string | undefined,
  words: FirstWords | undefined,
): FirstWords | undefined => (language === 'zh-Hans' ? defaultWords(code) : words);
