/** Login and logout: the routes that need no role. */
import { Hono, type Context } from 'hono';
import type { MiddlewareHandler } from 'hono/types';
import { MINUTE } from '../../contract/time.ts';
import { ifReadable } from '../../keys/index.ts';
import { useLogin } from '../../limits/index.ts';
import { isAllowed } from '../people/access.ts';
import type { Admission } from './admission.ts';
import type { DeskCookie } from '../people/cookies.ts';
import { CALLBACK, type Login, type PendingLogin } from '../people/login.ts';
import { button, LOG_IN_AGAIN, createRecord, say, type DeskDependencies } from '../page/route.ts';
import { beginSession, continueSession, endSession, LONGEST } from '../people/sessions.ts';
import { pageBefore, type FindPage } from './return-to.ts';

/** Milliseconds that a person may take at the provider. */
const LOGIN_TIME = 10 * MINUTE;
/** Characters of a subject (OpenID Connect Core, section 2). */
const SUBJECT_MAXIMUM = 255;

interface KeptLogin extends PendingLogin {
  /** Milliseconds. */
  until: number;
  /** The address of the own page to which it leads, and whether a form of it was not taken. */
  to?: string | undefined;
  isForm?: true | undefined;
}

interface LoginParts {
  login: Login;
  /** Keeps the session’s id in the browser. */
  cookie: DeskCookie;
  /** Keeps the pending login, encrypted, in the browser. */
  pendingCookie: DeskCookie;
  admission: Admission;
  findPage: FindPage;
  /** The desk's own. */
  origin: string;
  /** Refuses long bodies. */
  small: MiddlewareHandler;
}

export function loginRoutes(
  dependencies: DeskDependencies,
  { login, cookie, pendingCookie, admission, findPage, origin, small }: LoginParts,
): Hono {
  const { database, cipher, digester, now } = dependencies;
  const record = createRecord(dependencies);
  const routes = new Hono();

  routes.get('/login', async (c) => {
    const { address, pending } = await login.begin();
    const page = pageBefore(findPage, origin, c.req.header('Referer'));
    const kept: KeptLogin = {
      ...pending,
      until: now() + LOGIN_TIME,
      to: page?.address,
      isForm: page?.isForm,
    };
    pendingCookie.write(c, cipher.seal(JSON.stringify(kept), 'desk-login'), LOGIN_TIME);
    return c.redirect(address.href, 302);
  });

  const pendingIn = (c: Context): KeptLogin | undefined => {
    const sealed = pendingCookie.read(c);
    if (sealed === undefined) return undefined;
    const kept = ifReadable(() => JSON.parse(cipher.open(sealed, 'desk-login')) as KeptLogin);
    return kept && kept.until > now() ? kept : undefined;
  };

  routes.get(CALLBACK, async (c) => {
    const pending = pendingIn(c);
    pendingCookie.remove(c);
    // The first answer alone is brought to the provider, whoever sends more of them.
    const isFirst = pending && (await useLogin(database, digester.of('desk-login', pending.state), now()));
    const result = isFirst ? await login.finish(new URL(c.req.url).search, pending) : undefined;
    if (result?.kind !== 'logged-in' || result.subject.length > SUBJECT_MAXIMUM)
      return say(c, 400, '登录没有完成', '登录已超时、已取消，或者不是在这个浏览器开始的。请重新登录。', {
        body: LOG_IN_AGAIN,
      });
    if (result.roles.length === 0) {
      await record(result, { type: 'desk.refused', detail: { access: 'login' } });
      return say(
        c,
        403,
        '没有工作台的角色',
        [
          '您已登录，但您的账号没有热线人员、核验人员或者审计人员的角色。',
          '请联系管理账号的人员，在统一登录里加上角色，再重新登录。',
        ],
        { body: LOG_IN_AGAIN },
      );
    }
    const former = cookie.read(c);
    const formerSession = former && (await continueSession(dependencies, former));
    if (formerSession) await endSession(database, formerSession.id);
    await record(result, { type: 'desk.login', detail: { roles: result.roles } });
    cookie.write(c, await beginSession(dependencies, result), LONGEST);
    const page = findPage(pending?.to ?? '');
    if (!page || !isAllowed(result.roles, page.access)) return c.redirect('/', 303);
    const body = button(page.address, '回到刚才的页面');
    if (pending?.isForm)
      return say(c, 200, '已登录', '登录当时已经结束，刚才填写的内容没有保存，请重新填写。', { body });
    // A page in between: after a redirect the browser would name the provider's site as the one
    // that has led here.
    return say(c, 200, '已登录', '正在回到刚才的页面。', { next: page.address, body });
  });

  routes.get('/goodbye', (c) =>
    say(c, 200, '已退出', '可以关闭本页。要接着办理的，请重新登录。', { body: LOG_IN_AGAIN }),
  );

  routes.post('/logout', small, async (c) => {
    const session = await admission.sessionOf(c);
    if (!session) return c.redirect('/goodbye', 303);
    if (!(await admission.formOf(c, session))) return admission.refuseForm(c);
    await endSession(database, session.id);
    await record(session, { type: 'desk.logout' });
    cookie.remove(c);
    // A page in between: `form-action` would stop a form that the provider's address follows.
    const next = (await login.logoutAddress(session.tokens))?.href;
    return say(
      c,
      200,
      '已退出工作台',
      next ? '还差一步：退出统一登录，别人就不能用您的账号。' : '可以关闭本页。要接着办理的，请重新登录。',
      {
        next,
        body: next ? button(next, '退出统一登录') : LOG_IN_AGAIN,
      },
    );
  });

  return routes;
}
