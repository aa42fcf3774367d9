/** The gate's words in all languages: they are short, and come with its part. */
import type { GateWords } from '../gate/gate-words.ts';
import { gate as en } from './en/gate.ts';
import type { Locale } from './index.ts';
import { gate as hans } from './zh-Hans/gate.ts';
import { gate as hant } from './zh-Hant/gate.ts';

export const gateWords: Record<Locale, GateWords> = { 'zh-Hans': hans, 'zh-Hant': hant, en };
