/** The other department's site without a network: languages, login, its tokens, its own check. */
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDepartment } from '../../demo/department/app.ts';
import { DEMO_PASSWORD } from '../../demo/data/accounts.ts';
import { createTokenIssuer } from '../../demo/shared/site-tokens.ts';
import type { CertificationStatus } from '../../demo/shared/status-api.ts';

const URL = 'http://127.0.0.1:8789';
const SECRET = new TextEncoder().encode('a secret of the department, forty bytes..');

let ask: (path: string, fields?: Record<string, string>) => Promise<Response>;
let status: CertificationStatus | undefined;

beforeEach(async () => {
  status = 'uncertified';
  const app = await createDepartment({
    url: URL,
    bffUrl: 'http://localhost:8787',
    tokens: createTokenIssuer({ siteId: 'department', key: { alg: 'HS256', secret: SECRET } }),
    statusApi: { statusOf: () => Promise.resolve(status) },
    now: Date.now,
  });
  const cookies = new Map<string, string>();
  ask = async (path, fields) => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const init = fields && { method: 'POST', body: new URLSearchParams(fields) };
    const answer = await app.request(URL + path, { ...init, headers: { Cookie: cookie, Origin: URL } });
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = set.split(';')[0]!.split('=');
      cookies.set(name, value);
    }
    return answer;
  };
});

const logIn = (password = DEMO_PASSWORD) =>
  ask('/login', { unitCode: '91320199ma1dem023w', role: 'administrator', password });

const textOf = async (answer: Response | Promise<Response>) => (await answer).text();

describe('the department', () => {
  it('is behind a login with the accounts that the portal has', async () => {
    expect((await ask('/')).headers.get('Location')).toBe('/login');
    expect((await ask('/session/certification-token')).status).toBe(401);
    expect((await logIn('wrong')).status).toBe(422);
    expect((await logIn()).status).toBe(303);
    expect(await textOf(ask('/'))).toContain('云川江月软件');
  });

  it('signs its tokens with its own secret, under its own name', async () => {
    await logIn();
    const { token } = (await (await ask('/session/certification-token')).json()) as { token: string };
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'HS256', typ: 'unit-certification+jwt' });
    const { payload } = await jwtVerify(token, SECRET, { audience: 'unit-certification' });
    expect(payload).toMatchObject({ iss: 'department', purpose: 'certification', role: 'administrator' });
    expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(300);
  });

  it('speaks the language that was chosen, and so does the widget', async () => {
    await logIn();
    expect(await textOf(ask('/'))).toMatch(/<html lang="zh-Hans"[^]*locale="zh-Hans"/);
    expect(await textOf(ask('/?lang=en'))).toMatch(/<html lang="en"[^]*Contribution registration[^]*locale="en"/);
    expect(await textOf(ask('/certification'))).toContain('Verification centre');
    expect(await textOf(ask('/?lang=xx'))).toContain('<html lang="en"');
  });

  it('takes its business from certified units only, and says so when it cannot know', async () => {
    const fields = { headcount: '12', rate: '8', action: 'apply' };
    await logIn();
    expect((await ask('/business/contributions', fields)).status).toBe(403);
    status = undefined;
    expect((await ask('/business/contributions', fields)).status).toBe(503);
    status = 'certified';
    expect(await textOf(ask('/business/contributions', fields))).toMatch(/登记已提交[^]*GJJ-\d{6}[^]*12/);
    expect((await ask('/business/contributions', { ...fields, rate: 'a lot' })).status).toBe(422);
  });

  it('has the same strict policy as the portal', async () => {
    const policy = (await ask('/login')).headers.get('Content-Security-Policy')!;
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|data:|blob:|\*/);
    expect(await textOf(ask('/login'))).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*src=)/);
  });
});
