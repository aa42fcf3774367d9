/** The guides say the same in both languages, and lead where they say. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROBLEM_CODES, FIELD_ERROR_CODES, REASONS } from '../../bff/contract/wire.ts';
import type { FailureCode } from '../../widget/api/result.ts';
import { docs, LANGUAGES, pagesIn, proseOf, readPage, snippetsIn } from './support/pages.ts';

/** What the elements tell besides the API's codes. */
const OF_THE_PAGE: Record<Exclude<FailureCode, (typeof PROBLEM_CODES)[number]>, true> = {
  network: true,
  'session-expired': true,
  misconfigured: true,
  'insecure-context': true,
};

it('each page is there in both languages', () => {
  expect(pagesIn('en')).toEqual(pagesIn('zh'));
});

it.each(pagesIn('zh'))('%s has the same whole files in both languages', (page) => {
  const [zh, en] = LANGUAGES.map((language) =>
    snippetsIn(readPage(language, page)).flatMap(({ title }) => title ?? []),
  );
  expect(en).toEqual(zh);
});

describe.each(LANGUAGES)('the guides in %s', (language) => {
  it.each(pagesIn(language))('%s: its links lead to files', (page) => {
    const links = [...proseOf(readPage(language, page)).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(
      ([, to]) => to!,
    );
    const missing = links.filter((to) => !/^https?:/.test(to) && !existsSync(`${docs}/${language}/${to}`));
    expect(missing).toEqual([]);
  });

  it.each(pagesIn(language))('%s: names no file of docs without a link', (page) => {
    expect(
      proseOf(readPage(language, page)).match(/`(docs\/)?(decisions\/)?[\w-]+(\.md|\/\d{4})`/g) ?? [],
    ).toEqual([]);
  });

  it('errors.md has every code', () => {
    const page = readPage(language, 'errors.md');
    for (const code of [...PROBLEM_CODES, ...Object.keys(OF_THE_PAGE), ...FIELD_ERROR_CODES, ...REASONS])
      expect(page).toContain(`\`${code}\``);
  });
});
