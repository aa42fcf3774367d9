/**
 * The languages, and the loading of their words. A new language is a folder beside the others, its name in `LOCALES`, and a line for each script
 * below and in `center.ts`.
 */
import type { CounterWords } from '../counter/counter-words.ts';
import type { FormWords } from '../form/form-words.ts';
import type { GateWords } from '../gate/gate-words.ts';
import { loadPart } from '../loading/load-part.ts';
import type { ConnectionWords, PromptWords } from '../prompt/prompt-words.ts';
import type { RecheckWords } from '../recheck/recheck-words.ts';
import type { RegistrationWords } from '../registration/registration-words.ts';
import type { LoadedWords } from '../registration/words.ts';
import type { ProblemsWords, ResultsWords } from '../results/results-words.ts';
import { type UnitNames, type UnitWords, unitWords } from './unit-words.ts';

/** The words of a language for a unit of one class. */
export interface Words {
  /** BCP 47, for `lang` and dates. */
  tag: Locale;
  unit: UnitWords;
  prompt: PromptWords;
  form: FormWords;
  results: ResultsWords;
}

/** The words for the class of the unit with this code. Without a code, words that fit every class. */
export type WordsFor = (code?: string) => Words;

/** Words that load with the part of the same name. */
export interface LaterWords {
  gate: GateWords;
  recheck: RecheckWords;
  /** For a class of unit. */
  counter: (unit: UnitWords) => CounterWords;
}

/** The part of a language that the certification's script loads. */
interface LanguageModule {
  tag: Locale;
  unitNames: UnitNames;
  prompt: (unit: UnitWords) => PromptWords;
  form: (unit: UnitWords) => FormWords;
  results: (unit: UnitWords) => ResultsWords;
  later: { [Part in keyof LaterWords]: () => Promise<Pick<LaterWords, Part>> };
}

/** The registration's words of a language, and those of the certification that it needs. */
interface RegistrationModule extends Pick<LanguageModule, 'tag' | 'unitNames' | 'form'> {
  connection: ConnectionWords;
  problems: ProblemsWords;
  registration: (unit: UnitWords) => RegistrationWords;
}

export const LOCALES = ['zh-Hans', 'zh-Hant', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

const LANGUAGES: Record<Locale, () => Promise<LanguageModule>> = {
  'zh-Hans': () => import('./zh-Hans/index.ts'),
  'zh-Hant': () => import('./zh-Hant/index.ts'),
  en: () => import('./en/index.ts'),
};

const REGISTRATION: Record<Locale, () => Promise<RegistrationModule>> = {
  'zh-Hans': () => import('./zh-Hans/registration.ts'),
  'zh-Hant': () => import('./zh-Hant/registration.ts'),
  en: () => import('./en/registration.ts'),
};

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

const languageOf = (locale: Locale): Promise<LanguageModule> => loadPart(locale, LANGUAGES[locale]);

export async function loadWords(locale: Locale): Promise<WordsFor> {
  const { tag, unitNames, prompt, form, results } = await languageOf(locale);
  return (code) => {
    const unit = unitWords(unitNames, code);
    return {
      tag,
      unit,
      prompt: prompt(unit),
      form: form(unit),
      results: results(unit),
    };
  };
}

export async function loadLaterWords<Part extends keyof LaterWords>(
  part: Part,
  locale: Locale,
): Promise<LaterWords[Part]> {
  const { later } = await languageOf(locale);
  return (await loadPart(`${part}-${locale}`, later[part]))[part];
}

/** The words of the registration for the class of the unit with this code. */
export type RegistrationWordsFor = (code?: string) => LoadedWords;

export async function loadRegistrationWords(locale: Locale): Promise<RegistrationWordsFor> {
  const { tag, unitNames, connection, form, problems, registration } = await loadPart(
    `registration-${locale}`,
    REGISTRATION[locale],
  );
  return (code) => {
    const unit = unitWords(unitNames, code);
    return {
      tag,
      connection,
      form: form(unit),
      problems,
      registration: registration(unit),
    };
  };
}
