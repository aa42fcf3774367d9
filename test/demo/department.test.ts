/** The other department's site without a network: languages, login, its tokens, its own check. */
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDepartment } from '../../demo/department/app.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../../demo/data/accounts.ts';
import { SERVICES } from '../../demo/department/services.ts';
import type { RealNameStatus } from '../../demo/shared/standing.ts';
import { clientThatKnows } from './support/client.ts';

const URL = 'http://127.0.0.1:8789';
const SECRET = 'a secret of the department, forty bytes..';

/** `cookie`: one more than those that the site has set. */
let ask: (path: string, fields?: Record<string, string>, cookie?: string) => Promise<Response>;
let status: RealNameStatus | undefined;
/** Of the visitor. */
let address: string;

beforeEach(async () => {
  status = 'uncertified';
  address = '192.0.2.1';
  const app = await createDepartment({
    url: URL,
    bffUrl: 'http://localhost:8787',
    certification: clientThatKnows(
      { bff: 'http://localhost:8787', site: 'department', key: { secret: SECRET } },
      () => status,
    ),
    now: Date.now,
  });
  const cookies = new Map<string, string>();
  ask = async (path, fields, more) => {
    const cookie = [...[...cookies].map((pair) => pair.join('=')), more].filter(Boolean).join('; ');
    const init = fields && { method: 'POST', body: new URLSearchParams(fields) };
    const answer = await app.request(
      URL + path,
      { ...init, headers: { Cookie: cookie, Origin: URL } },
      { incoming: { socket: { remoteAddress: address } } },
    );
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = set.split(';')[0]!.split('=');
      cookies.set(name, value);
    }
    return answer;
  };
});

const logIn = (password = DEMO_PASSWORD, unitCode = '91320199ma1dem023w', role = 'administrator') =>
  ask('/login', { unitCode, role, password });

const logInAsOperator = () => logIn(DEMO_PASSWORD, '91320199MA1DEM0820', 'operator');

const textOf = async (answer: Response | Promise<Response>) => (await answer).text();

