/** The table of pages in `docs` shows the last run of `npm run test:hosts`, with the present pages and libraries. */
import { expect, it } from 'vitest';
import { HOSTS } from '../by-hand/hosts/hosts.ts';
import { versionOf } from '../by-hand/hosts/libraries.ts';
import { checksumOf } from '../by-hand/hosts/recipes.ts';
import outages from '../by-hand/hosts/outages.json' with { type: 'json' };
import { readRecord } from '../by-hand/hosts/record.ts';
import { tableIn, tableOf } from '../by-hand/hosts/table.ts';
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

it('each page has started while the service was away', () => {
  expect(Object.keys(outages)).toEqual(HOSTS.map(({ name }) => name));
  for (const [name, starts] of Object.entries(outages))
    expect(starts, name).toEqual({
      without: expect.any(Number) as number,
      refused: expect.any(Number) as number,
      late: expect.any(Number) as number,
      hanging: expect.any(Number) as number,
    });
});
