/** The words of the first dialog. The entry script has those in Simplified Chinese; other languages load later. */
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

/** `words`: the loaded words, in any language. */
export const firstWords = (
  language: Locale,
  code: string | undefined,
  words: FirstWords | undefined,
): FirstWords | undefined => (language === 'zh-Hans' ? defaultWords(code) : words);
