/** deploy.md has the same commands in both languages and names every file of docs/deploy. `npm run test:deploy` runs both. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { docs, LANGUAGES, readPage, snippetsIn } from './support/pages.ts';

const commandsIn = (language: (typeof LANGUAGES)[number]) =>
  snippetsIn(readPage(language, 'deploy.md')).filter(({ on }) => on);

it('the commands are the same in both languages', () => {
  const [zh, en] = LANGUAGES.map(commandsIn);
  expect(en).toEqual(zh);
  expect(zh!.length).toBeGreaterThan(20);
});

describe.each(LANGUAGES)('docs/%s/deploy.md', (language) => {
  it.each(readdirSync(join(docs, 'deploy')))('says where %s goes', (file) => {
    expect(readPage(language, 'deploy.md')).toContain(`[${file}](../deploy/${file})`);
  });
});
