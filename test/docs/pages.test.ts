/** The guides lead where they say. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { docs, LANGUAGES, pagesIn, proseOf, readPage } from './support/pages.ts';

describe.each(LANGUAGES)('the guides in %s', (language) => {
  it.each(pagesIn(language))('%s: its links lead to files', (page) => {
    const links = [...proseOf(readPage(language, page)).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(
      ([, to]) => to!,
    );
    const missing = links.filter((to) => !/^https?:/.test(to) && !existsSync(`${docs}/${language}/${to}`));
    expect(missing).toEqual([]);
  });
});
