/**
 * Another department's site: a customer of the same certification service as the portal, with an own site
 * id, key, look and languages, and no word of the portal's about a unit. What one of them has certified is
 * certified for both.
 */
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import type { PortalClient } from '../../bff/portal-client/index.ts';
import { addressOf } from '../shared/address.ts';
import { appearanceOf } from '../shared/appearance.ts';
import { loadAssets, serveAssets, SHARED_ASSETS } from '../shared/assets.ts';
import { createDirectory, readLoginCode } from '../shared/directory.ts';
import { createLoginLimits } from '../shared/login-limits.ts';
import { notStored, oneAddress } from '../shared/pages.ts';
import { securityHeaders } from '../shared/security-headers.ts';
import { createSessionStore } from '../shared/sessions.ts';
import { userOf } from '../shared/site-user.ts';
import { realNameStatus } from '../shared/standing.ts';
import { createReceipts } from './receipts.ts';
import { EMPTY, readForm, SERVICES } from './services.ts';
import { businessPage, receiptPage } from './views/business.ts';
import type { Frame } from './views/frame.ts';
import { type LoginForm, loginPage } from './views/login.ts';
import { centerPage, homePage, lostPage, privacyPage, refusalPage } from './views/pages.ts';
import { isLanguage, type Language, WORDS } from './words/index.ts';

export interface DepartmentOptions {
  /** Where browsers find this site and the certification service, without a trailing slash. */
  url: string;
  bffUrl: string;
  /** The certification service, as this site's server knows it. */
  certification: PortalClient;
  /** The clock, in milliseconds. */
  now: () => number;
}

const SESSION = 'department_session';
const LANGUAGE = 'department_language';

const OWN = [
  ...['department.css', 'parts.css', 'header.css', 'menu.css', 'login.css', 'pages.css', 'center.css'],
  ...['department.js', 'login.js', 'fund.svg', 'roofs.svg'],
];
const own = (name: string) => new URL(`./public/${name}`, import.meta.url);
const serviceOf = (id: string | undefined) => SERVICES.find((service) => service.id === id);
const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

export async function createDepartment(options: DepartmentOptions): Promise<Hono> {
  const { url, bffUrl, certification, now } = options;
  const assets = await loadAssets({
    ...Object.fromEntries(OWN.map((name) => [name, own(name)])),
    ...SHARED_ASSETS,
  });
  const receipts = createReceipts(now);
  const directory = await createDirectory();
  const sessions = createSessionStore(now);
  const limits = createLoginLimits();
  const cookie = { httpOnly: true, sameSite: 'Lax', secure: url.startsWith('https:'), path: '/' } as const;

  const sessionOf = (c: Context) => sessions.find(getCookie(c, SESSION));
  /** The language that was asked for, else the one of last time. */
  const languageOf = (c: Context): Language => {
    const asked = c.req.query('lang');
    const known = isLanguage(asked) ? asked : getCookie(c, LANGUAGE);
    return isLanguage(known) ? known : 'zh-Hans';
  };
  const frameOf = async (c: Context): Promise<Frame> => {
    const session = sessionOf(c);
    const status = session && (await realNameStatus(certification, session.account.unit.code));
    const { path } = c.req;
    return { assets, bffUrl, language: languageOf(c), appearance: appearanceOf(c), path, session, status };
  };

  const app = new Hono();
  app.use(securityHeaders(bffUrl), notStored, oneAddress(url), csrf({ origin: url }));
  app.use(bodyLimit({ maxSize: 32 * 1024 }));
  app.get('/assets/:name', serveAssets(assets));
  // The language that is asked for is that of the pages to come, of the one after a redirect too.
  app.use(async (c, next) => {
    const asked = c.req.query('lang');
    if (isLanguage(asked)) setCookie(c, LANGUAGE, asked, { ...cookie, maxAge: 31_536_000 });
    await next();
  });

  app.get('/session/certification-token', async (c) => {
    const session = sessionOf(c);
    if (!session) return c.json({ error: 'login-required' }, 401);
    return c.json({ token: await certification.token(userOf(session)) });
  });

  app.get('/privacy', async (c) => c.html(privacyPage(await frameOf(c))));

  app.get('/login', async (c) => {
    if (sessionOf(c)) return c.redirect('/', 303);
    return c.html(loginPage(await frameOf(c), { unitCode: '', role: 'administrator', errors: {} }));
  });
  app.post('/login', async (c) => {
    const body = await c.req.parseBody();
    const [unitCode, password] = [text(body['unitCode']).slice(0, 40), text(body['password'])];
    const role = text(body['role']) === 'operator' ? 'operator' : 'administrator';
    const frame = { ...(await frameOf(c)), path: '/login' };
    const words = WORDS[frame.language];
    const refuse = (errors: LoginForm['errors'], status: 422 | 429 = 422) =>
      c.html(loginPage(frame, { unitCode, role, errors }), status);

    if (!unitCode || !password)
      return refuse({
        ...(!unitCode && { unitCode: words.codeMissing }),
        ...(!password && { password: words.passwordMissing }),
      });
    const code = readLoginCode(unitCode);
    if (!code) return refuse({ password: words.wrong });
    const [account, address] = [directory.countedAs(code, role), addressOf(c)];
    if ((await limits.wait(account, address)) > 0) return refuse({ password: words.wait }, 429);
    const opened = await directory.authenticate(code, role, password);
    if (!opened) {
      await limits.failed(account, address);
      return refuse({ password: words.wrong });
    }
    await limits.succeeded(account);
    sessions.close(getCookie(c, SESSION));
    setCookie(c, SESSION, sessions.open(opened), cookie);
    return c.redirect('/', 303);
  });
  app.post('/logout', (c) => {
    sessions.close(getCookie(c, SESSION));
    deleteCookie(c, SESSION, { path: '/' });
    return c.redirect('/login', 303);
  });

  app.use(async (c, next) => (sessionOf(c) ? next() : c.redirect('/login', 303)));
  app.get('/', async (c) => {
    const frame = await frameOf(c);
    return c.html(homePage(frame, receipts.of(frame.session!.account.unit.code)));
  });
  app.get('/certification', async (c) => {
    const resume = serviceOf(c.req.query('continue'));
    return c.html(centerPage(await frameOf(c), resume));
  });
  app.get('/business/:id', async (c) => {
    const service = serviceOf(c.req.param('id'));
    return service ? c.html(businessPage(await frameOf(c), service, EMPTY)) : c.notFound();
  });
  app.post('/business/:id', async (c) => {
    const service = serviceOf(c.req.param('id'));
    if (!service) return c.notFound();
    const frame = await frameOf(c);
    if (!frame.status) return c.html(refusalPage(frame, service, 'away'), 503, { 'Retry-After': '30' });
    if (frame.status !== 'certified') return c.html(refusalPage(frame, service, 'uncertified'), 403);
    const form = readForm(service, await c.req.parseBody());
    if (Object.keys(form.errors).length > 0) return c.html(businessPage(frame, service, form), 422);
    return c.html(receiptPage(frame, form, receipts.issue(frame.session!.account.unit.code, service)));
  });
  app.notFound(async (c) => c.html(lostPage(await frameOf(c)), 404));
  app.onError((error, c) => {
    if ('getResponse' in error) return error.getResponse();
    console.error(error);
    return c.text('暂时打不开，请稍后再试 / Temporarily not available, please try again', 500);
  });
  return app;
}
