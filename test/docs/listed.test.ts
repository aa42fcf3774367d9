/** The guides name every language of the widget. */
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../widget/locales/index.ts';
import { LANGUAGES, readPage } from './support/pages.ts';

describe.each(LANGUAGES)('in %s', (language) => {
  it('embedding.md names every language', () => {
    const [, values = ''] = /^\| `locale` \|(.*?)\|/m.exec(readPage(language, 'embedding.md')) ?? [];
    expect(LOCALES.filter((locale) => !values.includes(`\`${locale}\``))).toEqual([]);
  });
});
