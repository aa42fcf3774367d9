/** The desk over HTTP with a real provider: login, sessions, roles, forms, hosts; and attempts to get past each of them. */
import { request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import type { Hono } from 'hono';
import { describe, expect } from 'vitest';
import { ACCESS, DESK_ROLES, isAllowed, type DeskRole } from '../../../bff/desk/people/access.ts';
import { ROLES_OF_LOGIN } from '../../../bff/desk/admission/admission.ts';
import { deskRoutes } from '../../../bff/desk/routes.ts';
import {
  beginRenewal,
  endSessionsOf,
  IDLE,
  LONGEST,
  openSession,
  RENEWAL,
  sealSession,
  type ProviderTokens,
} from '../../../bff/desk/people/sessions.ts';
import type { TestDependencies } from '../../support/dependencies.ts';
import { ZHANG } from '../../support/people.ts';
import { createBrowser, deskTest as it, loggedIn, type Browser, type TestDesk } from './support.ts';

const PERSON: Record<DeskRole, string> = { hotline: 'hotline-1', officer: 'officer-1', auditor: 'auditor-1' };
const sessionCookie = (browser: Browser, url: string) => browser.cookies.get(url)?.get('desk-session');

describe('login', () => {
  it('leads over the provider to the first page, which shows the sections of the roles alone', async ({
    desk,
  }) => {
    const { first } = await loggedIn(desk, 'hotline-1');
    expect(first.url).toBe(`${desk.url}/`);
    expect(first.text).toContain('hotline-1');
    expect(first.text).toContain('href="/units"');
    const { first: auditors } = await loggedIn(desk, 'auditor-1');
    expect(auditors.text).not.toContain('href="/units"');
  });

  it('asks with PKCE, state and nonce, and for the code alone', async ({ desk }) => {
    const answer = await fetch(`${desk.url}/login`, { redirect: 'manual' });
    const asked = new URL(answer.headers.get('Location')!).searchParams;
    expect(asked.get('response_type')).toBe('code');
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce'])
      expect(asked.get(name)!.length).toBeGreaterThanOrEqual(43);
    expect(answer.headers.get('Set-Cookie')).toMatch(/HttpOnly; SameSite=Lax/);
  });

  it('begins by a click, never by itself', async ({ desk }) => {
    const answer = await createBrowser(desk).get('/');
    expect(answer.status).toBe(401);
    expect(answer.url).toBe(`${desk.url}/`);
    expect(answer.text).toContain('href="/login"');
  });

  it('refuses a person without a role of the desk', async ({ desk }) => {
    const { first, ...browser } = await loggedIn(desk, 'nobody-1');
    expect(first.status).toBe(403);
    expect(sessionCookie(browser, desk.url)).toBeUndefined();
  });

  it('gives another id at each login, and ends the former session', async ({ desk, database }) => {
    const browser = await loggedIn(desk, 'hotline-1');
    const before = sessionCookie(browser, desk.url)!;
    await browser.get('/login');
    expect(sessionCookie(browser, desk.url)).not.toBe(before);
    const former = createBrowser(desk);
    former.cookies.set(desk.url, new Map([['desk-session', before]]));
    expect((await former.get('/units')).status).toBe(401);
    expect(await endSessionsOf(database, 'hotline-1', 0)).toBeGreaterThan(0);
  });

  it('ends at the desk and at the provider', async ({ desk }) => {
    const browser = await loggedIn(desk, 'hotline-1');
    const cookie = sessionCookie(browser, desk.url)!;
    const left = await browser.post('/logout', {});
    const next = /http-equiv="refresh" content="0; url=([^"]+)"/
      .exec(left.text)![1]!
      .replaceAll('&amp;', '&');
    expect(next.startsWith(`${desk.issuer}/session/end?`)).toBe(true);
    browser.cookies.get(desk.url)!.set('desk-session', cookie);
    expect((await browser.get('/')).status).toBe(401);
    const asked = await browser.get(next);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.text)![1]!;
    const goodbye = await browser.post(`${desk.issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
    expect(goodbye.url).toContain(`${desk.url}/goodbye`);
    expect((await browser.get('/login')).text).toContain('选择一位工作人员');
  });

  it('is refused in words when the provider cannot be reached', async ({ desk }) => {
    desk.provider.isDown = true;
    const answer = await createBrowser(desk).get('/login');
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('统一登录暂时不可用');
    desk.provider.isDown = false;
    expect((await createBrowser(desk).get('/login')).status).toBe(200);
  });
});

describe('back to the own page', () => {
  /** Logs in by a click on a page, and follows the page in between. */
  const logInFrom = async (browser: Browser, page: string, subject: string) => {
    const choice = await browser.get('/login', { Referer: page });
    const answer = await browser.post(choice.url, { subject });
    const next = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(answer.text)?.[1];
    return next === undefined ? answer : browser.get(next.replaceAll('&amp;', '&'));
  };

  it('leads a login from a page that was opened without a session', async ({ desk, unit }) => {
    const browser = createBrowser(desk);
    const asked = await browser.get(`/units?query=${unit}`);
    expect(asked.text).toMatch(/<a class="button" href="\/login">用统一登录进入，回到这一页/);
    const first = await logInFrom(browser, asked.url, 'hotline-1');
    expect(first.url).toBe(asked.url);
    expect(first.status).toBe(200);
  });

  it('leads a login from a form whose session had ended, and says that nothing of it was kept', async ({
    desk,
    deps,
    unit,
    useUp,
  }) => {
    await useUp();
    const browser = await loggedIn(desk, 'hotline-1');
    deps.clock.now += IDLE;
    const late = await browser.post(`/units/unlock?query=${unit}`, { code: unit, reason: '来电核实' });
    expect(late.status).toBe(401);
    expect(late.text).toContain('什么也没有改变，刚才填写的内容也没有保存。');
    expect(late.text).toContain('重新登录，回到这一页');
    const again = await browser.get('/login', { Referer: late.url }); // the provider still knows the login
    expect(again.text).toContain('登录当时已经结束，刚才填写的内容没有保存，请重新填写。');
    expect(again.text).toContain(`<a class="button" href="/units?query=${unit}">回到刚才的页面`);
    expect(again.text).not.toContain('来电核实');
  });

  it('leads a form that is refused', async ({ desk, unit }) => {
    const browser = await loggedIn(desk, 'hotline-1');
    const refused = await browser.post(`/units/unlock?query=${unit}`, { csrf: 'x' });
    expect(refused.status).toBe(403);
    expect(refused.text).toMatch(new RegExp(`<a class="button" href="/units\\?query=${unit}">重新打开页面`));
  });

  it.for([
    ['another site', 'https://elsewhere.example/units'],
    ['another site with our host in front', 'HERE.elsewhere.example/units'],
    ['another site with our host as its user', 'HERE@elsewhere.example/units'],
    ['two slashes', 'HERE//elsewhere.example'],
    ['a backslash', 'HERE/\\elsewhere.example'],
    ['an address in the query', 'HERE/login?to=https://elsewhere.example'],
    ['a deed', 'HERE/logout'],
    ['no address', 'javascript:alert(1)'],
  ] as const)('no login leads on to %s', async ([, page], { desk }) => {
    const answer = await logInFrom(createBrowser(desk), page.replace('HERE', desk.url), 'hotline-1');
    expect(answer.url).toBe(`${desk.url}/`);
  });

  it('is kept for one login: an answer to another one leads nowhere', async ({ desk, unit }) => {
    const browser = createBrowser(desk);
    await browser.get('/login', { Referer: `${desk.url}/units?query=${unit}` });
    const { first } = await loggedIn(desk, 'hotline-1');
    expect(first.url).toBe(`${desk.url}/`);
    const kept = browser.cookies.get(desk.url)!.get('desk-login')!;
    expect(Buffer.from(kept, 'base64url').toString('latin1')).not.toContain(unit);
    browser.cookies.get(desk.url)!.set('desk-login', `${kept}x`);
    expect((await browser.get('/login/callback?code=x')).status).toBe(400);
  });

  it('is none that the person’s role does not open, so that the audit has no refusal', async ({
    desk,
    lastEvents,
  }) => {
    const answer = await logInFrom(createBrowser(desk), `${desk.url}/cases`, 'hotline-1');
    expect(answer.url).toBe(`${desk.url}/`);
    expect(await lastEvents(1)).toEqual([{ type: 'desk.login', actor: 'staff:hotline-1' }]);
  });

  it('has no person’s number that was typed into the address', async ({ desk }) => {
    const page = `${desk.url}/units?query=${ZHANG.idNumber}`;
    expect((await logInFrom(createBrowser(desk), page, 'hotline-1')).url).toBe(`${desk.url}/units`);
  });
});

describe('an answer of the provider', () => {
  const CHANGES: Record<string, (query: URLSearchParams) => void> = {
    'with another state': (query) => query.set('state', 'x'.repeat(43)),
    'without a state': (query) => query.delete('state'),
    'with another code': (query) => query.set('code', 'x'.repeat(43)),
    'without a code': (query) => query.delete('code'),
    'of another issuer': (query) => query.set('iss', 'https://elsewhere.example'),
    'that is an error': (query) => {
      query.delete('code');
      query.set('error', 'access_denied');
    },
  };

  /** A browser that comes back from the provider, and the address to which it was sent. */
  const comesBack = async (url: string, subject: string) => {
    const browser = createBrowser({ url });
    const choice = await browser.get('/login');
    const jar = () =>
      [...browser.cookies.get(new URL(choice.url).origin)!].map((pair) => pair.join('=')).join('; ');
    let answer = await fetch(choice.url, {
      method: 'POST',
      body: new URLSearchParams({ subject }),
      headers: { Cookie: jar() },
      redirect: 'manual',
    });
    const cookies = [...answer.headers.getSetCookie().map((line) => line.split(';')[0]), jar()].join('; ');
    answer = await fetch(new URL(answer.headers.get('Location')!, choice.url), {
      headers: { Cookie: cookies },
      redirect: 'manual',
    });
    return { browser, address: new URL(answer.headers.get('Location')!) };
  };

  it.for(Object.entries(CHANGES))('%s begins no session', async ([, change], { desk }) => {
    const { browser, address } = await comesBack(desk.url, 'hotline-1');
    change(address.searchParams);
    const answer = await browser.get(address.href);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('登录没有完成');
    expect(sessionCookie(browser, desk.url)).toBeUndefined();
  });

  it('begins one, once', async ({ desk }) => {
    const { browser, address } = await comesBack(desk.url, 'hotline-1');
    const kept = browser.cookies.get(desk.url)!.get('desk-login')!;
    expect((await browser.get(address.href)).url).toBe(`${desk.url}/`);
    const again = createBrowser(desk);
    again.cookies.set(desk.url, new Map([['desk-login', kept]]));
    expect((await again.get(address.href)).status).toBe(400);
  });

  it('is brought to the provider once, whoever answers it how often, at any process', async ({ desk }) => {
    const begun = await fetch(`${desk.url}/login`, { redirect: 'manual' });
    const iss = encodeURIComponent(desk.issuer);
    const state = new URL(begun.headers.get('Location')!).searchParams.get('state')!;
    const [cookie] = begun.headers.get('Set-Cookie')!.split(';');
    const asked = () => desk.provider.asked.filter((path) => path === '/token').length;
    const before = asked();
    const processes = [desk.app, desk.replica()];
    const answers = Array.from({ length: 50 }, async (_, at) =>
      processes[at % 2]!.request(`${desk.url}/login/callback?code=x${at}&state=${state}&iss=${iss}`, {
        headers: { Host: new URL(desk.url).host, Cookie: cookie! },
      }),
    );
    expect(new Set((await Promise.all(answers)).map(({ status }) => status))).toEqual(new Set([400]));
    expect(asked()).toBe(before + 1);
  });

  it('begins none in another browser, and none after ten minutes', async ({ desk, deps }) => {
    const { browser, address } = await comesBack(desk.url, 'hotline-1');
    expect((await createBrowser(desk).get(address.href)).status).toBe(400);
    deps.clock.now += 600_000;
    expect((await browser.get(address.href)).status).toBe(400);
  });
});

/** A path of a route with a reference and a unit in it. */
const exampleOf = (path: string): string =>
  path.replace(':reference', 'K7M29QXH').replace(':code', '91320100MA1DEM015L');

/** Each route by each role that may not use it, with a true session and form. */
const FORBIDDEN = DESK_ROLES.flatMap((role) =>
  deskRoutes({} as never)
    .filter(({ access }) => !isAllowed([role], access))
    .map(({ method, path, access }) => ({
      role,
      method,
      path: exampleOf(path),
      access,
    })),
);
const DEEDS = deskRoutes({} as never)
  .filter(({ method }) => method === 'post')
  .map(({ path, access }) => ({ path: exampleOf(path), role: ACCESS[access][0] }));

/** How a deed is tried, by a person with the role. Everything is right but one thing. */
const WITHOUT: Record<string, (browser: Browser, path: string, url: string) => ReturnType<Browser['get']>> = {
  'a session': (_, path, url) => createBrowser({ url }).post(path, { csrf: 'x' }),
  'a session that exists': (_, path, url) => {
    const stranger = createBrowser({ url });
    stranger.cookies.set(url, new Map([['desk-session', 'x'.repeat(43)]]));
    return stranger.post(path, { csrf: 'x' });
  },
  'the token of the form': (browser, path) => browser.post(path, { csrf: '' }),
  'the right token of the form': (browser, path) => browser.post(path, { csrf: 'x'.repeat(43) }),
  'an origin': (browser, path) => browser.post(path, {}, { Origin: '' }),
  'our origin': (browser, path) => browser.post(path, {}, { Origin: 'https://elsewhere.example' }),
  'an origin that tells something': (browser, path) => browser.post(path, {}, { Origin: 'null' }),
  'the media type of a form': (browser, path) => browser.post(path, {}, { 'Content-Type': 'text/plain' }),
  'a short body': (browser, path) => browser.post(path, { note: 'x'.repeat(20_000) }),
};
const ATTEMPTS = DEEDS.flatMap((deed) => Object.keys(WITHOUT).map((what) => ({ ...deed, what })));

describe('nobody gets in', () => {
  it.for(FORBIDDEN)('$role: $method $path', async ({ role, method, path, access }, { desk, database }) => {
    const browser = await loggedIn(desk, PERSON[role]);
    const answer = await (method === 'get' ? browser.get(path) : browser.post(path, {}));
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('没有权限');
    const event = await database.kysely
      .selectFrom('event')
      .select(['actor', 'detail'])
      .where('type', '=', 'desk.refused')
      .orderBy('position', 'desc')
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({ actor: `staff:${PERSON[role]}`, detail: { access, roles: [role] } });
  });

  it.for([
    ['hotline-1', '/seals', '“封存与核对”里的这一项由审计人员办理，您现在是热线人员。'],
    ['officer-1', '/events', '“审计记录”里的这一项由审计人员办理，您现在是核验人员。'],
    ['hotline-1', '/cases/K7M29QXH', '“人工核验”里的这一项由核验人员办理，您现在是热线人员。'],
    ['hotline-1', '/deliveries', '“未送达”里的这一项由核验人员或者审计人员办理，您现在是热线人员。'],
  ] as const)(
    '%s is told at %s which role is missing, who can give it, and where to go',
    async ([subject, path, words], { desk }) => {
      const { text } = await (await loggedIn(desk, subject)).get(path);
      expect(text).toContain(words);
      expect(text).toContain('请联系管理账号的人员');
      expect(text).toMatch(/<a class="button" href="\/">回到工作台/);
    },
  );

  it.for(ATTEMPTS)('$path without $what', async ({ path, role, what }, { desk }) => {
    const browser = await loggedIn(desk, PERSON[role]);
    const answer = await WITHOUT[what]!(browser, path, desk.url);
    expect([401, 403, 413]).toContain(answer.status);
    expect(answer.text).toMatch(/什么也没有改变/);
  });

  it.for([
    ['another host', 'elsewhere.example'],
    ['an address', '127.0.0.1'],
    ['another port', 'localhost:1'],
    ['our host as a part', 'localhost.elsewhere.example'],
  ])('by %s', async ([, host], { desk }) => {
    for (const path of ['/', '/login', '/units', '/login/callback', '/desk.css']) {
      const [status, page] = await new Promise<[number | undefined, string]>((resolve, reject) => {
        request(`${desk.url}${path}`, { headers: { Host: host } }, (answer) => {
          textOf(answer).then((page) => resolve([answer.statusCode, page]), reject);
        })
          .on('error', reject)
          .end();
      });
      expect(status).toBe(path === '/desk.css' ? 200 : 421);
      expect(page).toContain(path === '/desk.css' ? '.card' : '<h1>这不是工作台的网址</h1>');
      expect(page).not.toContain(new URL(desk.url).host);
    }
  });

  it.for([
    '/v1/certification',
    '/v1/units/91330000X/certification',
    '/widget/unit-certification.js',
    '/openapi.json',
    '/metrics',
    '/docs',
  ])('to the API: %s', async (path, { desk }) => {
    expect((await fetch(desk.url + path)).status).toBe(404);
  });
});

describe('a session', () => {
  it.for([
    ['after 15 idle minutes', IDLE],
    ['after 8 hours', LONGEST],
  ] as const)('ends %s, in words', async ([, time], { desk, deps }) => {
    const browser = await loggedIn(desk, 'hotline-1');
    deps.clock.now += time;
    const answer = await browser.get('/units');
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('或者您已退出。什么也没有改变。');
  });

  it('ends when it is revoked', async ({ desk, database, deps }) => {
    const browser = await loggedIn(desk, 'hotline-1');
    await endSessionsOf(database, 'hotline-1', deps.now());
    expect((await browser.get('/units')).status).toBe(401);
  });

  it('loses a role that is taken away in mid session, before the next look and deed', async ({
    desk,
    unit,
    useUp,
    lastEvents,
  }) => {
    await useUp();
    const browser = await loggedIn(desk, 'hotline-1');
    const page = await browser.get(`/units?query=${unit}`);
    expect(page.status).toBe(200);
    desk.staff.find(({ subject }) => subject === 'hotline-1')!.roles = ['auditor'];
    const answer = await browser.post('/units/unlock', { code: unit, reason: '来电核实' });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('没有权限');
    expect((await lastEvents(4)).map(({ type }) => type)).not.toContain('unit.unlocked');
    expect((await browser.get('/units')).status).toBe(403);
  });

  it('ends when the provider no longer knows the person', async ({ desk }) => {
    const browser = await loggedIn(desk, 'hotline-1');
    desk.staff.length = 0;
    expect((await browser.get('/units')).status).toBe(401);
  });

  it('does nothing while the provider is away, and goes on after that', async ({ desk, unit }) => {
    const browser = await loggedIn(desk, 'hotline-1');
    await browser.get(`/units?query=${unit}`);
    desk.provider.isDown = true;
    expect((await browser.post('/units/unlock', { code: unit, reason: '来电核实' })).status).toBe(503);
    desk.provider.isDown = false;
    expect((await browser.get('/units')).status).toBe(200);
  });

  /** Changes the tokens of the only session. */
  const changeTokens = async ({ database, cipher }: TestDependencies, change: Partial<ProviderTokens>) => {
    const row = await database.kysely.selectFrom('desk_session').selectAll().executeTakeFirstOrThrow();
    const { id, subject, sealed } = row;
    const session = openSession(cipher, { id, subject, sealed });
    const changed = { ...session, tokens: { ...session.tokens, ...change } };
    await database.kysely
      .updateTable('desk_session')
      .set({ sealed: sealSession(cipher, changed) })
      .execute();
  };

  describe('whose access token has ended', () => {
    const withEnded = it
      .extend('browser', async ({ desk, database, deps }) => {
        await database.kysely.deleteFrom('desk_session').execute();
        const browser = await loggedIn(desk, 'hotline-1');
        await changeTokens(deps, { access: 'over' });
        return browser;
      })
      /** Gets a page by one of the processes; its status. */
      .extend('getBy', ({ desk, browser }) => async (app: Hono, path = '/units') => {
        const headers = {
          Host: new URL(desk.url).host,
          Cookie: `desk-session=${sessionCookie(browser, desk.url)!}`,
        };
        return (await app.request(desk.url + path, { headers })).status;
      });
    const timesOf = ({ provider }: TestDesk, path: string) =>
      provider.asked.filter((one) => one === path).length;

    withEnded('goes on, also when two processes find that at the same moment', async ({ desk, getBy }) => {
      const both = [desk.app, desk.replica()];
      const renewed = timesOf(desk, '/token');
      let asking = 0;
      let answer = () => {};
      const haveAsked = new Promise<void>((resolve) => (answer = resolve));
      desk.provider.before = (path) => {
        if (path !== '/me') return undefined;
        if (++asking === both.length) answer();
        return haveAsked;
      };
      expect(await Promise.all(both.map((app) => getBy(app)))).toEqual([200, 200]);
      expect(timesOf(desk, '/token')).toBe(renewed + 1);
      for (const app of both) expect(await getBy(app)).toBe(200);
    });

    withEnded('keeps the new tokens when nobody tells the roles by them', async ({ desk, getBy }) => {
      let isRenewed = false;
      desk.provider.before = (path) => {
        isRenewed ||= path === '/token';
        desk.provider.isDown = isRenewed && path === '/me';
      };
      expect(await getBy(desk.app)).toBe(503);
      desk.provider.before = () => undefined;
      desk.provider.isDown = false;
      expect(await getBy(desk.app)).toBe(200);
    });

    withEnded('goes on when the process that renews has died', async ({ desk, deps, getBy }) => {
      const { cipher, database } = deps;
      const row = await database.kysely.selectFrom('desk_session').selectAll().executeTakeFirstOrThrow();
      expect(await beginRenewal(deps, openSession(cipher, row))).toBeDefined();
      const status = getBy(desk.app);
      deps.clock.now += RENEWAL;
      expect(await status).toBe(200);
    });

    withEnded('ends when the refresh token was used by somebody else', async ({ deps, browser }) => {
      const { cipher, database } = deps;
      const row = await database.kysely.selectFrom('desk_session').selectAll().executeTakeFirstOrThrow();
      expect((await browser.get('/units')).status).toBe(200);
      await database.kysely.updateTable('desk_session').set({ sealed: row.sealed }).execute();
      expect(openSession(cipher, row).tokens.access).toBe('over');
      expect((await browser.get('/units')).status).toBe(401);
    });
  });

  it('ends when neither token is good any more', async ({ desk, database, deps }) => {
    await database.kysely.deleteFrom('desk_session').execute();
    const browser = await loggedIn(desk, 'hotline-1');
    await changeTokens(deps, { access: 'over', refresh: 'over' });
    expect((await browser.get('/units')).status).toBe(401);
  });

  it('of a provider that tells roles only at the login lasts for five minutes, but on the first page', async ({
    desk,
    database,
    deps,
    unit,
    useUp,
  }) => {
    await database.kysely.deleteFrom('desk_session').execute();
    await useUp();
    const browser = await loggedIn(desk, 'hotline-1');
    await browser.get(`/units?query=${unit}`);
    await changeTokens(deps, { tells: 'never' });
    deps.clock.now += ROLES_OF_LOGIN;
    expect((await browser.get(`/units?query=${unit}`)).status).toBe(200);
    expect((await browser.post('/units/unlock', { code: unit, reason: '来电核实' })).status).toBe(200);
    const cookies = new Map(browser.cookies.get(desk.url));
    deps.clock.now += 1;
    expect((await browser.get('/')).status).toBe(200);
    const late = await browser.post('/units/unlock', { code: unit, reason: '来电核实' });
    browser.cookies.set(desk.url, cookies); // the answer has taken the session's away
    const look = await browser.get(`/units?query=${unit}`);
    for (const { status, text } of [late, look]) {
      expect(status).toBe(401);
      expect(text).toContain('已超过5分钟');
    }
    expect(look.text).toContain('重新登录，回到这一页');
  });
});

it('sends a policy without exceptions, and nothing that is kept', async ({ desk }) => {
  const { first } = await loggedIn(desk, 'hotline-1');
  expect(first.headers.get('Content-Security-Policy')).toBe(
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  expect(first.headers.get('Cache-Control')).toBe('no-store');
  expect(first.text).not.toMatch(/<script|<style| style=| on[a-z]+=/);
});
