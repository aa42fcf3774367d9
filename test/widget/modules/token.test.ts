import { expect } from '@open-wc/testing';
import { obtainToken, readToken } from '../../../widget/session/token.ts';
import { listenToConsole, restoreConsole } from '../support/console.ts';
import { type Script, scripted, tokenOf } from '../support/scripted.ts';
import { catchTimers } from '../support/timers.ts';
import { waitUntil } from '../support/wait.ts';

describe('token', () => {
  it('comes from token-url with the cookies of the portal', async () => {
    const { tokenUrl } = await scripted({ token: [{ body: { token: 'abc' } }] });
    expect(await obtainToken({ tokenUrl })).to.deep.equal({ ok: true, value: 'abc' });
  });

  const dead: [string, Script['token']][] = [
    ['401', [{ status: 401 }]],
    ['a redirect to a login page', [{ status: 302, headers: { Location: '/login' } }]],
    ['200 that says 401 in its body', [{ body: { code: 401, msg: '认证失败，无法访问系统资源' } }]],
    ['200 that says it in a string', [{ body: { code: '401', data: null } }]],
    ['HTML', [{ body: '<!doctype html><title>登录</title>', type: 'text/html' }]],
  ];
  for (const [what, token] of dead)
    it(`reports ${what} as an ended session`, async () => {
      const { tokenUrl } = await scripted({ token: token! });
      expect(await obtainToken({ tokenUrl })).to.deep.include({ failure: { code: 'session-expired' } });
    });

  const others: [string, Script['token'], string][] = [
    ['404', [{ status: 404 }], 'misconfigured'],
    ['JSON without a token', [{ body: {} }], 'misconfigured'],
    ['null', [{ body: 'null', type: 'application/json' }], 'misconfigured'],
    ['text', [{ body: 'abc', type: 'text/plain' }], 'misconfigured'],
    ['a failing portal', [{ status: 502 }], 'unavailable'],
    ['a portal that asks for patience', [{ status: 429 }], 'unavailable'],
    ['a cut', [{ cut: true }], 'network'],
  ];
  for (const [what, token, code] of others)
    it(`reports ${what} as ${code}`, async () => {
      const { tokenUrl } = await scripted({ token: token! });
      expect(await obtainToken({ tokenUrl })).to.deep.include({ failure: { code } });
    });

  it('prefers getToken: an empty result or an error is an ended session, a TypeError a network failure', async () => {
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

  it('logs what getToken throws', async () => {
    const log = listenToConsole();
    await obtainToken({ getToken: () => Promise.reject(new ReferenceError('tokne is not defined')) });
    restoreConsole();
    expect(log.warn.join()).to.include('ReferenceError: tokne is not defined');
  });

  it('logs why the request to token-url failed', async () => {
    const log = listenToConsole();
    const { tokenUrl } = await scripted({ token: [{ body: '{"token":', type: 'application/json' }] });
    await obtainToken({ tokenUrl });
    await obtainToken({ tokenUrl: 'http://[' });
    restoreConsole();
    expect(log.warn).to.have.length(2);
    expect(log.warn[0]).to.include('SyntaxError');
    expect(log.warn[1]).to.include('http://[');
  });

  it('from a frame’s script distinguishes a network failure from an ended session too', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    try {
      const { TypeError } = frame.contentWindow as unknown as typeof globalThis;
      const getToken = () => Promise.reject(new TypeError('offline'));
      expect(await obtainToken({ getToken })).to.deep.include({ failure: { code: 'network' } });
    } finally {
      frame.remove();
    }
  });

  it('has a timeout of ten seconds, by getToken and by token-url', async () => {
    const timers = catchTimers([]);
    try {
      const { tokenUrl } = await scripted({ token: [{ body: { token: 'abc' }, delay: 5000 }] });
      const answers = [
        obtainToken({ getToken: () => new Promise<string>(() => undefined) }),
        obtainToken({ tokenUrl }),
      ];
      await waitUntil(() => timers.fire(10_000) && timers.fire(10_000));
      for (const answer of await Promise.all(answers))
        expect(answer).to.deep.include({ failure: { code: 'network' } });
    } finally {
      timers.restore();
    }
  });

  it('is an ended session when getToken throws synchronously', async () => {
    const getToken = (): Promise<string> => {
      throw new Error('logged out');
    };
    expect(await obtainToken({ getToken })).to.deep.include({ failure: { code: 'session-expired' } });
  });

  it('names the account (site, unit, user) and the login (time or session)', () => {
    const facts = (claims: Record<string, unknown>) => readToken(tokenOf(claims));
    const { account, login } = facts({});
    for (const claims of [{ sub: 'user-2' }, { iss: 'other' }, { unit: { code: '91350100M000100Y43' } }])
      expect(facts(claims).account, JSON.stringify(claims)).not.to.equal(account);
    for (const claims of [{ auth_time: 2 }, { auth_time: undefined, sid: 'other' }]) {
      expect(facts(claims).account).to.equal(account);
      expect(facts(claims).login).not.to.equal(login);
    }
    const visitor = (sub: string) => facts({ purpose: 'registration', sub, unit: undefined }).account;
    expect(visitor('one'), 'an anonymous session is nobody’s login').to.equal(visitor('two'));
  });

  it('is read only for its lifetime and its login, and may be opaque', () => {
    const facts = readToken(tokenOf());
    expect(facts.lifetime).to.equal(300);
    expect(facts.login).not.to.equal(readToken(tokenOf({ auth_time: 2 })).login);
    expect(facts.login).to.equal(readToken(tokenOf({ iat: 5, exp: 305 })).login);
    for (const token of ['opaque', `e30.${btoa('null')}.signature`])
      expect(readToken(token).lifetime, token).to.equal(0);
  });
});
