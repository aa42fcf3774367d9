/** The guides have the same structure in both languages, and their links work. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REASONS } from '../../bff/contract/reasons.ts';
import { PROBLEM_CODES, FIELD_ERROR_CODES } from '../../bff/contract/wire.ts';
import type { FailureCode } from '../../widget/api/result.ts';
import {
  CHINESE_ONLY,
  DOCUMENTS,
  LANGUAGES,
  pagesIn,
  pairedPages,
  proseOf,
  readDocument,
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

/** Whole fenced blocks, runs of lines of a table, items of lists (also numbered), headings. */
const PARTS =
  /^(?<block>```.*?)^```$|(?<table>(?:^\|[^\n]*\n?)+)|^(?<item>(?:[-*]|\d+\.) )|^(?<heading>#+) /gms;

/** A line for each section: its heading's level, then its blocks, tables and lists in order. */
function outlineOf(page: string): string[] {
  const sections: string[][] = [];
  for (const { groups } of page.matchAll(PARTS)) {
    const { block, table, item, heading } = groups!;
    const section = sections.at(-1) ?? [];
    if (heading !== undefined) sections.push([heading]);
    else if (table !== undefined) section.push(`table of ${table.trim().split('\n').length} lines`);
    else if (item !== undefined) section.push(item.trim());
    else section.push(block!.split('\n', 1)[0]!, `${block!.split('\n').length - 2} lines`);
  }
  return sections.map((section) => section.join(' '));
}

/** Anchors of a page's headings: lower-case, without punctuation, hyphens for spaces. */
const anchorsOf = (page: string): string[] =>
  [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Links of a file that lead to no file, or to no heading of it. `from`: the folder in which readers find it. */
function brokenLinksOf(path: string, from = dirname(path)): string[] {
  const page = readFileSync(path, 'utf8');
  const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to]) => to!);
  return links.filter((link) => {
    if (/^(https?|mailto):/.test(link)) return false;
    const [to, anchor] = link.split('#');
    const target = to ? join(from, to) : path;
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(decodeURI(anchor));
  });
}

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

it.each(DOCUMENTS)('%s has no two empty lines in a row', (page) => {
  const prose = readDocument(page).replace(/^```.*?^```$/gms, 'code');
  expect(prose.match(/.*\n{3,}.*/g)).toBeNull();
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
