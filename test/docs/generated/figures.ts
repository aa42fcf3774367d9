/**
 * Numbers in sentences. A figure is a constant of the code and the phrases that say it, in any document; `#` stands for the number, in digits
 * or words, and the word after it is its unit; `@` stands for a unit: once a @. A number with a unit, a status of HTTP and a default that no
 * phrase has is not known to come from anywhere.
 */
import { NUMBER, written } from '../support/numerals.ts';
import type { Figure } from './constants.ts';
import { FIGURES, OTHERS } from './figure-list.ts';

const SECOND = 1_000;
const UNITS: [RegExp, number][] = [
  [/^ ?(天|(more )?days?\b)/, 86_400 * SECOND],
  [/^ ?(小时|hours?\b|h\b)/, 3_600 * SECOND],
  [/^ ?(分钟|minutes?\b|idle minutes)/, 60 * SECOND],
  [/^ ?(毫秒|ms\b)/, 1],
  [/^ ?(秒|seconds?\b|s\b)/, SECOND],
  [/^ ?(年|years?\b)/, 365 * 86_400 * SECOND],
  [/^ ?(个月)/, 30 * 86_400 * SECOND],
  [/^ ?(KiB|KB)/, 1_024],
  [/^ ?(MiB|MB)/, 1_024 * 1_024],
  [/^ ?(字节|bytes)/, 1],
];

/** A phrase has `@` in the place of one of these. */
const PERIODS: [english: string, chinese: string, size: number][] = [
  ['second', '秒', SECOND],
  ['minute', '分钟', 60 * SECOND],
  ['hour', '小时', 3_600 * SECOND],
  ['day', '天', 86_400 * SECOND],
];
const PERIOD = PERIODS.flatMap(([english, chinese]) => [english, chinese]).join('|');

const patternOf = (phrase: string): RegExp => {
  const [before, after] = phrase.split(/[#@]/) as [string, string];
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
  return new RegExp(
    `(${literal(before)}\\s?)(${phrase.includes('@') ? PERIOD : NUMBER})(?=\\s?${literal(after)})`,
    'g',
  );
};

function valueIn(figure: Figure, phrase: string): number {
  const after = phrase.split('#')[1]!;
  const [, size] = UNITS.find(([unit]) => unit.test(after)) ?? [undefined, 1];
  const value = figure.value / size;
  if (!Number.isInteger(value) && value !== 0.5)
    throw new Error(`“${phrase}” cannot say ${figure.value}: write the sentence anew, and its phrase`);
  return value;
}

function said(figure: Figure, phrase: string, as: string): string {
  if (!phrase.includes('@')) return written(valueIn(figure, phrase), as);
  const period = PERIODS.find(([, , size]) => size === figure.value);
  if (!period)
    throw new Error(`“${phrase}” cannot say ${figure.value}: write the sentence anew, and its phrase`);
  return period[/[a-z]/.test(as) ? 0 : 1];
}

/** The document with the present numbers of the code. */
export const fillFigures = (text: string): string =>
  FIGURES.reduce(
    (filled, figure) =>
      figure.phrases.reduce(
        (page, phrase) =>
          page.replace(
            patternOf(phrase),
            (_, before: string, as: string) => `${before}${said(figure, phrase, as)}`,
          ),
        filled,
      ),
    text,
  );

/** Phrases of the list that no document has. */
export const unusedPhrases = (documents: readonly string[]): string[] =>
  [...FIGURES.flatMap(({ phrases }) => phrases), ...OTHERS].filter(
    (phrase) =>
      !documents.some((text) =>
        /[#@]/.test(phrase) ? text.search(patternOf(phrase)) >= 0 : text.includes(phrase),
      ),
  );

/** A number and its unit, or what it counts. Of things that are counted with 个, in Chinese words, there are too many that are no facts: 四个补丁. */
const WITH_UNIT = new RegExp(
  [
    `(?<![\\w.,‑-])(?:${NUMBER})(?:[ \\n]?(?:天(?!津)|小时|分钟|毫秒|秒|个月|年(?!\\d)|(?:KiB|KB|MiB|MB|GB)(?![A-Z\\d])|字节|次(?!交)|件|批|个(?=字[符节母]|请求|数字))|[ \\n-](?:days?|hours?|minutes?|seconds?|months?|years?|bytes|KiB|KB|MB|GB|ms|s)\\b|[ \\n](?:times|tries|attempts|requests|submissions|characters|certifications|numbers|batches)\\b)`,
    '(?<![\\w.,‑-])\\d[\\d,]*(?:[ \\n]?(?:个|条|位|行|项|份|处|%)|[ \\n](?:letters|digits|rows|keys|codes|units|files|connections|an? (?:page|minute|hour|day))\\b)',
    '\\d{4}年\\d{1,2}月\\d{1,2}日',
    `(?:${NUMBER})(?:[ \\n](?:lines|iterations)\\b|行(?=的))`,
    '(?<=默认)\\d[\\d,]*|\\d[\\d,]*(?= by default)',
    '(?<!填[了到]?)一半|.分之[一二三]|\\b(?:a|one|two) (?:third|half|quarter|sixth)s?\\b|\\bhalf of\\b',
    '\\bexit(?:s|s? with| code(?: is)?)? \\d|以 \\d 退出|退出码 \\d|\\d (?:done|failed|wrong usage|完成|失败|用法不对)',
    '\\b(?:once|twice|times) an? (?:second|minute|hour|day)\\b|\\b(?:each|every) (?:second|minute)\\b|每(?:秒|分钟|小时)(?! ?\\d|[一二三四五六])',
    // A status of HTTP; beside the code of its problem `names-in-place.test.ts` compares it.
    '(?<![\\w.,:#/@"\\[-]|": )(?:200|204|302|40\\d|41[0357]|42[129]|431|50[034])(?![\\w:/"-]|[.,]\\d| ?%| \\||[ （(]*`[a-z]+(?:-[a-z]+)*`)',
  ].join('|'),
  'g',
);

/** The places of a text in which a phrase says a number, or where a number comes from elsewhere. */
export function coveredIn(prose: string): [from: number, to: number][] {
  const covered: [from: number, to: number][] = [];
  for (const phrase of FIGURES.flatMap(({ phrases }) => phrases))
    for (const match of prose.matchAll(patternOf(phrase)))
      covered.push([match.index, match.index + match[0].length]);
  for (const phrase of OTHERS)
    for (let at = prose.indexOf(phrase); at >= 0; at = prose.indexOf(phrase, at + 1))
      covered.push([at, at + phrase.length]);
  return covered;
}

/** Numbers with units in prose that come from no constant, and have no other source. */
export function unknownFigures(prose: string): string[] {
  const covered = coveredIn(prose);
  return [...prose.matchAll(WITH_UNIT)]
    .filter(({ index }) => !covered.some(([from, to]) => from <= index && index < to))
    .filter(([text]) => !/^(一(?!年|个月|半)|两[次件个]|one (?!year|month)|(19|20)\d\d ?年(?!\d))/.test(text)) // “in one hour”, 两次 and a year are no figures
    .map(({ index, 0: text }) =>
      prose.slice(Math.max(0, index - 24), index + text.length + 24).replaceAll('\n', ' '),
    );
}
