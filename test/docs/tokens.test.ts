/** Runs the token examples of `docs` unchanged. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, expect, it } from 'vitest';
import { checkClaims } from '../../bff/sites/claims.ts';
import { makeProject } from './support/examples.ts';
import { compile, runnable, runProgram } from './support/programs.ts';

const SECRET = randomBytes(32).toString('base64url');
const programs = runnable(['token.mjs', 'SiteToken.java', 'site_token.py', 'token.php']);

const folder = makeProject('docs-tokens', 'https://bff.example');
compile(folder, programs);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Verifies the token that a program prints, as the service does. */
async function tokenOf(program: string, ...args: string[]) {
  const token = await runProgram(program, {
    folder,
    args,
    env: { SITE_ID: 'portal', SITE_SECRET: SECRET },
  });
  const { payload } = await jwtVerify(token, new TextEncoder().encode(SECRET), { issuer: 'portal' });
  const { typ } = decodeProtectedHeader(token);
  return { payload, claims: checkClaims(typ, payload, Math.floor(Date.now() / 1000)) };
}

it.each(programs)('the token of %s is accepted', async (program) => {
  const { payload, claims } = await tokenOf(program);
  expect(claims).toMatchObject({
    purpose: 'certification',
    sub: 'u-2001',
    unit: { code: '91320100MA1DEM015L' },
    role: 'administrator',
  });
  expect(payload['auth_time']).toBeTypeOf('number');
});

it.each(programs.filter((program) => program !== 'token.mjs'))(
  'the token of %s status is accepted for the server’s requests',
  async (program) => {
    expect((await tokenOf(program, 'status')).claims).toMatchObject({ purpose: 'status' });
  },
);
