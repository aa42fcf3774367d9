/**
 * Registering a unit (manual, section 3). The certification service proves phone, unit and people in the page's
 * `<unit-registration>`, and signs an assertion of it; what is made here from that is the portal's account.
 */
import { randomBytes } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { addressOf } from '../shared/address.ts';
import { asAccount } from '../shared/registered-accounts.ts';
import type { RegisteredUnit } from '../../bff/portal-client/index.ts';
import { cookieOptions, openSession, type Portal, sessionOf, siteOf } from './context.ts';
import { checkOwnFields, type OwnErrors, type OwnValues } from './own-fields.ts';
import { createTokenLimit } from './token-limit.ts';
import { registerPage } from './views/register.ts';

/** The anonymous session of somebody who has no account yet: the token's `sub`, and nothing else. */
const VISITOR_COOKIE = 'portal_visitor';

/** What the page's script is told. `errors`: at the portal's own fields. `message`: about the whole, and what to do. */
interface Refusal {
  errors?: OwnErrors;
  message?: string;
  /** 「注册」 again, which brings a fresh assertion: `later` or at once (`reassert`). `log-in`: there is an account. */
  next?: 'later' | 'reassert' | 'log-in';
}

const DONE = '注册成功，单位已完成手机认证和实名认证，可以办理业务了。';

const text = (value: unknown) => (typeof value === 'string' ? value : '');

const minutes = (seconds: number) => Math.max(1, Math.ceil(seconds / 60));

export function registrationRoutes(portal: Portal): Hono {
  const app = new Hono();
  const tokenLimit = createTokenLimit();

  const visitorOf = (c: Context): string => {
    const known = getCookie(c, VISITOR_COOKIE);
    if (known && /^[\w-]{43}$/.test(known)) return known;
    const fresh = randomBytes(32).toString('base64url');
    setCookie(c, VISITOR_COOKIE, fresh, cookieOptions(portal));
    return fresh;
  };

  app.get('/register', (c) => {
    if (sessionOf(portal, c)) return c.redirect('/', 303);
    visitorOf(c);
    return c.html(registerPage(siteOf(portal, c)));
  });

  app.get('/session/registration-token', async (c) => {
    // Another site's page cannot read the answer, and is not to make sessions here either.
    const from = c.req.header('Sec-Fetch-Site');
    if (from !== undefined && from !== 'same-origin' && from !== 'none')
      return c.json({ error: 'other-site' }, 403);
    // 503: the form keeps what was typed and says "later"; of any 4xx it says that the site is set up wrongly.
    const wait = await tokenLimit.take(addressOf(c));
    if (wait > 0) return c.json({ error: 'too-many-requests' }, 503, { 'Retry-After': String(wait) });
    return c.json({ token: await portal.certification.registrationToken(visitorOf(c)) });
  });

  /** The unit of this assertion, or why there is none. */
  const unitOf = async (assertion: string): Promise<RegisteredUnit | Refusal> => {
    const verified = await portal.certification.verifyAssertion(assertion);
    if (verified.ok) return verified.value;
    switch (verified.error) {
      case 'unreachable':
        return { message: '认证服务暂时没有应答，内容都在，请稍后再点“注册”。', next: 'later' };
      case 'expired':
        return { message: '核验结果已过期，请再点一次“注册”，不需要新的验证码。', next: 'reassert' };
      case 'refused':
        return { message: '没有收到有效的核验结果，请再点一次“注册”。', next: 'reassert' };
    }
  };

  app.post('/register', async (c) => {
    const body = await c.req.parseBody();
    const values: OwnValues = {
      loginName: text(body['loginName']).normalize('NFKC').trim(),
      password: text(body['password']),
      passwordAgain: text(body['passwordAgain']),
    };
    const refuse = (refusal: Refusal, status: 422 | 429 | 503 = 422) => c.json(refusal, status);

    const registered = await unitOf(text(body['assertion']));
    if (!('unit' in registered)) return refuse(registered, registered.next === 'later' ? 503 : 422);
    const errors = checkOwnFields(values);
    if (Object.keys(errors).length > 0) return refuse({ errors });

    // An account that exists opens by its password only: guessing is counted as at the login.
    const [key, address] = [`${registered.unit.code} administrator`, addressOf(c)];
    const wait = await portal.limits.wait(key, address);
    if (wait > 0) return refuse({ message: `操作过于频繁，请在${minutes(wait)}分钟后再试。` }, 429);
    const { loginName, password } = values;
    const added = await portal.registered.add(
      { jti: registered.jti, unit: registered.unit, loginName, password },
      portal.now(),
    );
    switch (added.result) {
      case 'login-name-taken':
        return refuse({ errors: { loginName: '这个登录名已经有人使用，请换一个' } });
      case 'unit-taken':
        await portal.limits.failed(key, address);
        return refuse({ message: '该单位已经有账号，请直接登录；忘记密码请联系12333。', next: 'log-in' });
      case 'added':
      case 'same':
        openSession(portal, c, asAccount(added.account), DONE);
        return c.json({ location: '/' });
    }
  });

  return app;
}
