/** What the portal serves besides the login: tokens, keys, pages, headers. */
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { BFF, startPortal, type TestPortal } from './support/portal.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await startPortal();
});

const loggedIn = async (fields: Record<string, string> = {}) => {
  const browser = portal.browser();
  await browser.logIn(fields);
  return browser;
};

const tokenOf = async (browser: Awaited<ReturnType<typeof loggedIn>>) => {
  const answer = await browser.get('/session/certification-token');
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  return ((await answer.json()) as { token: string }).token;
};

describe('the site token', () => {
  it('says what the contract asks for, and is verified with the published keys', async () => {
    const token = await tokenOf(await loggedIn());
    const keys = await (await portal.browser().get('/.well-known/jwks.json')).json();
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(keys), {
      issuer: 'portal',
      audience: 'unit-certification',
      typ: 'unit-certification+jwt',
      algorithms: ['EdDSA'],
    });
    expect(protectedHeader.kid).toBe('test');
    expect(payload).toMatchObject({
      sub: 'u-2001',
      purpose: 'certification',
      unit: { code: '91320199MA1DEM023W', name: '云川江月软件（集团）有限公司' },
      role: 'administrator',
    });
    expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(300);
    expect(payload.iat).toBe(Math.floor(portal.clock.now / 1000));
  });

  it('names an operator one', async () => {
    const token = await tokenOf(await loggedIn({ unitCode: '91320199MA1DEM0820', role: 'operator' }));
    expect(decodeJwt(token)).toMatchObject({ sub: 'u-2008', role: 'operator' });
  });

  it('keeps the instant of the login, until the next login', async () => {
    const browser = await loggedIn();
    const first = decodeJwt(await tokenOf(browser))['auth_time'];
    portal.clock.now += 120_000;
    expect(decodeJwt(await tokenOf(browser))['auth_time']).toBe(first);
    await browser.logIn();
    expect(decodeJwt(await tokenOf(browser))['auth_time']).toBe(Number(first) + 120);
  });

  it('is refused without a session, as JSON', async () => {
    const answer = await portal.browser().get('/session/certification-token');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('Content-Type')).toContain('json');
  });

  it('publishes no private key', async () => {
    const { keys } = portal.keys.jwks;
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0]!)).not.toContain('d');
  });
});

describe('pages', () => {
  const paths = ['/', '/services/unit-enrolment', '/privacy', '/settings/certification'];

  it.each(['/', '/services/unit-enrolment'])('%s has the gate before its business', async (path) => {
    const page = await (await (await loggedIn()).get(path)).text();
    expect(page).toMatch(/<unit-certification\s+view="gate"\s+for="(\.service|form\.business)"/);
  });

  it('/settings/certification has the center and nothing that asks besides', async () => {
    const page = await (await (await loggedIn()).get('/settings/certification')).text();
    expect(page.match(/<unit-certification/g)).toHaveLength(1);
    expect(page).toMatch(
      /<unit-certification\s+class="center-place certified administrator "\s+view="center"/,
    );
  });

  it.each(paths)('%s embeds the widget as the contract has it', async (path) => {
    const page = await (await (await loggedIn()).get(path)).text();
    expect(page).toContain(`<script type="module" src="${BFF}/widget/unit-certification.js"></script>`);
    expect(page).toMatch(/<unit-certification[^>]*\stoken-url="\/session\/certification-token"/);
    expect(page).toContain('center-url="/settings/certification"');
    expect(page).toContain('privacy-url="/privacy"');
  });

  it.each([...paths, '/login', '/login/personal', '/no-such-page'])(
    '%s has a strict policy, and no script or style of its own inside',
    async (path) => {
      const browser = path.startsWith('/login') ? portal.browser() : await loggedIn();
      const answer = await browser.get(path);
      const policy = answer.headers.get('Content-Security-Policy')!;
      expect(policy).toContain(`script-src 'self' ${BFF}`);
      expect(policy).toContain("style-src 'self'");
      expect(policy).toContain(`connect-src 'self' ${BFF}`);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|data:|blob:|\*/);
      const page = await answer.text();
      expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*src=)/);
      expect(answer.headers.get('Cache-Control')).toBe('no-store');
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
    },
  );

  it.each(['/', '/settings/certification', '/services/job-stability'])(
    '%s is behind the login',
    async (path) => {
      const answer = await portal.browser().get(path);
      expect(answer.status).toBe(303);
      expect(answer.headers.get('Location')).toMatch(/^\/login/);
    },
  );

  it('moves another spelling of its address to the one that the service knows', async () => {
    const answer = await portal.browser().get('/privacy', { Host: '127.0.0.1:8788' });
    expect(answer.headers.get('Location')).toBe('http://localhost:8788/privacy');
  });

  it('loads nothing that is not there', async () => {
    const page = await (await portal.browser().get('/login')).text();
    const addresses = [...page.matchAll(/(?:src|href|data-worker)="(\/assets\/[^"]+)"/g)].map(
      ([, at]) => at!,
    );
    expect(addresses.length).toBeGreaterThan(8);
    for (const address of addresses) {
      const asset = await portal.browser().get(address);
      expect(asset.status, address).toBe(200);
      expect(asset.headers.get('Cache-Control')).toContain('immutable');
    }
    expect((await portal.browser().get('/assets/portal.ts')).status).toBe(404);
  });

  it('tell at the field what is missing in a business, and give a receipt when nothing is', async () => {
    const browser = await loggedIn();
    const refused = await browser.post('/services/staff-changes', { joined: 'three', left: '1' });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('请填写数字');
    expect(page).toContain('value="three"');
    expect(page).toContain('请填写联系电话');
    const fields = { joined: '3', left: '1', contact: '025-00000000', action: 'submit' };
    const receipt = await (await browser.post('/services/staff-changes', fields)).text();
    expect(receipt).toMatch(/受理编号 <strong>\d{8}-\d{6}</);
    for (const told of ['申报已提交', '提交申报', '025-00000000']) expect(receipt).toContain(told);
  });

  it('keep a draft that is not complete, and tell that it is one', async () => {
    const browser = await loggedIn();
    const draft = await browser.post('/services/staff-changes', { joined: '3', action: 'draft' });
    expect(draft.status).toBe(200);
    expect(await draft.text()).toMatch(/草稿已保存[^]*草稿编号[^]*未填写[^]*保存草稿/);
    expect((await browser.post('/services/staff-changes', { joined: 'x', action: 'draft' })).status).toBe(
      422,
    );
  });
});