describe('the department', () => {
  it('is behind a login with the accounts that the portal has', async () => {
    expect((await ask('/')).headers.get('Location')).toBe('/login');
    expect((await ask('/session/certification-token')).status).toBe(401);
    expect((await logIn('wrong')).status).toBe(422);
    expect((await logIn()).status).toBe(303);
    expect(await textOf(ask('/'))).toContain('云川江月软件');
  });

  it('stops who guesses for many units, and nobody else', async () => {
    for (let unit = 10; unit < 60; unit++) await logIn('guessed', `91320199MA9DEM0${unit}W`);
    expect((await logIn()).status).toBe(429);
    address = '192.0.2.2';
    expect((await logIn()).status).toBe(303);
  });

  it('counts no tries for what is no code', async () => {
    for (let tries = 0; tries < 6; tries++) expect((await logIn('guessed', '什么')).status).toBe(422);
  });

  it('signs its tokens with its own secret, under its own name', async () => {
    await logIn();
    const { token } = (await (await ask('/session/certification-token')).json()) as { token: string };
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'HS256', typ: 'unit-certification+jwt' });
    const { payload } = await jwtVerify(token, new TextEncoder().encode(SECRET), {
      audience: 'unit-certification',
    });
    expect(payload).toMatchObject({ iss: 'department', purpose: 'certification', role: 'administrator' });
    expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(300);
  });

  it('speaks the language that was chosen, and so does the widget', async () => {
    await logIn();
    expect(await textOf(ask('/'))).toMatch(/<html lang="zh-Hans"[^]*locale="zh-Hans"/);
    expect(await textOf(ask('/?lang=en'))).toMatch(
      /<html lang="en"[^]*Contribution registration[^]*locale="en"/,
    );
    expect(await textOf(ask('/certification'))).toContain('Verification center');
    expect(await textOf(ask('/?lang=xx'))).toContain('<html lang="en"');
  });

  it('keeps the language that was asked for on the way to the login', async () => {
    const answer = await ask('/nowhere?lang=en');
    expect(answer.headers.get('Location')).toBe('/login');
    expect(await textOf(ask('/login'))).toContain('<html lang="en"');
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

  it.each(SERVICES.map(({ id, name, fields }) => [name['zh-Hans'], id, fields] as const))(
    'tells at the field what is missing in 「%s」, and takes the demo data',
    async (_, id, fields) => {
      status = 'certified';
      await logIn();
      const refused = await textOf(ask(`/business/${id}`, { action: 'apply' }));
      for (const { name } of fields) expect(refused).toContain(`id="${name}-error"`);
      const samples = Object.fromEntries(fields.map(({ name, sample }) => [name, sample['zh-Hans']]));
      const page = await textOf(ask(`/business/${id}`));
      for (const sample of Object.values(samples)) expect(page).toContain(`data-sample="${sample}"`);
      expect((await ask(`/business/${id}`, samples)).status).toBe(200);
    },
  );

  it('keeps the receipts on the unit’s home page, and says when there are none', async () => {
    status = 'certified';
    await logIn();
    expect(await textOf(ask('/'))).toContain('还没有办理记录');
    const receipt = await textOf(ask('/business/certificate', { purpose: '招投标' }));
    const [number] = /GJJ-\d{6}/.exec(receipt)!;
    expect(await textOf(ask('/'))).toMatch(new RegExp(`单位缴存证明[^]*${number}`));
    await ask('/logout', {});
    await logIn(DEMO_PASSWORD, '91320199MA1DEM0152');
    expect(await textOf(ask('/'))).not.toContain(number);
  });

  it('tells what is missing at the login, at the field, and keeps what was typed', async () => {
    const page = await textOf(ask('/login', { unitCode: '', password: '', role: 'operator' }));
    expect(page).toMatch(/id="unitCode-error"[^]*id="password-error"/);
    expect(page).toMatch(/value="operator"\s+checked/);
    expect(await textOf(logIn('wrong'))).toMatch(
      /value="91320199ma1dem023w"[^]*aria-describedby="password-error"/,
    );
  });

  it('has the demo accounts in a drawer below the login, in both languages', async () => {
    for (const [language, title] of [
      ['zh-Hans', '代理人无办理记录'],
      ['en', 'Agent without record'],
    ]) {
      const page = await textOf(ask(`/login?lang=${language}`));
      const drawer = /<details class="accounts" data-drawer>[^]*<\/details>/.exec(page)!;
      expect(drawer.index).toBeGreaterThan(page.indexOf('</form>'));
      expect(drawer[0].match(/<li>/g)).toHaveLength(DEMO_ACCOUNTS.length);
      expect(drawer[0]).toContain(`<strong>${title}</strong>`);
    }
    expect(await textOf(ask('/login?lang=en'))).not.toMatch(/<strong>\p{Script=Han}/u);
  });

  it('tells an uncertified unit what to do, an operator whom to ask, and fills the form for who may', async () => {
    await logIn();
    for (const [path, title] of [
      ['/', '本单位尚未完成实名认证'],
      ['/business/contributions', '办理“公积金缴存登记”，请先完成实名认证'],
    ] as const) {
      const page = await textOf(ask(path));
      expect(page).toMatch(
        new RegExp(`class="call"[^>]*data-state="uncertified"[^]*${title}[^]*data-certify`),
      );
      expect(page).toMatch(/slot="help"[^]*data-claims/);
    }
    await ask('/logout', {});
    await logInAsOperator();
    for (const path of ['/', '/business/contributions']) {
      const page = await textOf(ask(path));
      expect(page).toContain('请管理员先完成<wbr>单位实名认证');
      expect(page).not.toMatch(/data-certify|data-claims/);
    }
  });

  it('is larger for who wants it, and so is the widget', async () => {
    expect(await textOf(ask('/login', undefined, 'appearance=large'))).toContain('data-appearance="large"');
    await logIn();
    const page = await textOf(ask('/', undefined, 'appearance=large'));
    expect(page).toMatch(/data-large\s+aria-pressed="true"/);
    for (const [element] of page.matchAll(/<unit-certification[^>]*>/g))
      expect(element).toContain('appearance="large"');
  });

  it('has a personal data notice of its own, which the widget links', async () => {
    expect(await textOf(ask('/privacy'))).toContain('<h1>个人信息处理说明</h1>');
    await logIn();
    expect(await textOf(ask('/'))).toContain('privacy-url="/privacy"');
  });

  it('leads back to the business that was blocked, and to no other place', async () => {
    status = 'certified';
    await logIn();
    expect(await textOf(ask('/certification?continue=transfers'))).toContain(
      'resume-url="/business/transfers" business="职工账户转移"',
    );
    expect(await textOf(ask('/certification?continue=//evil.example'))).not.toContain('resume-url');
  });

  it('writes Simplified Chinese with the marks of GB/T 15834', async () => {
    await logIn();
    for (const path of [
      '/',
      '/certification',
      '/privacy',
      '/nowhere',
      ...SERVICES.map(({ id }) => `/business/${id}`),
    ]) {
      const words = (await textOf(ask(path))).replace(/<[^>]*>/g, '\n');
      expect(words, path).not.toMatch(/[「」]|\p{Script=Han}[,;:?!]|\.{3}|！/u);
    }
  });

  it('has the same strict policy as the portal', async () => {
    const policy = (await ask('/login')).headers.get('Content-Security-Policy')!;
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|data:|blob:|\*/);
    expect(await textOf(ask('/login'))).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*src=)/);
  });
});
