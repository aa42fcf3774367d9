/** Logging in and out. */
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie } from 'hono/cookie';
import type { CaptchaVerdict } from './captcha.ts';
import { addressOf } from '../shared/address.ts';
import { readUserName } from '../shared/directory.ts';
import { openSession, type Portal, SESSION_COOKIE, sessionOf, siteOf } from './context.ts';
import { safePath } from './paths.ts';
import { loginPage, type LoginForm } from './views/login.ts';

const CAPTCHA_ERRORS: Record<Exclude<CaptchaVerdict, 'passed'>, string> = {
  missing: '请先点击完成验证',
  expired: '验证码已过期，请重新点击验证',
  wrong: '验证码未通过，请重新点击验证',
};

/** Where the login leads on to: a page of this portal, else the main page. */
const nextOf = (given: string | undefined): string => safePath(given) ?? '/';

const EMPTY = { unitCode: '', role: 'administrator', errors: {} } as const;

const text = (value: unknown) => (typeof value === 'string' ? value : '');

const minutes = (seconds: number) => Math.max(1, Math.ceil(seconds / 60));

export function loginRoutes(portal: Portal): Hono {
  const app = new Hono();

  const refuse = (c: Context, form: LoginForm, status: 422 | 429) => {
    c.header('Cache-Control', 'no-store');
    return c.html(loginPage(siteOf(portal, c), form, 'unit'), status);
  };

  app.get('/login', (c) => {
    const next = nextOf(c.req.query('next'));
    if (sessionOf(portal, c)) return c.redirect(next, 303);
    return c.html(loginPage(siteOf(portal, c), { ...EMPTY, next }, 'unit'));
  });

  app.get('/login/personal', (c) =>
    c.html(loginPage(siteOf(portal, c), { ...EMPTY, next: '/' }, 'personal')),
  );

  app.get('/login/captcha', async (c) => c.json(await portal.captcha.challenge()));

  app.post('/login', async (c) => {
    const body = await c.req.parseBody();
    const password = text(body['password']);
    const form: LoginForm = {
      unitCode: text(body['unitCode']).slice(0, 40),
      role: text(body['role']) === 'operator' ? 'operator' : 'administrator',
      next: nextOf(text(body['next'])),
      errors: {},
    };
    const code = readUserName(form.unitCode);
    if (!form.unitCode.trim()) form.errors.unitCode = '请填写统一社会信用代码或组织机构代码';
    else if (!code) form.errors.unitCode = '请填写18位统一社会信用代码、9位组织机构代码或登录名';
    if (!password) form.errors.password = '请填写密码';
    // The captcha comes before the password is looked at: a machine learns nothing for free.
    const verdict = await portal.captcha.judge(text(body['captcha']));
    if (verdict !== 'passed') form.errors.captcha = CAPTCHA_ERRORS[verdict];
    if (!code || Object.keys(form.errors).length > 0) return refuse(c, form, 422);

    const address = addressOf(c);
    const account = portal.directory.countedAs(code, form.role);
    const wait = await portal.limits.wait(account, address);
    if (wait > 0) {
      form.errors.password = `密码多次输入不正确，请在${minutes(wait)}分钟后再试`;
      c.header('Retry-After', String(wait));
      return refuse(c, form, 429);
    }
    const opened = await portal.directory.authenticate(code, form.role, password);
    if (!opened) {
      await portal.limits.failed(account, address);
      form.errors.password = '用户名、密码或登录身份不正确，请检查后再试';
      return refuse(c, form, 422);
    }
    await portal.limits.succeeded(account);
    openSession(portal, c, opened);
    return c.redirect(form.next, 303);
  });

  app.post('/logout', (c) => {
    portal.sessions.close(getCookie(c, SESSION_COOKIE));
    deleteCookie(c, SESSION_COOKIE, { path: '/' });
    return c.redirect('/login', 303);
  });

  return app;
}
