/**
 * The demo portal: a customer of the certification service, which it knows by the public contract only.
 * It embeds the widget's script, mints site tokens for its users, and publishes its public key.
 */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { loadAssets } from './assets.ts';
import { createCaptcha } from './captcha.ts';
import { type Portal, sessionOf } from './context.ts';
import { createDirectory } from './directory.ts';
import { createLoginLimits } from './login-limits.ts';
import { loginRoutes } from './login-routes.ts';
import { pageRoutes } from './page-routes.ts';
import { securityHeaders } from './security-headers.ts';
import { createSessionStore } from './sessions.ts';
import type { TokenIssuer } from './site-tokens.ts';
import { messagePage, privacyPage } from './views/texts.ts';

export interface PortalOptions {
  /** Where browsers find the portal and the certification service, without a trailing slash. */
  url: string;
  bffUrl: string;
  tokens: TokenIssuer;
  /** The clock, in milliseconds. */
  now: () => number;
}

const YEAR = 31_536_000;

export async function createPortal({ url, bffUrl, tokens, now }: PortalOptions): Promise<Hono> {
  const portal: Portal = {
    url,
    bffUrl,
    tokens,
    now,
    assets: await loadAssets(),
    directory: await createDirectory(),
    sessions: createSessionStore(now),
    captcha: createCaptcha(now),
    limits: createLoginLimits(),
  };
  const host = new URL(url).host;
  const app = new Hono();

  app.use(securityHeaders(bffUrl));
  app.use(async (c, next) => {
    await next();
    // Pages name the unit, tokens speak for it: neither stays in a cache.
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  });
  app.use(async (c, next) => {
    // Another spelling of this machine (127.0.0.1 for localhost) is another origin, unknown to the service.
    const asked = c.req.header('Host');
    if (c.req.method === 'GET' && asked && asked !== host) return c.redirect(url + c.req.path, 302);
    return next();
  });
  app.use(csrf({ origin: url }));
  app.use(bodyLimit({ maxSize: 32 * 1024 }));

  app.get('/.well-known/jwks.json', (c) =>
    c.json(tokens.jwks, 200, { 'Cache-Control': 'public, max-age=300' }),
  );

  app.get('/assets/:name', (c) => {
    const asset = portal.assets.find(c.req.param('name'));
    if (!asset) return c.notFound();
    const known = c.req.query('v') === asset.version;
    return c.body(asset.body, 200, {
      'Content-Type': asset.type,
      'Cache-Control': known ? `public, max-age=${YEAR}, immutable` : 'no-cache',
    });
  });

  app.get('/session/certification-token', async (c) => {
    const session = sessionOf(portal, c);
    if (!session) return c.json({ error: 'login-required' }, 401);
    return c.json({ token: await tokens.issue(session.account, session.authenticatedAt, now()) });
  });

  app.get('/privacy', (c) => c.html(privacyPage(portal, sessionOf(portal, c))));
  app.route('/', loginRoutes(portal));
  app.route('/', pageRoutes(portal));

  app.notFound((c) =>
    c.html(
      messagePage(portal, sessionOf(portal, c), {
        what: '没有找到这个页面',
        next: '网址可能输错了，或者页面已经移走。请从主页重新进入。',
      }),
      404,
    ),
  );
  app.onError((error, c) => {
    if ('getResponse' in error) return error.getResponse();
    console.error(error);
    return c.html(
      messagePage(portal, undefined, {
        what: '页面暂时打不开',
        next: '请稍后刷新再试，已提交的内容不受影响。',
      }),
      500,
    );
  });
  return app;
}
