/** The table of pages in `docs` shows the last run of `npm run test:hosts`, with the present pages and libraries. */
import { expect, it } from 'vitest';
import { HOSTS } from '../hosts/hosts.ts';
import { versionOf } from '../hosts/libraries.ts';
import { checksumOf } from '../hosts/recipes.ts';
import { readRecord } from '../hosts/record.ts';
import { tableIn, tableOf } from '../hosts/table.ts';
import { LANGUAGES, readPage } from './support/pages.ts';

const record = readRecord();

it.each(LANGUAGES)('docs/%s/hosts.md has the recorded results', (language) => {
  expect(tableIn(readPage(language, 'hosts.md'))).toBe(tableOf(record, language));
});

it('the record has each page, with the versions that are installed and the recipes of the guide', () => {
  expect(Object.keys(record)).toEqual(HOSTS.map(({ name }) => name));
  for (const { name, libraries = [], recipes } of HOSTS) {
    expect(record[name]!.libraries).toEqual(
      Object.fromEntries(libraries.map((library) => [library, versionOf(library)])),
    );
    expect(record[name]!.recipe).toBe(recipes && checksumOf(recipes));
  }
});
