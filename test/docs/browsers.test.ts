/** The tables of browsers show the last run of `npm run test:browsers`, and that run was complete. */
import { describe, expect, it } from 'vitest';
import { tableOf, writtenTable } from '../by-hand/browsers/docs.ts';
import { ENGINES } from '../by-hand/browsers/engines.ts';
import { readResults } from '../by-hand/browsers/results.ts';
import { STORIES, storiesOf } from '../e2e/support/stories.ts';
import { LANGUAGES } from './support/pages.ts';

const results = readResults();

it('every engine has run, and played every story, or says why not', () => {
  expect(Object.keys(results)).toEqual(ENGINES.map(({ name }) => name));
  for (const { name, tooOld } of ENGINES) {
    const { missing, version, stories } = results[name]!;
    if (missing) continue;
    expect(version).toMatch(/^\d+\./);
    expect(Object.keys(stories ?? {})).toEqual(storiesOf(tooOld));
  }
});

describe.each(LANGUAGES)('browsers.md in %s', (language) => {
  it('has the table of the last run', () => expect(writtenTable(language)).toBe(tableOf(results, language)));

  it('gives a reason in every cell without a result', () => {
    const [, , ...rows] = tableOf(
      { 'An engine': { on: '2026-01-01', missing: 'no | such' } },
      language,
    ).split('\n');
    expect(rows).toHaveLength(1);
    expect(rows[0]!.match(/no \\\| such/g)).toHaveLength(Object.keys(STORIES).length);
  });
});
