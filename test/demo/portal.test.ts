/** The four places of integration at the demo portal: token endpoint, pages that embed, check before a business, webhooks. */
import { randomBytes } from 'node:crypto';
import { decodeJwt, jwtVerify } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { BFF, LOGGED_IN, SECRET, startPortal, type Browser, type TestPortal } from './support/portal.ts';

let portal: TestPortal;
let browser: Browser;

beforeEach(async () => {
  portal = await startPortal();
  browser = portal.browser();
  expect((await browser.logIn()).status).toBe(303);
});

const pageAt = async (path: string) => (await browser.get(path)).text();

describe('the token endpoint', () => {
  const tokenOf = async (who: Browser) =>
    ((await (await who.get('/session/certification-token')).json()) as { token: string }).token;

  it('signs a token for the user of the session', async () => {
    const { payload } = await jwtVerify(await tokenOf(browser), new TextEncoder().encode(SECRET), {
      ...{ issuer: 'portal', audience: 'unit-certification', typ: 'unit-certification+jwt' },
    });
    expect(payload).toMatchObject({
      ...{ sub: 'u-2001', purpose: 'certification', unit: LOGGED_IN, role: 'administrator' },
    });
    expect(payload.exp! - payload.iat!).toBe(300);
  });

  it('has the role of an operator, who logs in by a login name', async () => {
    const operator = portal.browser();
    await operator.logIn({ userName: 'changting_jb' });
    expect(decodeJwt(await tokenOf(operator))).toMatchObject({ sub: 'u-2008', role: 'operator' });
  });

  it('answers 401 as JSON without a session, and forbids caching', async () => {
    const answer = await portal.browser().get('/session/certification-token');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('Content-Type')).toContain('json');
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
  });
});

describe('the pages that embed', () => {
  it.each([
    ['/', 'unit-certification'],
    ['/services/staff-changes', 'unit-certification'],
    ['/settings/certification', 'unit-certification-center'],
  ])('%s has the script and the element, and is behind the login', async (path, tag) => {
    const page = await pageAt(path);
    expect(page).toContain(`<script async type="module" src="${BFF}/widget/${tag}.js"></script>`);
    expect(page).toMatch(new RegExp(`<${tag}\\s[^>]*token-url="/session/certification-token"`));
    const stranger = await portal.browser().get(path);
    expect(stranger.headers.get('Location')).toMatch(/^\/login/);
  });

  it('give the widget the known status; for an operator only when it is certified', async () => {
    portal.service.status = 'uncertified';
    expect(await pageAt('/')).toContain('known-status="uncertified"');
    browser = portal.browser();
    await browser.logIn({ userName: 'changting_jb' });
    expect(await pageAt('/')).not.toContain('known-status');
    portal.service.status = 'certified';
    expect(await pageAt('/')).toContain('known-status="certified"');
  });

  it('give no known status while the certification is due, so that the service’s answer prompts', async () => {
    portal.service.status = 'certified';
    portal.service.due = { at: '2026-12-05T16:00:00Z', reason: 'agent-withdrew' };
    const page = await pageAt('/');
    expect(page).toContain('data-status="certified"');
    expect(page).not.toContain('known-status');
  });

  it('lead back to the stopped business, and to no other address', async () => {
    const center = (path: string) => pageAt(`/settings/certification?continue=${encodeURIComponent(path)}`);
    expect(await center('/services/staff-changes')).toMatch(
      /resume-url="\/services\/staff-changes"\s+business="职工参保增减员"/,
    );
    for (const path of ['//evil.example', 'https://evil.example', 'javascript:alert(1)'])
      expect(await center(path)).not.toContain('resume-url');
  });

  it.each(['/', '/login', '/register', '/no-such-page'])(
    '%s has a strict policy, and no inline script or style',
    async (path) => {
      const answer = await (path === '/' ? browser : portal.browser()).get(path);
      const policy = answer.headers.get('Content-Security-Policy')!;
      for (const rule of [`script-src 'self' ${BFF}`, "style-src 'self'", "default-src 'none'"])
        expect(policy).toContain(rule);
      expect(policy).not.toMatch(/unsafe|data:|blob:|\*/);
      expect(await answer.text()).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*src=)/);
      expect(answer.headers.get('Cache-Control')).toBe('no-store');
    },
  );

  it('have no link to the testers’ pages when those are off', async () => {
    expect(await pageAt('/')).not.toContain('/qa');
  });

  it('load only files that exist', async () => {
    const page = await pageAt('/');
    for (const [, address] of page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g))
      expect((await browser.get(address!)).status, address).toBe(200);
  });

  it('redirect to one address, because another spelling is another origin for the service', async () => {
    const answer = await browser.get('/privacy', { Host: '127.0.0.1:8788' });
    expect(answer.headers.get('Location')).toBe('http://localhost:8788/privacy');
  });
});