describe('the server’s own check of a business', () => {
  const fields = { joined: '3', left: '1', contact: '025-00000000', action: 'submit' };

  it.each(['uncertified', 'pending', 'lapsed'] as const)(
    'takes nothing from a unit that is %s, and leads to the center and back',
    async (status) => {
      portal.service.status = status;
      const answer = await (await loggedIn()).post('/services/staff-changes', fields);
      portal.service.status = 'certified';
      expect(answer.status).toBe(403);
      const page = await answer.text();
      expect(page).toContain('办理前请先完成单位实名认证');
      expect(page).toContain('href="/settings/certification?continue=/services/staff-changes"');
      expect(page).not.toContain('受理编号');
    },
  );

  it('says so politely when the service is away, whatever a webhook has told before', async () => {
    portal.service.status = undefined;
    const answer = await (await loggedIn()).post('/services/staff-changes', fields);
    portal.service.status = 'certified';
    expect(answer.status).toBe(503);
    expect(answer.headers.get('Retry-After')).toBe('30');
    expect(await answer.text()).toContain('暂时无法确认认证状态');
  });
});

describe('the center', () => {
  const center = async (query: string) =>
    (await (await loggedIn()).get(`/settings/certification${query}`)).text();

  it('tells the widget the business that was blocked', async () => {
    const page = await center('?continue=/services/staff-changes');
    expect(page).toContain('resume-url="/services/staff-changes" business="职工参保增减员"');
    expect(await center('')).not.toContain('resume-url');
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/services/../x',
    'javascript:alert(1)',
  ])('leads nowhere else: %s', async (where) => {
    expect(await center(`?continue=${encodeURIComponent(where)}`)).not.toContain('resume-url');
  });
});

describe('what the server knows', () => {
  it('reaches the widget and the header; an operator’s widget asks for itself', async () => {
    expect(await (await (await loggedIn()).get('/')).text()).toMatch(
      /data-certification="certified"[^]*已实名认证[^]*known-status="certified"/,
    );
    portal.service.status = 'uncertified';
    const operator = await loggedIn({ unitCode: '91320199MA1DEM0820', role: 'operator' });
    const page = await (await operator.get('/')).text();
    portal.service.status = 'certified';
    expect(page).toContain('data-certification="uncertified"');
    expect(page).not.toContain('known-status');
  });

  it('decides whether the main page says how to certify', async () => {
    const home = async () => (await (await loggedIn()).get('/')).text();
    expect(await home()).not.toContain('怎样完成实名认证');
    portal.service.status = 'uncertified';
    const page = await home();
    portal.service.status = 'certified';
    expect(page).toContain('怎样完成实名认证');
  });
});
