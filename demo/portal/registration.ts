/**
 * Registration of new units (figures 2.1 and 2.2), in three parts: a token for a visitor who has no account, the page with
 * `<unit-registration>` around the portal's own fields, and the account, made from the assertion that the service has signed.
 */
import { randomBytes } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { DEMO_REGISTRATIONS } from '../data/registrations.ts';
import { fillRegistration } from './demo-fill.ts';
import { field, type Field } from './field.ts';
import { HOTLINE, type Html, icon, layout, unloaded, type Visitor } from './layout.ts';
import { widgetScripts } from './pages-with-widget.ts';
import { messages } from './phone-page.ts';
import { type Portal, visitorOf } from './portal.ts';
import { cookieOptions } from './session.ts';

/** An anonymous session: the `sub` of the visitor's token, and nothing else. */
const VISITOR_COOKIE = 'portal_visitor';

const LOGIN_NAME = '[A-Za-z][A-Za-z0-9_]{3,19}';
const PASSWORD = '(?=.*[A-Za-z])(?=.*[0-9]).{8,128}';

/** The portal's own fields. The browser checks them by these attributes before the element sends anything. */
const OWN_FIELDS: readonly Field[] = [
  {
    name: 'loginName',
    label: '登录名',
    hint: '4至20位字母、数字或下划线，以字母开头',
    input: html`required pattern="${LOGIN_NAME}" maxlength="40" autocomplete="username" spellcheck="false"`,
  },
  {
    name: 'password',
    label: '登录密码',
    hint: '至少8位，同时有字母和数字',
    input: html`type="password" required pattern="${PASSWORD}" maxlength="128" autocomplete="new-password"`,
  },
];

const matches = (pattern: string, text: string) => new RegExp(`^(?:${pattern})$`, 'u').test(text);
const text = (value: unknown) => (typeof value === 'string' ? value : '');

const DONE = '注册成功，单位已完成手机认证和实名认证，可以办理业务了。';

export function registration(portal: Portal): Hono {
  const app = new Hono();

  const visitor = (c: Context): string => {
    const known = getCookie(c, VISITOR_COOKIE);
    if (known) return known;
    const fresh = randomBytes(32).toString('base64url');
    setCookie(c, VISITOR_COOKIE, fresh, cookieOptions(portal.url));
    return fresh;
  };

  app.get('/session/registration-token', async (c) => {
    // For this portal's pages only. Callers other than browsers do not send this header.
    const from = c.req.header('Sec-Fetch-Site');
    if (from && from !== 'same-origin') return c.json({ error: 'other-site' }, 403);
    return c.json({ token: await portal.certification.registrationToken(visitor(c)) });
  });

  app.get('/register', (c) =>
    portal.sessions.find(c) ? c.redirect('/', 303) : c.html(registrationPage(visitorOf(portal, c))),
  );

  /** The unit is the one in the assertion; the typed one is not used. */
  app.post('/register', async (c) => {
    const body = await c.req.parseBody();
    const loginName = text(body['loginName']);
    const password = text(body['password']);
    if (!matches(LOGIN_NAME, loginName) || !matches(PASSWORD, password))
      return c.json({ message: '登录名或登录密码的格式不正确，请修改后再点“注册”。' }, 422);

    const assertion = await portal.certification.verifyAssertion(text(body['assertion']));
    if (!assertion.ok)
      return assertion.error === 'unreachable'
        ? c.json({ message: '认证服务暂时没有应答，内容都在，请稍后再点“注册”。' }, 503)
        : c.json({ message: '核验结果已过期，请再点一次“注册”，不需要新的验证码。' }, 422);

    const account = portal.accounts.register(assertion.value.unit, loginName, password);
    if (account === 'unit-taken')
      return c.json({ message: '该单位已经有账号，请直接登录；忘记密码请联系12333。', logIn: true }, 422);
    if (account === 'name-taken')
      return c.json({ field: 'loginName', message: '这个登录名已经有人使用，请换一个' }, 422);
    portal.sessions.open(c, account, DONE);
    return c.json({ location: '/' });
  });

  return app;
}

const registrationPage = (visitor: Visitor): Html =>
  layout(visitor, {
    title: '单位用户注册',
    scripts: ['registration.js', 'phone.js'],
    head: widgetScripts(visitor.bffUrl, 'unit-registration'),
    body: html`<div class="inner columns">
      <div>
        <h1>单位用户注册</h1>
        <p class="muted">
          注册时一并完成手机认证和实名认证。请准备营业执照等登记证书、法定代表人证件和手机。
        </p>
        <p>已有账号？<a href="/login">直接登录</a></p>
        <unit-registration
          token-url="/session/registration-token"
          privacy-url="/privacy"
          help="${HOTLINE}"
          appearance="${visitor.appearance}"
        >
          <h2>登录信息</h2>
          ${OWN_FIELDS.map((each) => field(each))}
        </unit-registration>
        ${unloaded('注册表单')}
        <div data-outcome role="alert" hidden>
          <p class="error">${icon('error')}<span></span></p>
          <a class="secondary" href="/login" hidden>去登录</a>
        </div>
      </div>
      <aside>
        <section class="card demo">
          <h2>演示数据</h2>
          <ul class="registrations">
            ${DEMO_REGISTRATIONS.flatMap((each) =>
              each.claims.map(
                (claim) =>
                  html`<li>
                    <strong>${each.title}</strong>
                    <span>结果：${claim.outcome}</span>${fillRegistration(each, claim)}
                  </li>`,
              ),
            )}
          </ul>
        </section>
        <section class="card demo">
          <h2>演示手机</h2>
          <p>短信到这里，不会真的发出。<a class="phrase" href="/phone" target="_blank">在新标签页打开</a></p>
          ${messages()}
        </section>
      </aside>
    </div>`,
  });
