/**
 * Both languages of a guide say the same: the same names and numbers in each row and item, and in the paragraphs of each section; and a passage
 * that somebody has changed in one language was held against the other (`npm run docs:examples -- --translated`).
 */
import { expect, it } from 'vitest';
import { namesIn, numbersIn, passagesOf } from './support/facts.ts';
import { pairedPages, readPage } from './support/pages.ts';
import { changedAlone, linesOf, passagesIn, readKnown } from './support/translations.ts';

const without = <Fact>(facts: Fact[], others: Fact[]): Fact[] => [
  ...new Set(facts.filter((fact) => !others.includes(fact))),
];
const factsIn = (text: string): (string | number)[] => [...namesIn(text), ...numbersIn(text)];

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