describe('the check before a business', () => {
  const fields = { joined: '3', left: '1', contact: '025-00000000', action: 'submit' };
  const submit = (more = {}) => browser.post('/services/staff-changes', { ...fields, ...more });

  it.each(['uncertified', 'pending', 'lapsed'] as const)(
    'refuses a unit that is %s, and leads to the center and back',
    async (status) => {
      portal.service.status = status;
      const answer = await submit();
      expect(answer.status).toBe(403);
      const page = await answer.text();
      expect(page).toContain('href="/settings/certification?continue=/services/staff-changes"');
      expect(page).not.toContain('申报编号');
    },
  );

  it('does not use webhooks when the service does not answer', async () => {
    await portal.webhook();
    portal.service.status = undefined;
    const answer = await submit();
    expect(answer.status).toBe(503);
    expect(answer.headers.get('Retry-After')).toBe('30');
  });

  it('lets a certified unit through, and then checks the fields', async () => {
    expect(await (await submit()).text()).toMatch(/申报已提交[^]*申报编号[^]*\d{8}-\d{6}[^]*025-00000000/);
    const refused = await submit({ joined: 'three', contact: '' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toMatch(/有2处需要更正[^]*value="three"[^]*请填写数字[^]*请填写联系电话/);
    expect(await (await submit({ contact: '', action: 'draft' })).text()).toContain('草稿已保存');
  });
});

describe('the webhook receiver', () => {
  /** The main page while the service does not answer. */
  const shown = async () => {
    portal.service.status = undefined;
    return /<body data-status="([^"]*)"/.exec(await pageAt('/'))![1];
  };

  it('takes each id once', async () => {
    expect(await portal.webhook({ id: 'msg_1' })).toBe(204);
    expect(await portal.webhook({ id: 'msg_1', type: 'unit.lapsed', status: 'lapsed', sequence: 2 })).toBe(
      204,
    );
    expect(await shown()).toBe('certified');
  });

  it('uses the service’s order, not the order of arrival', async () => {
    await portal.webhook({ type: 'unit.lapsed', status: 'lapsed', sequence: 8 });
    await portal.webhook({ sequence: 5 });
    expect(await shown()).toBe('lapsed');
    await portal.webhook({ sequence: 9 });
    expect(await shown()).toBe('certified');
  });

  it('does not let a refused attempt or a registration change the status', async () => {
    await portal.webhook({ sequence: 1 });
    await portal.webhook({ type: 'unit.rejected', status: 'uncertified', sequence: 2 });
    await portal.webhook({ type: 'unit.registered', kind: 'phone', sequence: 3 });
    expect(await shown()).toBe('certified');
    expect(await pageAt('/settings/certification')).toMatch(
      /data-event="unit.registered"[^]*data-event="unit.rejected"[^]*data-event="unit.certified"/,
    );
  });

  it('says why a submission was refused and when a certification ends, and folds all but five', async () => {
    const due = { at: '2026-12-05T16:00:00Z', reason: 'agent-withdrew' };
    await portal.webhook({ type: 'unit.rejected', sequence: 8, data: { reason: 'registry-mismatch' } });
    await portal.webhook({ type: 'unit.due', sequence: 9, data: { due } });
    for (const sequence of [1, 2, 3, 4]) await portal.webhook({ sequence });
    const [shown, folded] = (await pageAt('/settings/certification')).split('更早的1条');
    const saidIn = (part: string) =>
      [...part.matchAll(/data-event[^]*?<span>(.*?)</g)].map(([, said]) => said);
    const three = ['通过实名认证', '通过实名认证', '通过实名认证'];
    expect(saidIn(shown!)).toEqual(['认证2026年12月5日到期', '认证未通过：信息与登记不一致', ...three]);
    expect(saidIn(folded!)).toEqual(['通过实名认证']);
  });

  it('says in the center what has happened to a case, and to a certification', async () => {
    const states = ['open', 'withdrawn', 'refused', 'expired', 'certified'];
    for (const [sequence, state] of states.entries())
      await portal.webhook({ type: 'unit.case', sequence, data: { case: { state } } });
    await portal.webhook({ type: 'unit.lapsed', sequence: 9, data: { reason: 'revoked' } });
    const notices = [...(await pageAt('/settings/certification')).matchAll(/data-event[^]*?<span>(.*?)</g)];
    expect(notices.map(([, said]) => said)).toEqual([
      '认证已被撤销',
      '人工核验已通过',
      '人工核验已到期',
      '人工核验未通过',
      '人工核验已撤回',
      '已申请人工核验',
    ]);
  });

  it.each([
    ['with another secret', { secret: `whsec_${randomBytes(32).toString('base64')}` }],
    ['that is ten minutes old', { at: Date.now() - 600_000 }],
  ])('refuses one %s', async (_, message) => {
    expect(await portal.webhook(message)).toBe(401);
    expect(await shown()).toBe('unknown');
  });

  it('ignores a type that is newer than this version', async () => {
    expect(await portal.webhook({ type: 'unit.renamed' })).toBe(204);
  });
});

