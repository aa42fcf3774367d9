/** What makes the demo a tour: nobody has to type, everybody is told what to do, and everything can be read. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoClaim } from '../../demo/data/accounts.ts';
import { DEMO_REGISTRATIONS } from '../../demo/data/registrations.ts';
import { SERVICES } from '../../demo/portal/services.ts';
import type { RealNameStatus } from '../../demo/shared/standing.ts';
import { type Browser, startPortal, type TestPortal } from './support/portal.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await startPortal();
});

beforeEach(() => {
  portal.service.status = 'uncertified';
});

const OPERATOR = { unitCode: '91320199MA1DEM0820', role: 'operator' };

const loggedIn = async (fields: Record<string, string> = {}) => {
  const browser = portal.browser();
  await browser.logIn(fields);
  return browser;
};

const textOf = async (answer: Promise<Response>) => (await answer).text();

const unescaped = (attribute: string) => attribute.replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** What a page's buttons would fill in, one entry a button. */
const filledBy = <T>(page: string, name: string): T[] =>
  [...page.matchAll(new RegExp(`data-${name}="([^"]*)"`, 'g'))].map(
    ([, data]) => JSON.parse(unescaped(data!)) as T,
  );

const samplesOf = (page: string): Record<string, string> =>
  Object.fromEntries(
    [...page.matchAll(/<input[^>]*\sname="(\w+)"[^>]*\sdata-sample="([^"]*)"/g)].map(([, name, sample]) => [
      name,
      unescaped(sample!),
    ]),
  );

describe('「填入演示数据」', () => {
  it('at the login fills in an account that opens', async () => {
    const samples = samplesOf(await textOf(portal.browser().get('/login')));
    expect((await portal.browser().logIn(samples)).status).toBe(303);
  });

  it.each(DEMO_ACCOUNTS.map((account) => [account.title, account] as const))(
    'stands in every form of the account 「%s」, with what that account is meant to show',
    async (_, { unit, loginCode = unit.code, role, claims }) => {
      const browser = await loggedIn({ unitCode: loginCode, role });
      for (const path of ['/', '/settings/certification', '/services/staff-changes']) {
        const page = await textOf(browser.get(path));
        const elements = page.match(/<unit-certification/g)!.length;
        const filled = filledBy<(DemoClaim & { says: string })[]>(page, 'claims');
        expect(filled).toHaveLength(claims.length > 0 ? elements : 0);
        for (const data of filled) {
          expect(data).toEqual(
            claims.map(({ legalRepresentative, foundedOn, agent }) => ({
              ...{ legalRepresentative, foundedOn, agent },
              says: expect.any(String) as string,
            })),
          );
          for (const [at, { says }] of data.entries()) expect(says).toContain(claims[at]!.outcome);
        }
        expect(page.match(/slot="help"/g) ?? []).toHaveLength(filled.length);
      }
    },
  );

  it.each(SERVICES.map(({ id, name }) => [name, id] as const))('makes a complete 「%s」', async (_, id) => {
    portal.service.status = 'certified';
    const browser = await loggedIn();
    const samples = samplesOf(await textOf(browser.get(`/services/${id}`)));
    const receipt = await browser.post(`/services/${id}`, { ...samples, action: 'submit' });
    expect(receipt.status).toBe(200);
  });

  it('at the registration fills in any unit that may register, and every way to do it', async () => {
    const page = await textOf(portal.browser().get('/register'));
    const filled = filledBy<{ unit: { code: string }; claim: DemoClaim }>(page, 'registration');
    const ways = DEMO_REGISTRATIONS.flatMap(({ unit, phone, email, loginName, claims }) =>
      claims.map((claim) => ({ unit, phone, email, loginName, password: DEMO_PASSWORD, claim })),
    );
    expect(filled).toMatchObject([ways[0], ...ways]); // above the form, then beside it
  });
});

describe('the demo accounts', () => {
  it('are in a drawer below the login, closed, each with one line on what it shows', async () => {
    const page = await textOf(portal.browser().get('/login'));
    const drawer = /<details class="demo-accounts" data-drawer>[^]*<\/details>/.exec(page)!;
    expect(drawer.index).toBeGreaterThan(page.indexOf('</form>'));
    for (const { title, about, unit } of DEMO_ACCOUNTS) {
      expect(about.length, title).toBeLessThanOrEqual(26);
      expect(drawer[0]).toMatch(new RegExp(`<strong>${title}</strong>\\s*<span>${about}</span>`));
      expect(drawer[0]).toContain(unit.name);
    }
  });
});

