/** Documents, and words that people read, say what the code says. `npm run docs:examples` writes it. */
import { describe, expect, it } from 'vitest';
import { MEASURED, MEASURED_SECTION } from './generated/figure-list.ts';
import { unknownFigures, unusedPhrases } from './generated/figures.ts';
import { generate, REGION_NAMES, regionsIn } from './generated/index.ts';
import { DOCUMENTS, pagesIn, proseOf, readDocument, readPage, WORDS_WITH_FIGURES } from './support/pages.ts';

const written = [...DOCUMENTS, ...WORDS_WITH_FIGURES];

it.each(written)('%s says what the code says (npm run docs:examples)', (path) => {
  const text = readDocument(path);
  expect(generate(path, text)).toBe(text);
});

describe('the regions that are generated', () => {
  it('are all there', () => {
    const found = DOCUMENTS.flatMap((page) => regionsIn(readDocument(page)));
    expect([...new Set(found)].sort()).toEqual(REGION_NAMES);
  });

  it.each(pagesIn('en'))('are the same in both languages of %s', (page) => {
    expect(regionsIn(readPage('zh', page))).toEqual(regionsIn(readPage('en', page)));
  });

  it('have a name that is known, and an end', () => {
    expect(() => generate('a.md', '<!-- generated: nonsense -->\n<!-- end -->')).toThrow('nonsense');
    for (const page of DOCUMENTS) {
      const text = readDocument(page);
      expect(text.match(/^<!-- end -->$/gm) ?? [], page).toHaveLength(regionsIn(text).length);
    }
  });
});

describe('numbers with a unit', () => {
  const pages = DOCUMENTS.filter((page) => !MEASURED.includes(page));

  /** Beside what it decides, a decision tells why, and what was measured when it was made. */
  const REASONS = /^\*\*(?:Why|Costs?|Price|Not|Measured|Arithmetic|Looked|Own code|Tested|Held|What stays)/;
  const decided = (page: string, text: string): string =>
    /decisions\/\d/.test(page)
      ? text
          .split(/^(?=\*\*)/m)
          .filter((part) => !REASONS.test(part))
          .join('')
      : text;

  it.each(pages)('in %s come from the code, or from a source that figure-list.ts names', (page) => {
    const byHand = readDocument(page)
      .replace(/^<!-- generated: (removed|scale|workers) -->.*?^<!-- end -->$/gms, '')
      .replace(/^<!-- bench -->.*?^<!-- \/bench -->$/gms, '')
      .replace(MEASURED_SECTION, '');
    expect(
      unknownFigures(proseOf(decided(page, byHand))),
      'in test/docs/generated/figure-list.ts, add the phrase to the constant in FIGURES, with # for the number, or to its source in OTHERS',
    ).toEqual([]);
  });

  it('have phrases that a document has', () => {
    expect(unusedPhrases(written.map(readDocument))).toEqual([]);
  });

  it('are found, in digits and in words', () => {
    expect(unknownFigures('It waits 17 days, then three hours; 最多十七分钟。')).toHaveLength(3);
    expect(unknownFigures('最多申请十七次，每页17条；17 requests, seventeen times, five tries')).toHaveLength(
      4,
    );
    expect(
      unknownFigures('回答 404，默认17；answered with 404, 17 by default, once a minute; 503 `unavailable`'),
    ).toHaveLength(5);
  });
});
