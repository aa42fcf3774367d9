/** Logging in to the demo portal: what is accepted, what is refused, and what is kept. */
import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../../demo/data/accounts.ts';
import { PORTAL, startPortal, type TestPortal } from './support/portal.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await startPortal();
});

describe('a login', () => {
  it.each(DEMO_ACCOUNTS.map((account) => [account.title, account] as const))(
    'opens the account 「%s」',
    async (_, { loginCode, unit, role }) => {
      const browser = portal.browser();
      const answer = await browser.logIn({ unitCode: loginCode ?? unit.code, role });
      expect(answer.status).toBe(303);
      expect(answer.headers.get('Location')).toBe('/');
      const page = await (await browser.get('/')).text();
      expect(page).toContain(unit.name);
      expect(page).toContain(role === 'administrator' ? '您好，管理员' : '您好，经办人');
    },
  );

  it.each(['d2143070-9', 'D21430709', ' 12320199d21430709t ', '１２３２０１９９Ｄ２１４３０７０９Ｔ'])(
    'takes the unit code as people type it: %s',
    async (unitCode) => {
      expect((await portal.browser().logIn({ unitCode })).status).toBe(303);
    },
  );

  it('keeps what was typed when the password is wrong, but not the password', async () => {
    const answer = await portal.browser().logIn({ unitCode: '91320199ma1dem0820', password: 'wrong-one' });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('value="91320199ma1dem0820"');
    expect(page).toContain('用户名、密码或登录身份不正确');
    expect(page).toContain('aria-describedby="password-error"');
    expect(page).not.toContain('wrong-one');
  });

  it('says the same of a unit that has no account', async () => {
    const answer = await portal.browser().logIn({ unitCode: '91320199MA1DEM12X3' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('用户名、密码或登录身份不正确');
  });

  it('tells every field that is missing, at the field', async () => {
    const page = await (await portal.browser().logIn({ unitCode: '', password: '', captcha: '' })).text();
    for (const field of ['unitCode', 'password', 'captcha']) expect(page).toContain(`id="${field}-error"`);
  });

  it('shows what was typed as text, whatever it was', async () => {
    const page = await (await portal.browser().logIn({ unitCode: '"><script>alert(1)</script>' })).text();
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('&lt;script&gt;');
  });

  it.each([
    ['/settings/certification', undefined],
    ['/settings/certification?continue=/services/staff-changes', undefined],
    ['/settings/certification?continue=//evil.example', '/'],
    ['/settings/certification?other=/services/staff-changes', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example/', '/'],
  ])('leads on to a page of this portal only: %s', async (next, location = next) => {
    expect((await portal.browser().logIn({ next })).headers.get('Location')).toBe(location);
  });

  it('keeps which business was blocked on the way to the login', async () => {
    const wanted = async (query: string) => {
      const answer = await portal.browser().get(`/settings/certification?continue=${query}`);
      return new URL(answer.headers.get('Location')!, PORTAL).searchParams.get('next');
    };
    expect(await wanted('%2Fservices%2Fstaff-changes')).toBe(
      '/settings/certification?continue=/services/staff-changes',
    );
    expect(await wanted('//evil.example')).toBe('/settings/certification');
  });
});

describe('the captcha', () => {
  it('is asked for before the password is looked at', async () => {
    const answer = await portal.browser().logIn({ captcha: '', password: 'wrong-one' });
    const page = await answer.text();
    expect(page).toContain('请先点击完成验证');
    expect(page).not.toContain('用户名、密码或登录身份不正确');
  });

  it('passes once', async () => {
    const browser = portal.browser();
    const captcha = await browser.captcha();
    expect((await browser.logIn({ captcha, password: 'wrong-one' })).status).toBe(422);
    const secondTry = await browser.logIn({ captcha });
    expect(secondTry.status).toBe(422);
    expect(await secondTry.text()).toContain('验证码已过期');
  });

  it.each([
    ['not Base64', '%%%'],
    ['not an answer', Buffer.from('{"challenge":1}').toString('base64')],
  ])('refuses what is %s', async (_, captcha) => {
    expect(await (await portal.browser().logIn({ captcha })).text()).toContain('验证码未通过');
  });

  it('refuses a solution of somebody else’s challenge', async () => {
    const foreign = await (await startPortal()).browser().captcha();
    expect(await (await portal.browser().logIn({ captcha: foreign })).text()).toContain('验证码未通过');
  });
});

describe('the session', () => {
  it('is a cookie that scripts cannot read and other sites cannot send', async () => {
    const set = (await portal.browser().logIn()).headers.get('Set-Cookie');
    expect(set).toMatch(/^portal_session=[\w-]{43}; /);
    expect(set).toContain('HttpOnly');
    expect(set).toContain('SameSite=Lax');
  });

  it('is a new one at every login, and the old one ends', async () => {
    const browser = portal.browser();
    await browser.logIn();
    const first = browser.cookie()!;
    await browser.logIn();
    expect(browser.cookie()).not.toBe(first);
    const stolen = await portal.browser().get('/', { Cookie: first });
    expect(stolen.status).toBe(303);
  });

  it('ends by logout, on the server too', async () => {
    const browser = portal.browser();
    await browser.logIn();
    const cookie = browser.cookie()!;
    expect((await browser.post('/logout', {})).headers.get('Location')).toBe('/login');
    expect((await portal.browser().get('/', { Cookie: cookie })).status).toBe(303);
  });

  it('ends after half an hour without a request, and after eight hours anyway', async () => {
    const own = await startPortal();
    const browser = own.browser();
    await browser.logIn();
    for (let minutes = 0; minutes < 7 * 60 + 40; minutes += 20) {
      own.clock.now += 20 * 60_000;
      expect((await browser.get('/')).status).toBe(200);
    }
    own.clock.now += 25 * 60_000;
    const late = await browser.get('/settings/certification');
    expect(late.headers.get('Location')).toBe('/login?next=%2Fsettings%2Fcertification');

    const other = own.browser();
    await other.logIn();
    own.clock.now += 31 * 60_000;
    expect((await other.get('/')).status).toBe(303);
  });

  it.each([undefined, 'https://evil.example', 'null', 'http://localhost:8787'])(
    'is not opened or ended by a form of another origin: %s',
    async (origin) => {
      const browser = portal.browser();
      const headers: Record<string, string> = origin === undefined ? {} : { Origin: origin };
      const fields = { unitCode: '91320199MA1DEM023W', password: DEMO_PASSWORD, role: 'administrator' };
      expect((await browser.post('/login', fields, headers)).status).toBe(403);
      await browser.logIn();
      expect((await browser.post('/logout', {}, headers)).status).toBe(403);
      expect((await browser.get('/')).status).toBe(200);
    },
  );
});

describe('guessing', () => {
  it('stops after five wrong passwords for an account, also for the right one', async () => {
    const own = await startPortal();
    const guess = (password: string) => own.browser().logIn({ unitCode: '91320199MA1DEM0152', password });
    for (let tries = 0; tries < 5; tries++) expect((await guess(`wrong-${tries}`)).status).toBe(422);
    const refused = await guess(DEMO_PASSWORD);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await refused.text()).toMatch(/请在\d+分钟后再试/);
    expect((await own.browser().logIn()).status).toBe(303); // another unit is not kept out
  });
});