describe('a unit that is not certified', () => {
  const pages = ['/', '/services/staff-changes'];
  const callOf = (page: string) => /<section class="call"[^]*?<\/section>/.exec(page)?.[0] ?? '';

  it.each([
    ['/', '本单位尚未完成实名认证'],
    ['/services/staff-changes', '办理“职工参保增减员”，请先完成实名认证'],
  ])('is told so on %s, with the way to certify', async (path, words) => {
    const call = callOf(await textOf((await loggedIn()).get(path)));
    expect(call).toContain('data-certification="uncertified"');
    expect(call).toContain(words);
    expect(call).toMatch(/<button type="button" class="primary" data-certify>立即认证</);
  });

  it('is told which business needs it, before anything is filled in', async () => {
    const page = await textOf((await loggedIn()).get('/services/staff-changes'));
    expect(page.indexOf('办理“职工参保增减员”前')).toBeLessThan(page.indexOf('action="/services/'));
  });

  it.each(pages)(
    'sends an operator to the administrator on %s, and offers no certification',
    async (path) => {
      const page = await textOf((await loggedIn(OPERATOR)).get(path));
      const call = callOf(page);
      expect(call).toContain('请管理员先完成<wbr>单位实名认证');
      expect(call).toContain('实名认证由管理员办理');
      expect(call).toContain('复制给管理员的话');
      expect(page).not.toContain('data-certify');
    },
  );

  it('has an operator’s guide for operators', async () => {
    expect(await textOf((await loggedIn()).get('/'))).toContain('怎样完成实名认证');
    const page = await textOf((await loggedIn(OPERATOR)).get('/'));
    expect(page).toContain('经办人怎样办理业务');
    expect(page).not.toContain('怎样完成实名认证');
  });

  it.each(['pending', 'lapsed', 'certified'] as RealNameStatus[])(
    'is told what is the matter when it is %s',
    async (status) => {
      portal.service.status = status;
      expect(callOf(await textOf((await loggedIn()).get('/')))).toContain(`data-certification="${status}"`);
    },
  );
});

describe('「长辈版」', () => {
  const paths = ['/', '/settings/certification', '/services/staff-changes', '/privacy'];
  const ask = async (browser: Browser, path: string, appearance: string) =>
    textOf(browser.get(path, { Cookie: `${browser.cookie() ?? ''}; appearance=${appearance}` }));

  it.each(paths)('is on %s, and there is for the page and the product', async (path) => {
    const browser = portal.browser();
    await browser.logIn();
    const cookie = browser.cookie()!;
    const page = await textOf(portal.browser().get(path, { Cookie: `${cookie}; appearance=large` }));
    expect(page).toContain('<html lang="zh-Hans" data-appearance="large">');
    expect(page).toMatch(/data-large\s+aria-pressed="true"[^]*长辈版/);
    for (const [element] of page.matchAll(/<unit-certification[^>]*>/g))
      expect(element).toContain('appearance="large"');
  });

  it('reaches the pages before the login, and takes nothing else for it', async () => {
    for (const path of ['/login', '/register', '/phone'])
      expect(await ask(portal.browser(), path, 'large')).toContain('data-appearance="large"');
    expect(await ask(portal.browser(), '/register', 'large')).toMatch(
      /<unit-registration[^>]*appearance="large"/,
    );
    expect(await ask(portal.browser(), '/login', '"><script>')).toContain('data-appearance="standard"');
  });
});

describe('the words', () => {
  const open = ['/login', '/login/personal', '/register', '/phone', '/privacy', '/nowhere'];
  const behind = ['/', '/settings/certification', ...SERVICES.map(({ id }) => `/services/${id}`)];

  it.each([...open, ...behind])('of %s have the marks of GB/T 15834', async (path) => {
    const browser = behind.includes(path) ? await loggedIn() : portal.browser();
    const page = await textOf(browser.get(path));
    const words = page.replace(/<[^>]*>/g, '\n');
    expect(words).not.toMatch(/[「」『』]/);
    expect(words).not.toMatch(/\p{Script=Han}[,;:?!]|[,;:?!]\p{Script=Han}|\.{3}|！/u);
    expect(words).not.toMatch(/"[^"\n]*\p{Script=Han}/u);
  });

  it('name the personal data notice alike everywhere', async () => {
    for (const path of ['/login', '/register', '/privacy'])
      expect(await textOf(portal.browser().get(path))).toContain('个人信息处理说明');
  });
});