describe('the login', () => {
  const NEXT = '/services/staff-changes';

  it('shows what is missing or wrong at the field, with the user name but without the password', async () => {
    const visitor = portal.browser();
    const empty = await visitor.post('/login', {});
    expect(empty.status).toBe(422);
    expect(await empty.text()).toMatch(/有3处需要更正[^]*请填写用户名[^]*请填写密码[^]*请填写这道题的结果/);
    const wrong = await (await visitor.logIn({ password: 'wrong"' })).text();
    expect(wrong).toContain('用户名或密码不正确');
    expect(wrong).toContain(`value="${LOGGED_IN.code}"`);
    expect(wrong).not.toContain('wrong&quot;');
  });

  it('has the manual’s choice, asks for the administrator, and leads a new unit to the registration', async () => {
    const visitor = portal.browser();
    for (const path of ['/login', '/index.action']) {
      const page = await (await visitor.get(path)).text();
      expect(page).toMatch(/<a href="\/login" aria-current="page"\s*>单位登录<\/a\s*>/);
      expect(page).toContain('请使用管理员身份登录');
      expect(page).toContain('<a href="/register">单位用户</a>');
      const [, personal] = /<a href="([^"]+)"\s*>个人登录<\/a\s*>/.exec(page)!;
      const answer = await visitor.get(personal!);
      expect(answer.status).toBe(200);
      const told = await answer.text();
      expect(told).toContain('本大厅只办理单位业务');
      expect(told).not.toContain('name="password"');
    }
    expect((await browser.get('/index.action')).headers.get('Location')).toBe('/');
  });

  it.each(['91320199ma1dem023w', '９１３２０１９９ＭＡ１ＤＥＭ０２３Ｗ', 'MA1DEM02-3', ' ma1dem023 '])(
    'reads “%s” as the unit’s code',
    async (userName) => expect((await portal.browser().logIn({ userName })).status).toBe(303),
  );

  it('leads to the requested page, and to no other site', async () => {
    const stranger = portal.browser();
    expect((await stranger.get(NEXT)).headers.get('Location')).toBe(
      `/login?next=${encodeURIComponent(NEXT)}`,
    );
    expect((await stranger.logIn({ next: NEXT })).headers.get('Location')).toBe(NEXT);
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example'])
      expect((await portal.browser().logIn({ next })).headers.get('Location')).toBe('/');
  });

  it('sets a cookie that scripts cannot read and other sites cannot send; the logout ends it on the server', async () => {
    const visitor = portal.browser();
    const cookie = (await visitor.logIn()).headers.get('Set-Cookie')!;
    expect(cookie).toMatch(/^portal_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    await visitor.post('/logout', {});
    const again = await portal.browser().get('/', { Cookie: cookie.split(';')[0]! });
    expect(again.headers.get('Location')).toBe('/login');
  });

  it('refuses a form from another site’s page', async () => {
    const answer = await browser.post('/logout', {}, { Origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
  });
});
