/** `docs` tells of every environment variable, and of no other; so does `serve --help`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { addServeCommand } from '../../bff/cli/serve.ts';
import { parse } from '../../bff/cli/parse.ts';
import { VARIABLES } from '../../bff/config.ts';
import { LANGUAGES, readPage } from './support/pages.ts';

/** Of the demo, which reads its own besides. */
const DEMO = ['PORTAL_PORT', 'DEPARTMENT_PORT'];

const namesIn = (text: string): string[] =>
  [
    ...new Set(
      [...text.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell]) => cell!.match(/[A-Z][A-Z0-9_]+/g) ?? []),
    ),
  ].sort();

describe.each(LANGUAGES)('docs/%s/environment.md', (language) => {
  it('has each variable', () => {
    expect(namesIn(readPage(language, 'environment.md'))).toEqual([...VARIABLES, ...DEMO].sort());
  });
});

it('serve --help lists each variable', () => {
  const help = parse(['serve', '--help'], [addServeCommand]);
  if (help.kind !== 'help') throw new Error('no help');
  for (const name of VARIABLES) expect(help.text).toMatch(new RegExp(`^ +${name}$`, 'm'));
});

it('the demo reads those of its own', () => {
  const settings = readFileSync(fileURLToPath(new URL('../../demo/settings.ts', import.meta.url)), 'utf8');
  for (const name of DEMO) expect(settings).toContain(`'${name}'`);
});
