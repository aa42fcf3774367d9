/** The languages, and the loading of their words. A new language is a folder beside the others and a line here. */
import type { CenterWords } from '../center/center-words.ts';
import type { FormWords } from '../form/form-words.ts';
import type { GateWords } from '../gate/gate-words.ts';
import { loadPart } from '../loading/load-part.ts';
import type { PromptWords } from '../prompt/prompt-words.ts';
import type { RecheckWords } from '../recheck/recheck-words.ts';
import type { RegistrationWords } from '../registration/registration-words.ts';
import type { ResultsWords } from '../results/results-words.ts';
import { type UnitNames, type UnitWords, unitWords } from './unit-words.ts';

/** The words of a language for a unit of one class. */
export interface Words {
  /** BCP 47, for `lang` and dates. */
  tag: string;
  unit: UnitWords;
  prompt: PromptWords;
  form: FormWords;
  results: ResultsWords;
  center: CenterWords;
  gate: GateWords;
  recheck: RecheckWords;
}

/** The words for the class of the unit with this code. Without a code, words that fit every class. */
export type WordsFor = (code?: string) => Words;

/** The exports of a language's folder. */
interface LanguageModule {
  tag: string;
  unitNames: UnitNames;
  prompt: (unit: UnitWords) => PromptWords;
  form: (unit: UnitWords) => FormWords;
  results: (unit: UnitWords) => ResultsWords;
  center: (unit: UnitWords) => CenterWords;
  gate: GateWords;
  recheck: RecheckWords;
}

type RegistrationWordsFor = (unit: UnitWords) => RegistrationWords;

type Language = [
  words: () => Promise<LanguageModule>,
  registration: () => Promise<{ registration: RegistrationWordsFor }>,
];

const LANGUAGES = {
  'zh-Hans': [() => import('./zh-Hans/index.ts'), () => import('./zh-Hans/registration.ts')],
  'zh-Hant': [() => import('./zh-Hant/index.ts'), () => import('./zh-Hant/registration.ts')],
  en: [() => import('./en/index.ts'), () => import('./en/registration.ts')],
} satisfies Record<string, Language>;

export type Locale = keyof typeof LANGUAGES;

export const LOCALES = Object.keys(LANGUAGES) as Locale[];

const isLocale = (name: string): name is Locale => LOCALES.includes(name as Locale);

/** The supported language nearest to a BCP 47 tag; Simplified Chinese when none fits. */
export function nearestLocale(tag: string): Locale {
  try {
    const { language, script } = new Intl.Locale(tag.replace(/_/g, '-')).maximize();
    return [`${language}-${script}`, language].find(isLocale) ?? 'zh-Hans';
  } catch {
    return 'zh-Hans'; // not a valid tag
  }
}

export async function loadWords(locale: Locale): Promise<WordsFor> {
  const language = await loadPart<LanguageModule>(locale, LANGUAGES[locale][0]);
  const { tag, unitNames, prompt, form, results, center, gate, recheck } = language;
  return (code) => {
    const unit = unitWords(unitNames, code);
    return {
      tag,
      unit,
      prompt: prompt(unit),
      form: form(unit),
      results: results(unit),
      center: center(unit),
      gate,
      recheck,
    };
  };
}

export const loadRegistrationWords = async (locale: Locale): Promise<RegistrationWordsFor> =>
  (await loadPart(`registration-${locale}`, LANGUAGES[locale][1])).registration;
