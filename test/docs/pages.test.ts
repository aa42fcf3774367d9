/** The guides have the same structure in both languages, and their links work. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REASONS } from '../../bff/contract/reasons.ts';
import { PROBLEM_CODES, FIELD_ERROR_CODES } from '../../bff/contract/wire.ts';
import type { FailureCode } from '../../widget/api/result.ts';
import { brokenLinksOf } from './support/links.ts';
import { outlineOf } from './support/outline.ts';
import {
  CHINESE_ONLY,
  DOCUMENTS,
  LANGUAGES,
  pagesIn,
  pairedPages,
  proseOf,
  readPage,
  root,
} from './support/pages.ts';

/** The error codes of the elements that are not the API's. */
const OF_THE_PAGE: Record<Exclude<FailureCode, (typeof PROBLEM_CODES)[number]>, true> = {
  network: true,
  'session-expired': true,
  misconfigured: true,
  'insecure-context': true,
};

it('each page exists in both languages, but for those in Chinese only', () => {
  const [zh, en] = LANGUAGES.map(pagesIn);
  expect(zh).toEqual(expect.arrayContaining([...CHINESE_ONLY]));
  expect(en).toEqual(zh!.filter((page) => !CHINESE_ONLY.includes(page)));
});

it.each(pairedPages())(
  '%s has the same sections, code blocks, tables and lists in both languages',
  (page) => {
    const [zh, en] = LANGUAGES.map((language) => outlineOf(readPage(language, page)));
    expect(zh!.length).toBeGreaterThan(0);
    expect(en).toEqual(zh);
  },
);

it.each(DOCUMENTS)('%s: its links lead to files and their headings', (page) => {
  // A package carries its README at its top, beside the folder of documents.
  expect(brokenLinksOf(join(root, page), page.startsWith('.ci/pack/') ? root : undefined)).toEqual([]);
});

describe.each(LANGUAGES)('the guides in %s', (language) => {
  it.each(pagesIn(language))('%s: names no file of docs without a link', (page) => {
    expect(
      proseOf(readPage(language, page)).match(/`(docs\/)?(decisions\/)?[\w-]+(\.md|\/\d{4})`/g) ?? [],
    ).toEqual([]);
  });

  it('errors.md has every code', () => {
    const page = readPage(language, 'errors.md');
    const codes = [...PROBLEM_CODES, ...Object.keys(OF_THE_PAGE), ...FIELD_ERROR_CODES, ...REASONS];
    expect(codes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });
});
