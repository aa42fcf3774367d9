/**
 * The desk: an application of its own for staff, on a listener of its own. It answers to its own host alone. Each page and each deed passes
 * the same checks in the same order: host, session, form (origin and token), the roles as the provider tells them now, access.
 */
import { createHash } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import type { Logger } from 'pino';
import { MINUTE } from '../contract/time.ts';
import { isUnavailable, reasonOf } from '../database/database.ts';
import type { Actor } from '../database/tables.ts';
import { writeEvents, type NewEvent } from '../events/event.ts';
import { ifReadable } from '../protection/cipher.ts';
import { equalInConstantTime } from '../protection/digest.ts';
import { isAllowed } from './access.ts';
import { auditPages } from './audit.ts';
import { casePages } from './cases.ts';
import { certificationPages } from './certifications.ts';
import { deliveryPages } from './deliveries.ts';
import { duePages } from './due.ts';
import { figurePages } from './figures.ts';
import { layout, notice, SECTIONS, type Page } from './layout.ts';
import { CALLBACK, type Asked, type Login, type PendingLogin } from './login.ts';
import type { DeskDependencies, DeskRoute } from './route.ts';
import {
  beginSession,
  continueSession,
  endSession,
  keepRoles,
  LONGEST,
  type DeskSession,
} from './sessions.ts';
import { STYLE } from './style.ts';
import { unitPages } from './units.ts';

export interface DeskParts {
  certification: DeskDependencies;
  login: Login;
  log: Logger;
  /** Without a trailing slash. */
  url: string;
}

/** Milliseconds for which roles of the login count, where the provider does not tell them again. */
export const ROLES_OF_LOGIN = 5 * MINUTE;
/** Milliseconds that a person may take at the provider. */
const LOGIN_TIME = 10 * MINUTE;
const BODY_BYTES = 16_384;
/** Characters of a subject (OpenID Connect Core, section 2). */
const SUBJECT_MAXIMUM = 255;

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** All that a person can see and do, beside login and logout. */
export const deskRoutes = (dependencies: DeskDependencies): DeskRoute[] => [
  ...unitPages(dependencies),
  ...casePages(dependencies),
  ...certificationPages(dependencies),
  ...duePages(dependencies),
  ...deliveryPages(dependencies),
  ...figurePages(dependencies),
  ...auditPages(dependencies),
];

