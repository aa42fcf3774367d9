/** Documents say what the code says. `npm run docs:examples` writes it. */
import { describe, expect, it } from 'vitest';
import { generate, REGION_NAMES, regionsIn } from './generated/index.ts';
import { DOCUMENTS, pagesIn, readDocument, readPage } from './support/pages.ts';

it.each(DOCUMENTS)('%s says what the code says (npm run docs:examples)', (page) => {
  const text = readDocument(page);
  expect(generate(page, text)).toBe(text);
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
