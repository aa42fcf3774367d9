/** The guides name every language of the widget, and every role of the desk. */
import { describe, expect, it } from 'vitest';
import { DESK_ROLES } from '../../bff/desk/people/access.ts';
import { LOCALES } from '../../widget/locales/index.ts';
import { LANGUAGES, readDocument, readPage } from './support/pages.ts';

describe.each(LANGUAGES)('in %s', (language) => {
  it('embedding.md names every language', () => {
    const [, values = ''] = /^\| `locale` \|(.*?)\|/m.exec(readPage(language, 'embedding.md')) ?? [];
    expect(LOCALES.filter((locale) => !values.includes(`\`${locale}\``))).toEqual([]);
  });
});

it.each([
  ['docs/zh/desk.md', /角色声明((?:、? ?`\w+`)+)/],
  ['docs/zh/environment.md', /值是 ((?:、?`\w+`)+)/],
  ['docs/en/environment.md', /\| `DESK_ROLES_CLAIM` \|.*?((?:(?:, | and )?`\w+`)+) \|/],
])('%s names every role', (page, where) => {
  const [, values = ''] = where.exec(readDocument(page)) ?? [];
  expect(values.match(/\w+(?=`)/g)).toEqual([...DESK_ROLES]);
});
