import { expect } from '@open-wc/testing';
import { obtainToken, readToken } from '../../../widget/session/token.ts';
import { type Script, scripted, tokenOf } from '../support/scripted.ts';

describe('token', () => {
  it('comes from token-url with the cookies of the portal', async () => {
    const { tokenUrl } = await scripted({ token: [{ body: { token: 'abc' } }] });
    expect(await obtainToken({ tokenUrl })).to.deep.equal({ ok: true, value: 'abc' });
  });

  const dead: [string, Script['token']][] = [
    ['401', [{ status: 401 }]],
    ['a redirect to a login page', [{ status: 302, headers: { Location: '/login' } }]],
    ['HTML', [{ body: '<!doctype html><title>登录</title>', type: 'text/html' }]],
  ];
  for (const [what, token] of dead)
    it(`takes ${what} for a session that has ended`, async () => {
      const { tokenUrl } = await scripted({ token: token! });
      expect(await obtainToken({ tokenUrl })).to.deep.include({ failure: { code: 'session-expired' } });
    });

  const others: [string, Script['token'], string][] = [
    ['404', [{ status: 404 }], 'misconfigured'],
    ['JSON without a token', [{ body: {} }], 'misconfigured'],
    ['text', [{ body: 'abc', type: 'text/plain' }], 'misconfigured'],
    ['a failing portal', [{ status: 502 }], 'unavailable'],
    ['a portal that asks for patience', [{ status: 429 }], 'unavailable'],
    ['a cut', [{ cut: true }], 'network'],
  ];
  for (const [what, token, code] of others)
    it(`takes ${what} for ${code}`, async () => {
      const { tokenUrl } = await scripted({ token: token! });
      expect(await obtainToken({ tokenUrl })).to.deep.include({ failure: { code } });
    });

  it('prefers getToken; nothing or an error is an ended session, a TypeError the network', async () => {
    const tokenUrl = '/nowhere';
    const get = (getToken: () => Promise<string>) => obtainToken({ tokenUrl, getToken });
    expect(await get(async () => 'abc')).to.deep.equal({ ok: true, value: 'abc' });
    expect(await get(async () => '')).to.deep.include({ failure: { code: 'session-expired' } });
    expect(await get(() => Promise.reject(new Error('no')))).to.deep.include({
      failure: { code: 'session-expired' },
    });
    expect(await get(() => Promise.reject(new TypeError('offline')))).to.deep.include({
      failure: { code: 'network' },
    });
  });

  it('is read for its lifetime and its login only, and may be opaque', () => {
    const facts = readToken(tokenOf());
    expect(facts.lifetime).to.equal(300);
    expect(facts.login).not.to.equal(readToken(tokenOf({ auth_time: 2 })).login);
    expect(facts.login).to.equal(readToken(tokenOf({ iat: 5, exp: 305 })).login);
    expect(readToken('opaque').lifetime).to.equal(0);
  });
});
