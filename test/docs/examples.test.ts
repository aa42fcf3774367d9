/** Each long code block in the guides is a file of `docs/examples`, quoted unchanged or linked by both languages. */
import { describe, expect, it } from 'vitest';
import { EXAMPLES, quoteExamples } from './support/examples.ts';
import { LANGUAGES, pagesIn, readPage, snippetsIn } from './support/pages.ts';

/** Lines of code that a guide may have without an example. */
const FEW = 3;

describe.each(LANGUAGES)('the guides in %s', (language) => {
  it.each(pagesIn(language))('%s quotes the examples as they are (npm run docs:examples)', (page) => {
    const text = readPage(language, page);
    expect(text).toBe(quoteExamples(text));
  });

  it.each(pagesIn(language))('%s has no other long code block', (page) => {
    const own = snippetsIn(readPage(language, page)).filter(
      ({ language: kind, title, on, code }) =>
        kind && kind !== 'mermaid' && !title && !on && code.split('\n').length - 1 > FEW,
    );
    expect(own).toEqual([]);
  });

  it('quote or link every example', () => {
    const used = pagesIn(language).flatMap((page) => {
      const text = readPage(language, page);
      const linked = [...text.matchAll(/\]\(\.\.\/examples\/([^)]+)\)/g)].map(([, name]) => name!);
      return [...linked, ...snippetsIn(text).flatMap(({ title }) => title ?? [])];
    });
    expect([...new Set(used)].sort()).toEqual(EXAMPLES);
  });
});
