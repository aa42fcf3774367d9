/** The words of the re-check in all languages: they are short, and come with its part. */
import type { RecheckWords } from '../recheck/recheck-words.ts';
import { recheck as en } from './en/recheck.ts';
import type { Locale } from './index.ts';
import { recheck as hans } from './zh-Hans/recheck.ts';
import { recheck as hant } from './zh-Hant/recheck.ts';

export const recheckWords: Record<Locale, RecheckWords> = { 'zh-Hans': hans, 'zh-Hant': hant, en };