export function createDesk({ certification, login, log, url }: DeskParts): Hono {
  const { database, cipher, keys, now } = certification;
  const { host, origin, protocol } = new URL(url);
  const isSecure = protocol === 'https:';
  const cookieName = (name: string) => (isSecure ? `__Host-desk-${name}` : `desk-${name}`);
  const SESSION = cookieName('session');
  const LOGIN = cookieName('login');
  const cookie = (seconds: number) =>
    ({ path: '/', httpOnly: true, secure: isSecure, sameSite: 'Lax', maxAge: seconds }) as const;

  const app = new Hono();
  const record = (actor: Actor, type: NewEvent['type'], detail: object = {}) =>
    writeEvents(database, keys, [{ at: new Date(now()), actor, type, detail }]);
  const actorOf = ({ subject }: Pick<DeskSession, 'subject'>): Actor => `staff:${subject}`;
  const say = (
    c: Context,
    status: 200 | 400 | 401 | 403 | 404 | 413 | 500 | 503,
    title: string,
    text: string,
    more: Partial<Page> = {},
  ) =>
    c.html(
      layout({
        title,
        body: html`<h1>${title}</h1>
          ${notice(status === 200 ? 'good' : 'bad', title, text)} ${more.body ?? ''}`,
        session: more.session,
        next: more.next,
      }),
      status,
    );
  const LOG_IN = html`<p><a class="button" href="/login">登录</a></p>`;

  app.use(async (c, next) => {
    const isOurs = c.req.header('Host')?.toLowerCase() === host;
    if (!isOurs) c.res = c.text('This host is not served here.\n', 421);
    else await next();
    const { headers } = c.res;
    headers.set('Content-Security-Policy', POLICY);
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('X-Frame-Options', 'DENY');
    headers.set('Referrer-Policy', 'same-origin');
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    headers.set('Cross-Origin-Resource-Policy', 'same-origin');
    if (isSecure) headers.set('Strict-Transport-Security', 'max-age=31536000');
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  });

  const tag = `"${createHash('sha256').update(STYLE).digest('base64url').slice(0, 16)}"`;
  app.get('/desk.css', (c) => {
    const headers = { ETag: tag, 'Cache-Control': 'no-cache' };
    if (c.req.header('If-None-Match') === tag) return c.body(null, 304, headers);
    return c.body(STYLE, 200, { ...headers, 'Content-Type': 'text/css; charset=utf-8' });
  });

  app.get('/login', async (c) => {
    const { address, pending } = await login.begin();
    const kept = JSON.stringify({ ...pending, until: now() + LOGIN_TIME });
    setCookie(c, LOGIN, cipher.seal(kept, 'desk-login'), cookie(LOGIN_TIME / 1000));
    return c.redirect(address.href, 302);
  });

  const pendingIn = (c: Context): PendingLogin | undefined => {
    const sealed = getCookie(c, LOGIN);
    if (sealed === undefined) return undefined;
    const kept = ifReadable(
      () => JSON.parse(cipher.open(sealed, 'desk-login')) as PendingLogin & { until: number },
    );
    return kept && kept.until > now() ? kept : undefined;
  };

  app.get(CALLBACK, async (c) => {
    const pending = pendingIn(c);
    deleteCookie(c, LOGIN, { path: '/', secure: isSecure });
    const result = pending && (await login.finish(new URL(c.req.url).search, pending));
    if (result?.kind !== 'logged-in' || result.subject.length > SUBJECT_MAXIMUM)
      return say(c, 400, '登录没有完成', '登录已超时、已取消，或者不是在这个浏览器开始的。请重新登录。', {
        body: LOG_IN,
      });
    if (result.roles.length === 0) {
      await record(actorOf(result), 'desk.refused', { access: 'login' });
      return say(c, 403, '没有工作台的角色', '您的账号没有热线、核验或审计的角色。请联系管理账号的人员。');
    }
    const former = getCookie(c, SESSION);
    const formerSession = former && (await continueSession(certification, former));
    if (formerSession) await endSession(database, formerSession.id);
    await record(actorOf(result), 'desk.login', { roles: result.roles });
    setCookie(c, SESSION, await beginSession(certification, result), cookie(LONGEST / 1000));
    return c.redirect('/', 303);
  });

  app.get('/goodbye', (c) => say(c, 200, '已退出', '可以关闭本页，或者重新登录。', { body: LOG_IN }));

  /** One question a session at a time: a refresh token is good once. */
  const asking = new Map<string, Promise<Asked>>();
  const ask = (session: DeskSession): Promise<Asked> => {
    const running = asking.get(session.id);
    if (running) return running;
    const asked = login.ask(session.subject, session.tokens).then(async (answer) => {
      if (answer.kind === 'told') await keepRoles(certification, session, answer);
      return answer;
    });
    asking.set(session.id, asked);
    return asked.finally(() => asking.delete(session.id));
  };

  const sessionOf = async (c: Context): Promise<DeskSession | undefined> => {
    const secret = getCookie(c, SESSION);
    return secret === undefined ? undefined : continueSession(certification, secret);
  };

  const loginAgain = (c: Context, text: string) => {
    deleteCookie(c, SESSION, { path: '/', secure: isSecure });
    return say(c, 401, '请重新登录', text, { body: LOG_IN });
  };

  /** The fields of the form; undefined when it does not come from one of our pages in this session. */
  const formOf = async (c: Context, { csrf }: DeskSession): Promise<Map<string, string[]> | undefined> => {
    if (c.req.header('Origin') !== origin) return undefined;
    if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(c.req.header('Content-Type') ?? ''))
      return undefined;
    const fields = new URLSearchParams(await c.req.text());
    if (!equalInConstantTime(fields.get('csrf') ?? '', csrf)) return undefined;
    return new Map([...fields.keys()].map((name) => [name, fields.getAll(name)]));
  };
  const FORGED = [
    '页面已过期',
    '这个操作不是从本次登录的页面提交的，什么也没有改变。请回到工作台，再办理一次。',
  ] as const;

  const small = bodyLimit({
    maxSize: BODY_BYTES,
    onError: (c) => say(c, 413, '内容太长', '什么也没有改变。请缩短以后再提交。'),
  });

  /** Another site's page has led the browser here: the person may not know what they look at, and the audit would name them. */
  const isLedHere = (c: Context): boolean =>
    ['cross-site', 'same-site'].includes(c.req.header('Sec-Fetch-Site') ?? '');

  const admit =
    ({ method, access, handle }: Omit<DeskRoute, 'path'>) =>
    async (c: Context): Promise<Response> => {
      if (method === 'get' && access !== 'home' && isLedHere(c))
        return say(c, 403, '从别的网站打开的页面', '还没有查看，也没有记录。确实要看的，请点下面的链接。', {
          body: html`<p>
            <a class="button" href="${new URL(c.req.url).pathname + new URL(c.req.url).search}">打开这一页</a>
          </p>`,
        });
      const session = await sessionOf(c);
      if (!session) {
        if (method === 'get' && getCookie(c, SESSION) === undefined)
          return say(c, 401, '单位实名认证工作台', '请先登录。供热线、核验和审计人员使用。', {
            body: LOG_IN,
          });
        return loginAgain(c, '登录已超时（15分钟没有操作，或者已满8小时）。什么也没有改变。');
      }
      const form = method === 'post' ? await formOf(c, session) : new Map<string, string[]>();
      if (!form) {
        await record(actorOf(session), 'desk.refused', { access, why: 'form' });
        return say(c, 403, ...FORGED);
      }
      const asked = await ask(session);
      if (asked.kind === 'unavailable')
        return say(c, 503, '统一登录暂时不可用', '没有办法确认您的角色，什么也没有改变。请稍后再试。', {
          session,
        });
      if (asked.kind === 'gone') {
        await endSession(database, session.id);
        return loginAgain(c, '统一登录那边已经退出。什么也没有改变。');
      }
      if (asked.kind === 'silent' && method === 'post' && now() - session.askedAt > ROLES_OF_LOGIN)
        return loginAgain(c, '办理之前要确认您的角色，距上次登录已超过5分钟。什么也没有改变。');
      const roles = asked.kind === 'told' ? asked.roles : session.roles;
      if (!isAllowed(roles, access)) {
        await record(actorOf(session), 'desk.refused', { access, roles });
        const text = '您现在的角色不能办理这一项，什么也没有改变。角色由管理账号的人员授予。';
        return say(c, 403, '没有权限', text, { session: { ...session, roles } });
      }
      return handle({ c, session: { ...session, roles }, actor: actorOf(session), form, now: now() });
    };

  const home: DeskRoute = {
    method: 'get',
    path: '/',
    access: 'home',
    handle: async ({ c, session }) => c.html(layout({ title: '首页', body: homeBody(session), session })),
  };
  for (const route of [home, ...deskRoutes(certification)])
    app.on(route.method.toUpperCase(), route.path, small, admit(route));

  app.post('/logout', small, async (c) => {
    const session = await sessionOf(c);
    if (!session) return c.redirect('/goodbye', 303);
    if (!(await formOf(c, session))) return say(c, 403, ...FORGED);
    await endSession(database, session.id);
    await record(actorOf(session), 'desk.logout');
    deleteCookie(c, SESSION, { path: '/', secure: isSecure });
    // A page in between: `form-action` would stop a form that the provider's address follows.
    const next = (await login.logoutAddress(session.tokens))?.href;
    return say(c, 200, '已退出工作台', next ? '正在退出统一登录……' : '可以关闭本页。', {
      next,
      body: next ? html`<p><a class="button" href="${next}">退出统一登录</a></p>` : LOG_IN,
    });
  });

  app.notFound((c) =>
    say(c, 404, '没有这个页面', '地址不对，或者这个页面不在了。', {
      body: html`<p><a class="button" href="/">回到工作台</a></p>`,
    }),
  );
  app.onError((error, c) => {
    log.error({ desk: c.req.routePath, error: error.name, reason: reasonOf(error) }, 'desk');
    if (isUnavailable(error)) return say(c, 503, '暂时不可用', '数据库暂时没有答复。请稍后再试。');
    if (c.req.path.startsWith('/login'))
      return say(c, 503, '统一登录暂时不可用', '请稍后再试。', { body: LOG_IN });
    return say(c, 500, '没有办成', '出现意外的错误，日志里有记录。请联系运维人员。');
  });
  return app;
}

const homeBody = ({ roles }: DeskSession) =>
  html`<h1>工作台</h1>
    <p class="lead">每一次查看和办理都记入审计。离开座位时请退出。</p>
    <ul class="tiles">
      ${SECTIONS.filter(({ access }) => isAllowed(roles, access)).map(
        ({ path, title, text }) =>
          html`<li>
            <a href="${path}"><strong>${title}</strong>${text}</a>
          </li>`,
      )}
    </ul>`;
