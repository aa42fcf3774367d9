/** `docs/README.md` has every document once; `docs/glossary.md` has the words that documents use. */
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { docs, DOCUMENTS, LANGUAGES, pagesIn, readDocument, readPage, root } from './support/pages.ts';

const MAP = 'docs/README.md';

it('the map has each document once; of decisions it has their list, of the packages’ READMEs their folder', () => {
  const text = readDocument(MAP);
  const linked = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, to]) => relative(root, join(docs, to!)));
  // These are in no package, so that a link to them would lead nowhere there.
  const named = [...text.matchAll(/`([\w.][\w./]*\.md)`/g)].map(([, name]) => name!);
  const expected = DOCUMENTS.filter(
    (path) => path !== MAP && !/^(docs\/decisions\/\d|\.ci\/pack\/)/.test(path),
  );
  expect([...linked, ...named].sort()).toEqual(expected);
});

describe('the glossary', () => {
  const rows = readDocument('docs/glossary.md')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const proses = Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      pagesIn(language)
        .map((page) => readPage(language, page).toLowerCase())
        .join('\n'),
    ]),
  );

  it.each(rows.map(([, zh, en]) => [zh!, en!]))('%s and %s are what the guides call it', (zh, en) => {
    expect(zh.split('、').filter((word) => !proses['zh']!.includes(word))).toEqual([]);
    expect(en.split(', ').filter((word) => !proses['en']!.includes(word.toLowerCase()))).toEqual([]);
  });
});
