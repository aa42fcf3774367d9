/** Registration at the demo portal's server: what its assertion must be, and what account comes of it. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, generateKeyPair } from 'jose';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_ACCOUNTS } from '../../demo/data/accounts.ts';
import { BFF, startPortal, type Browser, type TestPortal } from './support/portal.ts';

const PASSWORD = 'lotus2026';
const XINHE = { code: '91320199MA1DEM146X', name: '云川市新荷文化传媒有限公司' };
const FENGQIAO = { code: '91320199MA1DEM154Q', name: '云川枫桥（江苏）电子商务有限公司' };
const OWN = { loginName: 'xinhe_2026', password: PASSWORD, passwordAgain: PASSWORD };

const folder = await mkdtemp(join(tmpdir(), 'portal-accounts-'));
afterAll(() => rm(folder, { recursive: true }));

let portal: TestPortal;
let file: string;
beforeEach(async () => {
  file = join(folder, `${crypto.randomUUID()}.json`);
  portal = await startPortal(file);
});

interface Answer {
  status: number;
  location?: string;
  errors?: Record<string, string>;
  message?: string;
  next?: string;
}

async function register(browser: Browser, fields: Record<string, string>): Promise<Answer> {
  const answer = await browser.post('/register', { ...OWN, ...fields });
  return { status: answer.status, ...((await answer.json()) as object) };
}

const accounts = async () => JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>[];

describe('the token for registration', () => {
  it('speaks for an anonymous visitor, the same one until the browser goes', async () => {
    const subjectOf = async (browser: Browser) => {
      const { token } = (await (await browser.get('/session/registration-token')).json()) as {
        token: string;
      };
      return decodeJwt(token);
    };
    const one = portal.browser();
    await one.get('/register');
    const claims = await subjectOf(one);
    expect(claims).toMatchObject({ iss: 'portal', aud: 'unit-certification', purpose: 'registration' });
    expect(claims).not.toHaveProperty('unit');
    expect(claims.exp! - claims.iat!).toBe(300);
    expect((await subjectOf(one)).sub).toBe(claims.sub);
    expect((await subjectOf(portal.browser())).sub).not.toBe(claims.sub);
  });

  it('is not for other sites’ pages', async () => {
    const answer = await portal
      .browser()
      .get('/session/registration-token', { 'Sec-Fetch-Site': 'cross-site' });
    expect(answer.status).toBe(403);
  });

  it('is not given to one address without end', async () => {
    const ask = () => portal.browser().get('/session/registration-token');
    const many = await Promise.all(Array.from({ length: 300 }, ask));
    expect(new Set(many.map(({ status }) => status))).toEqual(new Set([200]));
    const answer = await ask();
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(answer.headers.get('Set-Cookie')).toBeNull(); // and no visitor is made
  });

  it('its visitor’s cookie is out of reach of scripts and other sites', async () => {
    const answer = await portal.request('/register', {});
    expect(answer.headers.get('Set-Cookie')).toMatch(
      /^portal_visitor=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });
});

describe('an account', () => {
  it('is made from the assertion, opens at once, and then by unit code or login name', async () => {
    const browser = portal.browser();
    expect(await register(browser, { assertion: await portal.assert() })).toEqual({
      status: 200,
      location: '/',
    });
    const page = await (await browser.get('/')).text();
    expect(page).toContain(XINHE.name);
    expect(page).toContain('注册成功，单位已完成手机认证和实名认证');
    expect(await (await browser.get('/')).text()).not.toContain('注册成功');

    for (const unitCode of [XINHE.code, 'ma1dem14-6', 'Xinhe_2026', '  xinhe_2026 ']) {
      const later = portal.browser();
      const answer = await later.logIn({ unitCode, password: PASSWORD });
      expect(answer.status, unitCode).toBe(303);
      expect(await (await later.get('/')).text()).toContain(XINHE.name);
    }
    for (const wrong of [{ password: 'lotus2027' }, { role: 'operator' }]) {
      const refused = await portal.browser().logIn({ unitCode: XINHE.code, password: PASSWORD, ...wrong });
      expect(refused.status).toBe(422);
    }
  });

  it('is there after a restart, for its owner only, with a hash and nothing else of the password', async () => {
    await register(portal.browser(), { assertion: await portal.assert() });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const kept = await readFile(file, 'utf8');
    expect(kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    for (const secret of [PASSWORD, '13900000014', 'office@xinhe.example'])
      expect(kept).not.toContain(secret);
    portal = await startPortal(file);
    const answer = await portal.browser().logIn({ unitCode: XINHE.code, password: PASSWORD });
    expect(answer.status).toBe(303);
  });

  it('is one, however often and however simultaneously the same is sent', async () => {
    const assertion = await portal.assert();
    const browser = portal.browser();
    const many = await Promise.all(Array.from({ length: 5 }, () => register(browser, { assertion })));
    expect(many.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    // After a cut the service gives a fresh assertion of the same registration.
    expect(await register(browser, { assertion: await portal.assert() })).toMatchObject({ status: 200 });
    expect(await accounts()).toHaveLength(1);
  });

  it('is not opened by an assertion that somebody repeats with another login name or password', async () => {
    const assertion = await portal.assert();
    await register(portal.browser(), { assertion });
    for (const other of [{ loginName: 'thief' }, { password: 'thief2026', passwordAgain: 'thief2026' }]) {
      const thief = portal.browser();
      const answer = await register(thief, { assertion, ...other });
      expect(answer).toMatchObject({ status: 422, next: 'log-in' });
      expect(thief.cookie()).toBeUndefined();
    }
    expect(await accounts()).toMatchObject([{ loginName: 'xinhe_2026' }]);
  });

  it('cannot be guessed open by way of the registration', async () => {
    await register(portal.browser(), { assertion: await portal.assert() });
    const guess = async (password: string) =>
      register(portal.browser(), { assertion: await portal.assert(), password, passwordAgain: password });
    for (let i = 0; i < 5; i++) expect(await guess(`guessed${i}`)).toMatchObject({ status: 422 });
    expect(await guess(PASSWORD)).toMatchObject({ status: 429 });
  });

  it('is not made for a unit that has one', async () => {
    const { unit } = DEMO_ACCOUNTS[0]!;
    const answer = await register(portal.browser(), { assertion: await portal.assert({ unit }) });
    expect(answer).toMatchObject({ status: 422, next: 'log-in' });
    expect(answer.message).toContain('已经有账号');
  });
});

describe('the portal’s own fields', () => {
  it.each([
    [{ loginName: '' }, { loginName: '请填写登录名' }],
    [{ loginName: '9lives' }, { loginName: /以字母开头/ }],
    [{ loginName: 'abc' }, { loginName: /4至20位/ }],
    [{ password: 'short1', passwordAgain: 'short1' }, { password: /至少8位/ }],
    [{ password: 'onlyletters', passwordAgain: 'onlyletters' }, { password: /字母和数字/ }],
    [{ passwordAgain: '' }, { passwordAgain: '请再输入一次密码' }],
    [{ passwordAgain: 'lotus2027' }, { passwordAgain: '两次输入的密码不一致' }],
  ])('%j is told at the field: %j', async (fields, errors) => {
    const answer = await register(portal.browser(), { assertion: await portal.assert(), ...fields });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.errors!)).toEqual(Object.keys(errors));
    for (const [name, text] of Object.entries(errors)) expect(answer.errors![name]).toMatch(text);
  });

  it('a taken login name is corrected with the same assertion, or with a fresh one when it has expired', async () => {
    await register(portal.browser(), { assertion: await portal.assert() });
    const browser = portal.browser();
    await browser.get('/register');
    const assertion = await portal.assert({ unit: FENGQIAO });
    const taken = await register(browser, { assertion, loginName: 'XinHe_2026' });
    expect(taken).toEqual({ status: 422, errors: { loginName: '这个登录名已经有人使用，请换一个' } });
    portal.clock.now += 10 * 60_000;
    const late = await register(browser, { assertion, loginName: 'fengqiao' });
    expect(late).toMatchObject({ status: 422, next: 'reassert' });
    expect(late.message).toContain('不需要新的验证码');
    const fresh = await portal.assert({ unit: FENGQIAO });
    expect(await register(browser, { assertion: fresh, loginName: 'fengqiao' })).toMatchObject({
      status: 200,
    });
    expect(await accounts()).toHaveLength(2);
  });
});

describe('an assertion', () => {
  const second = (offset: number) => Math.floor(Date.now() / 1000) + offset;

  it.each([
    ['for another site', { aud: 'department' }],
    ['of another service', { iss: 'https://other.example' }],
    ['that has expired', { exp: second(-3_600) }],
    ['without an end', { exp: undefined }],
    ['without an id', { jti: undefined }],
    ['of one unit about another', { sub: FENGQIAO.code, unit: XINHE }],
  ])('%s makes no account', async (_, claims) => {
    const browser = portal.browser();
    const answer = await register(browser, { assertion: await portal.assert(claims) });
    expect(answer).toMatchObject({ status: 422, next: 'reassert' });
    expect(browser.cookie()).toBeUndefined();
  });

  it('of another type or key makes no account, nor does something that is none', async () => {
    const stranger = await generateKeyPair('ES256');
    const forged = [
      await portal.assert({}, { typ: 'unit-certification+jwt' }),
      await portal.assert({}, { key: stranger.privateKey }),
      '',
      'a.b.c',
    ];
    for (const assertion of forged)
      expect(await register(portal.browser(), { assertion })).toMatchObject({
        status: 422,
        next: 'reassert',
      });
  });

  it('is not taken from another site’s page', async () => {
    const fields = { ...OWN, assertion: await portal.assert() };
    const answer = await portal.browser().post('/register', fields, { Origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
  });
});

describe('the registration page', () => {
  it('is linked from the login page, embeds the element, and sends those away who are logged in', async () => {
    const browser = portal.browser();
    expect(await (await browser.get('/login')).text()).toContain('<a href="/register">单位用户注册</a>');
    const page = await (await browser.get('/register')).text();
    expect(page).toContain(`${BFF}/widget/unit-registration.js`);
    expect(page).toMatch(/<unit-registration\s+token-url="\/session\/registration-token"/);
    expect(page).toContain('href="/privacy" target="_blank"'); // what was typed stays
    await browser.logIn();
    expect((await browser.get('/register')).headers.get('Location')).toBe('/');
  });
});
