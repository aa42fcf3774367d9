/** The tables of tools in `docs` show the last run of `npm run test:packages`, with the present projects and examples. */
import { expect, it } from 'vitest';
import { KINDS } from '../by-hand/packages/kinds.ts';
import { checksumsOf, readRecord, tableIn, tableOf } from '../by-hand/packages/record.ts';
import { LANGUAGES, readPage } from './support/pages.ts';

const record = readRecord();

it.each(LANGUAGES)('docs/%s/frameworks.md has the recorded results', (language) => {
  expect(tableIn(readPage(language, 'frameworks.md'))).toBe(tableOf(record, language));
});

it('the record has each kind of project, with its versions and the examples of the guide', () => {
  expect(Object.keys(record)).toEqual(KINDS.map(({ name }) => name));
  for (const { name, packages, examples } of KINDS) {
    const { versions, examples: checksums } = record[name]!;
    expect({ ...versions, ...packages }).toEqual({ ...packages, ...versions });
    expect(checksums).toEqual(examples && checksumsOf(Object.values(examples)));
  }
});
