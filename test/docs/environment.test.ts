/** `docs` and `serve --help` have every environment variable, and no other. */
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../bff/cli/commands.ts';
import { parse } from '../../bff/cli/parse.ts';
import { VARIABLES } from '../../bff/server/config.ts';
import { readSettings } from '../../demo/settings.ts';
import { LANGUAGES, readPage } from './support/pages.ts';

/** Names of the variables that the demo reads. Some of them are the service's too. */
function namesReadByDemo(): string[] {
  const names: string[] = [];
  readSettings(new Proxy({}, { get: (_, name) => void names.push(String(name)) }));
  return names;
}

const namesIn = (text: string): string[] =>
  [
    ...new Set(
      [...text.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell]) => cell!.match(/[A-Z][A-Z0-9_]+/g) ?? []),
    ),
  ].sort();

describe.each(LANGUAGES)('docs/%s/environment.md', (language) => {
  it('has each variable', () => {
    expect(namesIn(readPage(language, 'environment.md'))).toEqual(
      [...new Set([...VARIABLES, ...namesReadByDemo()])].sort(),
    );
  });
});

it('serve --help lists each variable', () => {
  const help = parse(['serve', '--help'], COMMANDS);
  if (help.kind !== 'help') throw new Error('no help');
  for (const name of VARIABLES) expect(help.text).toMatch(new RegExp(`^ +${name}$`, 'm'));
});
