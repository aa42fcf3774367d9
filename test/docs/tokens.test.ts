/** The token examples of `docs`, run as they stand. CI has every runtime; elsewhere the run says which one is missing. */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkClaims } from '../../bff/sites/claims.ts';
import { LANGUAGES, readPage, snippetsIn } from './support/pages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const output = join(root, 'test/.output/docs-tokens');
const SECRET = randomBytes(32).toString('base64url');

const RUNTIMES: { file: string; command: string }[] = [
  { file: 'token.mjs', command: process.execPath },
  { file: 'SiteToken.java', command: 'java' },
  { file: 'site_token.py', command: 'python3' },
  { file: 'token.php', command: 'php' },
];
const isHere = ({ command }: { command: string }) => spawnSync(command, ['--version']).status === 0;
const onThisMachine = RUNTIMES.filter(isHere);
const missing = RUNTIMES.filter((runtime) => !onThisMachine.includes(runtime));
for (const { file, command } of missing)
  console.warn(`${file} is not run: there is no ${command} on this machine`);

it('has every runtime in CI', () => {
  if (process.env['CI']) expect(missing).toEqual([]);
});

describe.each(LANGUAGES)('a token made by the examples in %s', (language) => {
  const folder = join(output, language);

  beforeAll(() => {
    // The package's name leads to its source, as an installation leads to its build.
    const installed = join(folder, 'node_modules/unit-certification');
    mkdirSync(installed, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{}'); // a project of its own
    const server = JSON.stringify(join(root, 'bff/portal-client/index.ts'));
    writeFileSync(join(installed, 'server.js'), `export * from ${server};\n`);
    writeFileSync(
      join(installed, 'package.json'),
      JSON.stringify({ type: 'module', exports: { './server': './server.js' } }),
    );
    for (const { title, code } of snippetsIn(readPage(language, 'tokens.md')))
      if (title) writeFileSync(join(folder, title), code);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What the service reads in a token that a program prints. */
  async function tokenOf(command: string, ...words: string[]) {
    const env = { ...process.env, SITE_ID: 'portal', SITE_SECRET: SECRET };
    const token = execFileSync(command, words, { cwd: folder, env, encoding: 'utf8' }).trim();
    const { payload } = await jwtVerify(token, new TextEncoder().encode(SECRET), { issuer: 'portal' });
    const { typ } = decodeProtectedHeader(token);
    return { payload, claims: checkClaims(typ, payload, Math.floor(Date.now() / 1000)) };
  }

  it.each(onThisMachine)('$file is accepted', async ({ file, command }) => {
    const { payload, claims } = await tokenOf(command, file);
    expect(claims).toMatchObject({
      purpose: 'certification',
      sub: 'u-2001',
      unit: { code: '91320100MA1DEM015L' },
      role: 'administrator',
    });
    expect(payload['auth_time']).toBeTypeOf('number');
  });

  it.each(onThisMachine.filter(({ file }) => file !== 'token.mjs'))(
    '$file status is accepted for questions of the server',
    async ({ file, command }) => {
      expect((await tokenOf(command, file, 'status')).claims).toMatchObject({ purpose: 'status' });
    },
  );
});
