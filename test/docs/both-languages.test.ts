/**
 * Both languages of a guide say the same: the same names and numbers in each row and item, and in the paragraphs of each section. Where one page has
 * both, what it says in short in English names only what the Chinese names. A passage that somebody has changed in one language was held against the
 * other (`npm run docs:examples -- --translated`).
 */
import { describe, expect, it } from 'vitest';
import { namesIn, numbersIn, passagesOf } from './support/facts.ts';
import { LANGUAGES, pairedPages, readDocument, readPage } from './support/pages.ts';
import {
  changedAlone,
  linesOf,
  pagesOfBoth,
  passagesIn,
  passagesOfBoth,
  readKnown,
} from './support/translations.ts';

const without = <Fact>(facts: Fact[], others: Fact[]): Fact[] => [
  ...new Set(facts.filter((fact) => !others.includes(fact))),
];
const factsIn = (text: string): (string | number)[] => [...namesIn(text), ...numbersIn(text)];
/** The folders of both languages have the same pages. */
const isNoLanguage = (fact: string | number): boolean => !LANGUAGES.some((language) => language === fact);

const differencesOf = (zh: string, en: string): object[] =>
  passagesOf([zh, en]).flatMap(([chinese, english]) => {
    const [these, those] = [factsIn(chinese), factsIn(english)];
    const alone = { zh: without(these, those), en: without(those, these) };
    return alone.zh.length + alone.en.length > 0 ? [{ ...alone, in: english.slice(0, 80) }] : [];
  });

it.each(pairedPages())('%s says the same in both languages', (page) => {
  expect(differencesOf(readPage('zh', page), readPage('en', page))).toEqual([]);
});

it('finds another name and another number', () => {
  expect(differencesOf('最多 256 个字符，`sub`', 'at most 128 characters, `sup`')).toEqual([
    { zh: ['sub', 256], en: ['sup', 128], in: 'at most 128 characters, `sup`' },
  ]);
});

it.each(pairedPages())('%s has no passage that changed in one language alone', (page) => {
  expect(changedAlone(passagesIn(page), readKnown())).toEqual([]);
});

it('finds a sentence that changed in one language', () => {
  const [before, after] = ['以最后一行为准', '以第一行为准'].map((zh) => ({ zh, en: 'the last one counts' }));
  expect(changedAlone([before!], linesOf([before!]))).toEqual([]);
  expect(changedAlone([after!], linesOf([before!]))).toEqual([after]);
  expect(changedAlone([{ zh: '以第一行为准', en: 'the first one counts' }], linesOf([before!]))).toEqual([]);
});

describe.each(pagesOfBoth())('%s, which has both languages in one page', (page) => {
  const passages = passagesOfBoth(readDocument(page));

  it('has no name and no number in English that is not in Chinese', () => {
    expect(passages.flatMap(({ zh, en }) => without(factsIn(en), factsIn(zh))).filter(isNoLanguage)).toEqual(
      [],
    );
  });

  it('has no passage that changed in one language alone', () => {
    expect(changedAlone(passages, readKnown())).toEqual([]);
  });
});

it('reads both languages of a cell, of an item, and of a part in English', () => {
  const passage = (zh: string, en: string): object => ({ zh, en });
  expect(passagesOfBoth('| `a` | 天 · day |\n\n- 月 · month\n')).toEqual([
    passage('天', 'day'),
    passage('月', 'month'),
  ]);
  expect(passagesOfBoth('年\n\n## English\n\nyear\n')).toEqual([passage('年\n\n', '\n\nyear\n')]);
  expect(
    passagesOfBoth('# 时\n\n## 年\n\n365\n\n### 月\n\n31\n\n## 日\n\n## In English\n\n- year\n- day\n'),
  ).toEqual([passage('年\n\n365\n\n', 'year\n'), passage('日\n\n', 'day\n')]);
});
