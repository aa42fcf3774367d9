/** Login (figure 1.1) and logout. */
import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../data/accounts.ts';
import { createCaptcha } from './captcha.ts';
import { fillForm } from './demo-fill.ts';
import { EMPTY, errorCount, field, type Typed } from './field.ts';
import { type Html, layout, type Visitor } from './layout.ts';
import { type Portal, visitorOf } from './portal.ts';

/** A page of this site; any other address becomes the main page. */
function pathOf(next: string | undefined, site: string): string {
  if (!next || !URL.canParse(next, site)) return '/';
  const { origin, pathname, search } = new URL(next, site);
  return origin === site ? pathname + search : '/';
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

export function login(portal: Portal): Hono {
  const app = new Hono();
  const captcha = createCaptcha();
  const page = (c: Context, next: string, typed: Typed) =>
    loginPage(visitorOf(portal, c), { next, typed, captcha: captcha.ask() });

  // The second address is the one that the manual gives.
  app.on('GET', ['/login', '/index.action'], (c) => {
    const next = pathOf(c.req.query('next'), portal.url);
    return portal.sessions.find(c) ? c.redirect(next, 303) : c.html(page(c, next, EMPTY));
  });

  app.get(PERSONAL, (c) => c.html(personalPage(visitorOf(portal, c))));

  app.post('/login', async (c) => {
    const body = await c.req.parseBody();
    const next = pathOf(text(body['next']), portal.url);
    const userName = text(body['userName']).slice(0, 40);
    const password = text(body['password']);
    const errors: Typed['errors'] = {};
    if (!userName.trim()) errors['userName'] = '请填写用户名';
    if (!password) errors['password'] = '请填写密码';
    if (!captcha.isRight(text(body['captchaId']), text(body['captcha'])))
      errors['captcha'] = '请填写这道题的结果';
    const account = Object.keys(errors).length > 0 ? undefined : portal.accounts.logIn(userName, password);
    if (!account && Object.keys(errors).length === 0) errors['password'] = '用户名或密码不正确，请检查后再试';
    if (!account) return c.html(page(c, next, { values: { userName }, errors }), 422);
    portal.sessions.open(c, account);
    return c.redirect(next, 303);
  });

  // Demo only: one tap logs in. No portal has this.
  app.post('/login/demo', async (c) => {
    const body = await c.req.parseBody();
    const account = portal.accounts.find(text(body['account']));
    if (!account || !DEMO_ACCOUNTS.some(({ id }) => id === account.id)) return c.redirect('/login', 303);
    portal.sessions.open(c, account);
    return c.redirect(pathOf(text(body['next']), portal.url), 303);
  });

  app.post('/logout', (c) => {
    portal.sessions.close(c);
    return c.redirect('/login', 303);
  });
  return app;
}

/** For people: they have no account here. */
const PERSONAL = '/login/personal';

const CHOICES = [
  { href: '/login', label: '单位登录' },
  { href: PERSONAL, label: '个人登录' },
];

const choice = (chosen: string): Html =>
  html`<nav class="choice" aria-label="登录方式">
    ${CHOICES.map(
      ({ href, label }) =>
        html`<a href="${href}" ${href === chosen ? html`aria-current="page"` : ''}>${label}</a>`,
    )}
  </nav>`;

/** A page with the choice; `card`: what follows it. */
const choicePage = (visitor: Visitor, chosen: string, card: Html, beside: Html | '' = ''): Html =>
  layout(visitor, {
    title: CHOICES.find(({ href }) => href === chosen)!.label,
    body: html`<div class="band">
        <div class="inner">
          <h1>单位社保，一网通办</h1>
          <p>第一次登录的单位先完成实名认证，之后各项业务都在这里办。</p>
        </div>
      </div>
      <div class="inner login overlap">
        <section class="card">${choice(chosen)} ${card}</section>
        ${beside}
      </div>`,
  });

const personalPage = (visitor: Visitor): Html =>
  choicePage(
    visitor,
    PERSONAL,
    html`<p>本大厅只办理单位业务，没有个人账号。要为单位办事的，请用单位的账号登录。</p>
      <p><a class="primary wide" href="/login">单位登录</a></p>`,
  );

interface LoginPage {
  next: string;
  typed: Typed;
  captcha: { id: string; question: string; answer: string };
}

const loginPage = (visitor: Visitor, { next, typed, captcha }: LoginPage): Html =>
  choicePage(
    visitor,
    '/login',
    html`<p>请使用管理员身份登录。</p>
      <form method="post" action="/login" novalidate>
        <input type="hidden" name="next" value="${next}" />
        <input type="hidden" name="captchaId" value="${captcha.id}" />
        ${errorCount(typed)}
        ${field(
          {
            name: 'userName',
            label: '用户名',
            hint: '统一社会信用代码、组织机构代码或登录名',
            input: html`autocomplete="username" maxlength="40" spellcheck="false"`,
            sample: DEMO_ACCOUNTS[0]!.unit.code,
          },
          typed,
        )}
        ${field(
          {
            name: 'password',
            label: '密码',
            input: html`type="password" autocomplete="current-password" maxlength="128"`,
            sample: DEMO_PASSWORD,
          },
          typed,
        )}
        ${field(
          {
            name: 'captcha',
            label: `验证码：${captcha.question}`,
            input: html`inputmode="numeric" autocomplete="off" maxlength="4"`,
            sample: captcha.answer,
          },
          typed,
        )}
        <button class="primary wide">提交</button>
      </form>
      <p class="below">
        <span>新用户注册：<a href="/register">单位用户</a></span> ${fillForm()}
      </p>`,
    demoAccounts(next),
  );

const demoAccounts = (next: string): Html =>
  html`<section class="card demo">
    <h2>演示账号</h2>
    <p>点一下直接登录，每个账号演示一种情形。密码都是 <code>${DEMO_PASSWORD}</code></p>
    <form method="post" action="/login/demo">
      <input type="hidden" name="next" value="${next}" />
      <ul class="accounts">
        ${DEMO_ACCOUNTS.map(
          ({ id, title, about }) =>
            html`<li>
              <button name="account" value="${id}"><strong>${title}</strong> <span>${about}</span></button>
            </li>`,
        )}
      </ul>
    </form>
  </section>`;
