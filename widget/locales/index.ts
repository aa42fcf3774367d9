/**
 * The languages, and the loading of their words. A new language is a folder beside the others, its
 * name in `LOCALES`, and a line for each script below and in `center.ts`.
 */
import type { FormWords, PageFormWords } from '../form/form-words.ts';
import type { GateWords } from '../gate/gate-words.ts';
import type { KeptWords } from '../kept/kept-words.ts';
import { loadPart } from '../loading/loader.ts';
import type { AgainWords, ConnectionWords, PromptWords } from '../prompt/prompt-words.ts';
import type { RegistrationWords } from '../registration/registration-words.ts';
import type { LoadedWords } from '../registration/words.ts';
import type { PaperWords, ProblemsWords, ResultsWords } from '../results/results-words.ts';
import { type UnitNames, type UnitWords, unitWords } from './unit-words.ts';

/** The words of the first dialog in a language, for a unit of one class. */
export interface FirstWords {
  /** BCP 47, for `lang` and dates. */
  tag: Locale;
  unit: UnitWords;
  prompt: PromptWords;
}

/** The texts of the certification's dialogs. */
export interface Words extends FirstWords {
  again: AgainWords;
  form: FormWords;
  results: ResultsWords;
}

export type FirstWordsFor = (code?: string) => FirstWords;

/**
 * The words for the class of the unit with this code. Without a code, words that fit every class.
 */
export type WordsFor = (code?: string) => Words;

/** Words that load with the part of the same name. */
export interface LaterWords {
  gate: (unit: UnitWords) => GateWords;
  kept: (unit: UnitWords) => KeptWords;
}

/** The part of a language that the certification's script loads beside the token. */
interface FirstModule {
  tag: Locale;
  unitNames: UnitNames;
  prompt: (unit: UnitWords) => PromptWords;
}

/** The part of a language that loads with the form. */
interface LanguageModule {
  again: (unit: UnitWords) => AgainWords;
  form: (unit: UnitWords) => FormWords;
  results: (unit: UnitWords) => ResultsWords;
  later: { [Part in keyof LaterWords]: () => Promise<Pick<LaterWords, Part>> };
}

/** The registration's words of a language, and those of the certification that it needs. */
interface RegistrationModule extends Pick<FirstModule, 'tag' | 'unitNames'> {
  connection: ConnectionWords;
  form: (unit: UnitWords) => PageFormWords;
  papers: (unit: UnitWords) => PaperWords;
  problems: ProblemsWords;
  registration: (unit: UnitWords) => RegistrationWords;
}

export const LOCALES = ['zh-Hans', 'zh-Hant', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

const FIRST: Record<Locale, () => Promise<FirstModule>> = {
  'zh-Hans': () => import('./zh-Hans/first.ts'),
  'zh-Hant': () => import('./zh-Hant/first.ts'),
  en: () => import('./en/first.ts'),
};

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

/**
 * By BCP 47 tag in small letters: the languages, and the regions that write Traditional Chinese.
 */
const TAGS = new Map<string, Locale>([
  ...LOCALES.map((locale) => [locale.toLowerCase(), locale] as const),
  ...['zh-tw', 'zh-hk', 'zh-mo'].map((tag) => [tag, 'zh-Hant'] as const),
]);

/**
 * The supported language of a BCP 47 tag, by lookup (RFC 4647, section 3.4); Simplified Chinese
 * when none fits. `Intl.Locale` is not used: a page's first call of its `maximize()` takes 3 ms
 * before the first dialog.
 */
export function nearestLocale(tag: string): Locale {
  const subtags = tag.toLowerCase().split(/[-_]/);
  for (; subtags.length; subtags.pop()) {
    const found = TAGS.get(subtags.join('-'));
    if (found) return found;
  }
  return 'zh-Hans';
}

/** A view asks for its words at each update: they are made anew only for another unit. */
export function lastMade<Of, Words>(make: (of: Of) => Words): (of: Of) => Words {
  let last: { of: Of; words: Words } | undefined;
  return (of) => {
    if (!last || last.of !== of) last = { of, words: make(of) };
    return last.words;
  };
}

const languageOf = (locale: Locale): Promise<LanguageModule> => loadPart(locale, LANGUAGES[locale]);

export async function loadFirstWords(locale: Locale): Promise<FirstWordsFor> {
  const { tag, unitNames, prompt } = await loadPart(`first-${locale}`, FIRST[locale]);
  return lastMade((code?: string) => {
    const unit = unitWords(unitNames, code);
    return { tag, unit, prompt: prompt(unit) };
  });
}

export async function loadWords(locale: Locale): Promise<WordsFor> {
  const [firstFor, { again, form, results }] = await Promise.all([
    loadFirstWords(locale),
    languageOf(locale),
  ]);
  return lastMade((code?: string) => {
    const first = firstFor(code);
    const { unit } = first;
    return { ...first, again: again(unit), form: form(unit), results: results(unit) };
  });
}

export async function loadLaterWords<Part extends keyof LaterWords>(
  part: Part,
  locale: Locale,
): Promise<LaterWords[Part]> {
  const { later } = await languageOf(locale);
  const make: (unit: UnitWords) => GateWords | KeptWords = (await loadPart(`${part}-${locale}`, later[part]))[
    part
  ];
  return lastMade(make) as LaterWords[Part];
}

/** The words of the registration for the class of the unit with this code. */
export type RegistrationWordsFor = (code?: string) => LoadedWords;

export async function loadRegistrationWords(locale: Locale): Promise<RegistrationWordsFor> {
  const { tag, unitNames, connection, form, papers, problems, registration } = await loadPart(
    `registration-${locale}`,
    REGISTRATION[locale],
  );
  return lastMade((code?: string) => {
    const unit = unitWords(unitNames, code);
    return {
      tag,
      connection,
      form: form(unit),
      papers: papers(unit),
      problems,
      registration: registration(unit),
    };
  });
}
