/**
 * The desk: an application of its own for staff, on a listener of its own. It answers to its own
 * host alone. Each page and each deed passes the same checks in the same order: host, session, form
 * (origin and token), the roles as the provider tells them now, access.
 */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isUnavailable } from '../database/index.ts';
import { createAdmission } from './admission/admission.ts';
import { eventPages } from './audit/events.ts';
import { sealPages } from './audit/seals.ts';
import { casePages } from './cases/case-pages.ts';
import { certificationPages } from './certifications/certification-pages.ts';
import { deskCookie } from './people/cookies.ts';
import { deliveryPages } from './deliveries.ts';
import { duePages } from './due.ts';
import { createReplies } from './admission/replies.ts';
import { loginRoutes } from './admission/login-routes.ts';
import { figurePages } from './figures.ts';
import { homePage } from './home.ts';
import type { Login } from './people/login.ts';
import { button, logFailure, say, TO_THE_DESK, type DeskDependencies, type DeskRoute } from './page/route.ts';
import { STYLE } from './page/style.ts';
import { unitPages } from './units/unit-page.ts';
import { createPageFinder } from './admission/return-to.ts';

export interface DeskParts {
  certification: DeskDependencies;
  login: Login;
  /** Without a trailing slash. */
  url: string;
  /** On paper; '' prints none. */
  authorityName: string;
}

const STYLE_SHEET = '/desk.css';
const BODY_BYTES = 16_384;

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
  ...eventPages(dependencies),
  ...sealPages(dependencies),
];

export function createDesk({ certification, login, url, authorityName }: DeskParts): Hono {
  const { host, origin, protocol } = new URL(url);
  const isSecure = protocol === 'https:';
  const cookie = deskCookie('session', isSecure);
  const routes = deskRoutes(certification);
  const findPage = createPageFinder(routes);
  const replies = createReplies(certification.cipher, deskCookie('reply', isSecure));
  const admission = createAdmission(certification, {
    login,
    cookie,
    replies,
    origin,
    findPage,
    authorityName,
  });
  const small = bodyLimit({
    maxSize: BODY_BYTES,
    onError: (c) => say(c, 413, '内容太长', '什么也没有改变。请缩短以后再提交。'),
  });
  const app = new Hono();

  app.use(async (c, next) => {
    const isOurs = c.req.header('Host')?.toLowerCase() === host;
    // It names no host, because another site's page may read it, and neither does the style sheet.
    if (!isOurs && c.req.path !== STYLE_SHEET)
      c.res = await say(c, 421, '这不是工作台的网址', '请用运维人员给的网址打开。');
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
  app.get(STYLE_SHEET, (c) => {
    const headers = { ETag: tag, 'Cache-Control': 'no-cache' };
    if (c.req.header('If-None-Match') === tag) return c.body(null, 304, headers);
    return c.body(STYLE, 200, { ...headers, 'Content-Type': 'text/css; charset=utf-8' });
  });

  const pendingCookie = deskCookie('login', isSecure);
  const loginParts = { login, cookie, pendingCookie, admission, findPage, origin, small };
  app.route('/', loginRoutes(certification, loginParts));

  for (const route of [homePage(certification), ...routes])
    app.on(route.method.toUpperCase(), route.path, small, admission.admit(route));

  app.notFound(async (c) => {
    const session = await admission.sessionOf(c);
    // A form that is refused leaves its address in the browser, where the person may open it again.
    const page = admission.pageOf(c);
    if (page)
      return say(c, 404, '没有这个页面', '这是提交一张表单的地址。请打开表单所在的页面。', {
        session,
        body: button(page.address, '打开这一页'),
      });
    return say(c, 404, '没有这个页面', '地址可能抄错了，或者这个页面已经不在。', {
      session,
      body: TO_THE_DESK,
    });
  });
  app.onError((error, c) => {
    logFailure(certification.log, c.req.routePath, error);
    if (isUnavailable(error))
      return say(c, 503, '暂时不可用', '数据库暂时没有答复。请稍后再试。', { body: TO_THE_DESK });
    if (c.req.path.startsWith('/login'))
      return say(c, 503, '统一登录暂时不可用', '请稍后再试。', { body: button('/login', '再试一次') });
    return say(c, 500, '没有办成', '出现意外的错误，日志里有记录。请联系运维人员。', { body: TO_THE_DESK });
  });
  return app;
}
