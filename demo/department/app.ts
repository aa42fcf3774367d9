/**
 * Another department's site: a customer of the same certification service as the portal, with an own site
 * id, key, look and languages, and no word of the portal's about a unit. What one of them has certified is
 * certified for both.
 */
import { randomInt } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { loadAssets, serveAssets } from '../shared/assets.ts';
import { createDirectory, readLoginCode } from '../shared/directory.ts';
import { createLoginLimits } from '../shared/login-limits.ts';
import { notStored, oneAddress } from '../shared/pages.ts';
import { securityHeaders } from '../shared/security-headers.ts';
import { createSessionStore } from '../shared/sessions.ts';
import type { TokenIssuer } from '../shared/site-tokens.ts';
import { createStatusApi, type StatusApi } from '../shared/status-api.ts';
import * as views from './views.ts';
import { isLanguage, type Language, WORDS } from './words.ts';

export interface DepartmentOptions {
  /** Where browsers find this site and the certification service, without a trailing slash. */
  url: string;
  bffUrl: string;
  tokens: TokenIssuer;
  /** By default the certification service's. */
  statusApi?: StatusApi;
  /** The clock, in milliseconds. */
  now: () => number;
}

const SESSION = 'department_session';
const LANGUAGE = 'department_language';

const own = (name: string) => new URL(`./public/${name}`, import.meta.url);
const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

export async function createDepartment(options: DepartmentOptions): Promise<Hono> {
  const { url, bffUrl, tokens, now } = options;
  const statusApi = options.statusApi ?? createStatusApi({ bffUrl, tokens, now });
  const names = ['department.css', 'header.css', 'department.js', 'fund.svg'];
  const assets = await loadAssets(Object.fromEntries(names.map((name) => [name, own(name)])));
  const directory = await createDirectory();
  const sessions = createSessionStore(now);
  const limits = createLoginLimits();
  const cookie = { httpOnly: true, sameSite: 'Lax', secure: url.startsWith('https:'), path: '/' } as const;

  const sessionOf = (c: Context) => sessions.find(getCookie(c, SESSION));
  /** The language that was asked for, else the one of last time. */
  const languageOf = (c: Context): Language => {
    const asked = c.req.query('lang');
    if (isLanguage(asked)) setCookie(c, LANGUAGE, asked, { ...cookie, maxAge: 31_536_000 });
    const known = isLanguage(asked) ? asked : getCookie(c, LANGUAGE);
    return isLanguage(known) ? known : 'zh-Hans';
  };
  const frameOf = async (c: Context): Promise<views.Frame> => {
    const session = sessionOf(c);
    const status = session && (await statusApi.statusOf(session.account.unit.code));
    return { assets, bffUrl, language: languageOf(c), path: c.req.path, session, status };
  };

  const app = new Hono();
  app.use(securityHeaders(bffUrl), notStored, oneAddress(url), csrf({ origin: url }));
  app.use(bodyLimit({ maxSize: 32 * 1024 }));
  app.get('/assets/:name', serveAssets(assets));

  app.get('/session/certification-token', async (c) => {
    const session = sessionOf(c);
    if (!session) return c.json({ error: 'login-required' }, 401);
    return c.json({ token: await tokens.issue(session.account, session.authenticatedAt, now()) });
  });

  app.get('/login', async (c) => {
    if (sessionOf(c)) return c.redirect('/', 303);
    return c.html(views.loginPage(await frameOf(c), { unitCode: '', role: 'administrator' }));
  });
  app.post('/login', async (c) => {
    const body = await c.req.parseBody();
    const role = text(body['role']) === 'operator' ? 'operator' : 'administrator';
    const unitCode = text(body['unitCode']).slice(0, 40);
    const frame = { ...(await frameOf(c)), path: '/login' };
    const words = WORDS[frame.language];
    const code = readLoginCode(unitCode);
    const key = `${code ?? ''} ${role}`;
    if ((await limits.wait(key, 'anywhere')) > 0)
      return c.html(views.loginPage(frame, { unitCode, role, error: words.wait }), 429);
    const account = code && (await directory.authenticate(code, role, text(body['password'])));
    if (!account) {
      await limits.failed(key, 'anywhere');
      return c.html(views.loginPage(frame, { unitCode, role, error: words.wrong }), 422);
    }
    await limits.succeeded(key);
    sessions.close(getCookie(c, SESSION));
    setCookie(c, SESSION, sessions.open(account), cookie);
    return c.redirect('/', 303);
  });
  app.post('/logout', (c) => {
    sessions.close(getCookie(c, SESSION));
    deleteCookie(c, SESSION, { path: '/' });
    return c.redirect('/login', 303);
  });

  app.use(async (c, next) => (sessionOf(c) ? next() : c.redirect('/login', 303)));
  app.get('/', async (c) => c.html(views.homePage(await frameOf(c))));
  app.get('/certification', async (c) =>
    c.html(views.centrePage(await frameOf(c), c.req.query('continue') !== undefined)),
  );
  app.get('/business/contributions', async (c) =>
    c.html(views.businessPage(await frameOf(c), { values: { headcount: '', rate: '' }, errors: {} })),
  );
  app.post('/business/contributions', async (c) => {
    const frame = await frameOf(c);
    if (!frame.status) return c.html(views.refusalPage(frame, 'away'), 503, { 'Retry-After': '30' });
    if (frame.status !== 'certified') return c.html(views.refusalPage(frame, 'held'), 403);
    const body = await c.req.parseBody();
    const form: views.BusinessForm = {
      values: { headcount: text(body['headcount']), rate: text(body['rate']) },
      errors: {},
    };
    for (const name of ['headcount', 'rate'] as const)
      if (!/^\d{1,6}(\.\d)?$/.test(form.values[name])) form.errors[name] = WORDS[frame.language].required;
    if (Object.keys(form.errors).length > 0) return c.html(views.businessPage(frame, form), 422);
    const receipt = `GJJ-${String(randomInt(1_000_000)).padStart(6, '0')}`;
    return c.html(views.receiptPage(frame, form, receipt));
  });
  app.onError((error, c) => {
    if ('getResponse' in error) return error.getResponse();
    console.error(error);
    return c.text('暂时打不开，请稍后再试 / Temporarily not available, please try again', 500);
  });
  return app;
}
