/** Registration at the demo portal's server: the checks of the assertion, and the account that is made from it. */
import { decodeJwt, generateKeyPair } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { BFF, LOGGED_IN, startPortal, type Browser, type TestPortal } from './support/portal.ts';

const XINHE = { code: '91320199MA1DEM146X', name: '云川市新荷文化传媒有限公司' };
const FENGQIAO = { code: '91320199MA1DEM154Q', name: '云川枫桥（江苏）电子商务有限公司' };
const OWN = { loginName: 'xinhe_2026', password: 'lotus2026' };

let portal: TestPortal;
beforeEach(async () => {
  portal = await startPortal();
});

const register = async (fields: Record<string, string>, browser = portal.browser()) => {
  const answer = await browser.post('/register', { ...OWN, ...fields });
  return { status: answer.status, ...((await answer.json()) as object) };
};

describe('the token for registration', () => {
  const claimsFor = async (browser: Browser) => {
    const answer = await browser.get('/session/registration-token');
    return decodeJwt(((await answer.json()) as { token: string }).token);
  };

  it('names an anonymous visitor, the same one on the next page', async () => {
    const visitor = portal.browser();
    const claims = await claimsFor(visitor);
    expect(claims).toMatchObject({ iss: 'portal', aud: 'unit-certification', purpose: 'registration' });
    expect(claims).not.toHaveProperty('unit');
    expect((await claimsFor(visitor)).sub).toBe(claims.sub);
    expect((await claimsFor(portal.browser())).sub).not.toBe(claims.sub);
  });

  it('is not for other sites’ pages', async () => {
    const answer = await portal
      .browser()
      .get('/session/registration-token', { 'Sec-Fetch-Site': 'cross-site' });
    expect(answer.status).toBe(403);
  });
});

describe('an account', () => {
  it('is made from the assertion, opens at once, and later by unit code or login name', async () => {
    const browser = portal.browser();
    expect(await register({ assertion: await portal.assert() }, browser)).toEqual({
      status: 200,
      location: '/',
    });
    expect(await (await browser.get('/')).text()).toMatch(
      /91320199MA1DEM146X[^]*注册成功，单位已完成手机认证和实名认证/,
    );
    expect(await (await browser.get('/')).text()).not.toContain('注册成功');
    for (const userName of [XINHE.code, 'Xinhe_2026'])
      expect((await portal.browser().logIn({ userName, password: OWN.password })).status).toBe(303);
    const wrong = await portal.browser().logIn({ userName: XINHE.code, password: 'lotus2027' });
    expect(wrong.status).toBe(422);
  });

  it('is made once: the same request opens it again, another request does not', async () => {
    await register({ assertion: await portal.assert() });
    expect(await register({ assertion: await portal.assert() })).toMatchObject({ status: 200 });
    for (const other of [{ loginName: 'thief' }, { password: 'thief2026' }])
      expect(await register({ assertion: await portal.assert(), ...other })).toMatchObject({
        ...{ status: 422, logIn: true },
      });
  });

  it('is not made for a unit that has an account', async () => {
    expect(await register({ assertion: await portal.assert({ unit: LOGGED_IN }) })).toMatchObject({
      logIn: true,
    });
  });

  it('has a unique login name, in upper or lower case', async () => {
    await register({ assertion: await portal.assert() });
    const taken = { assertion: await portal.assert({ unit: FENGQIAO }), loginName: 'XinHe_2026' };
    expect(await register(taken)).toMatchObject({ status: 422, field: 'loginName' });
  });

  it('whose login name is another unit’s code does not open by it', async () => {
    const name = { loginName: 'MA1DEM154', password: 'other2026' };
    await register({ assertion: await portal.assert(), ...name });
    await register({ assertion: await portal.assert({ unit: FENGQIAO }) });
    const fengqiao = portal.browser();
    await fengqiao.logIn({ userName: 'MA1DEM154', password: OWN.password });
    expect(await (await fengqiao.get('/')).text()).toContain(FENGQIAO.code);
  });

  it.each([
    { loginName: '9lives' },
    { loginName: 'abc' },
    { password: 'short1' },
    { password: 'onlyletters' },
  ])('is not made with %j', async (fields) =>
    expect(await register({ assertion: await portal.assert(), ...fields })).toMatchObject({ status: 422 }),
  );
});

describe('an assertion', () => {
  const past = Math.floor(Date.now() / 1000) - 3_600;

  it.each([
    ['for another site', { aud: 'department' }],
    ['of another service', { iss: 'https://other.example' }],
    ['that has expired', { exp: past }],
    ['without an end', { exp: undefined }],
    ['of one unit about another', { sub: FENGQIAO.code, unit: XINHE }],
  ])('%s makes no account', async (_, claims) => {
    expect(await register({ assertion: await portal.assert(claims) })).toMatchObject({ status: 422 });
  });

  it('of another type or key makes no account, nor does a text that is not an assertion', async () => {
    const stranger = await generateKeyPair('ES256');
    const forged = [
      await portal.assert({}, { typ: 'unit-certification+jwt' }),
      await portal.assert({}, { key: stranger.privateKey }),
      'a.b.c',
      '',
    ];
    for (const assertion of forged) expect(await register({ assertion })).toMatchObject({ status: 422 });
  });

  it('is refused from another site’s page', async () => {
    const fields = { ...OWN, assertion: await portal.assert() };
    const answer = await portal.browser().post('/register', fields, { Origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
  });
});

it('the page embeds the element, and is linked from the login', async () => {
  const visitor = portal.browser();
  expect(await (await visitor.get('/login')).text()).toContain('<a href="/register">单位用户</a>');
  const page = await (await visitor.get('/register')).text();
  expect(page).toContain(`${BFF}/widget/unit-registration.js`);
  expect(page).toMatch(/<unit-registration\s+token-url="\/session\/registration-token"/);
});
