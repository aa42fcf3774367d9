/**
 * The demo portal: a customer of the certification service, which it knows by the public contract only.
 * It embeds the widget's script, mints site tokens for its users, and publishes its public key.
 */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import type { PortalClient } from '../../bff/portal-client/index.ts';
import { DEMO_ACCOUNTS } from '../data/accounts.ts';
import type { Phone } from '../partner/phone.ts';
import { loadAssets, serveAssets } from '../shared/assets.ts';
import { createDirectory } from '../shared/directory.ts';
import { createLoginLimits } from '../shared/login-limits.ts';
import { userOf } from '../shared/site-user.ts';
import { notStored, oneAddress } from '../shared/pages.ts';
import { type PageKind, securityHeaders } from '../shared/security-headers.ts';
import { openRegisteredAccounts } from '../shared/registered-accounts.ts';
import { createSessionStore } from '../shared/sessions.ts';
import type { WebhookReceiver } from '../shared/webhook-receiver.ts';
import { PORTAL_ASSETS } from './assets.ts';
import { createCaptcha } from './captcha.ts';
import { type Portal, sessionOf, siteOf } from './context.ts';
import { loginRoutes } from './login-routes.ts';
import { phoneRoutes } from './phone-routes.ts';
import { registrationRoutes } from './registration-routes.ts';
import { pageRoutes } from './page-routes.ts';
import type { PortalKeys } from './signing-key.ts';
import { messagePage, privacyPage } from './views/texts.ts';
import { webhookRoutes } from './webhook-routes.ts';

export interface PortalOptions {
  /** Where browsers find the portal and the certification service, without a trailing slash. */
  url: string;
  bffUrl: string;
  /** What is served of its keys. */
  jwks: PortalKeys['jwks'];
  certification: PortalClient;
  webhooks: WebhookReceiver;
  /** The demo's phone, which gets every message of the demo's SMS gateway. */
  phone: Phone;
  /** Where the accounts of registered units are kept; absent: in memory only. */
  accountsFile?: string | undefined;
  /** More pages, for testers: their paths begin with `/qa`. */
  qa?: Hono | undefined;
  /** The clock, in milliseconds. */
  now: () => number;
}

const kindOf = (path: string): PageKind => {
  if (path.startsWith('/login')) return 'markup';
  if (path.startsWith('/qa/stage')) return 'framed';
  return path.startsWith('/qa') ? 'framing' : 'page';
};

export async function createPortal(options: PortalOptions): Promise<Hono> {
  const { url, bffUrl, certification, jwks, now } = options;
  const registered = await openRegisteredAccounts({
    file: options.accountsFile,
    reserved: new Set(DEMO_ACCOUNTS.map(({ unit }) => unit.code)),
  });
  const portal: Portal = {
    url,
    bffUrl,
    certification,
    now,
    webhooks: options.webhooks,
    assets: await loadAssets(PORTAL_ASSETS),
    registered,
    phone: options.phone,
    directory: await createDirectory(registered),
    sessions: createSessionStore(now),
    captcha: createCaptcha(now),
    limits: createLoginLimits(),
  };
  const app = new Hono();

  app.use(securityHeaders(bffUrl, kindOf));
  app.use(notStored, oneAddress(url));
  app.use(csrf({ origin: url }));
  app.use(bodyLimit({ maxSize: 32 * 1024 }));

  app.get('/.well-known/jwks.json', (c) => c.json(jwks, 200, { 'Cache-Control': 'public, max-age=300' }));

  app.get('/assets/:name', serveAssets(portal.assets));

  app.get('/session/certification-token', async (c) => {
    const session = sessionOf(portal, c);
    if (!session) return c.json({ error: 'login-required' }, 401);
    return c.json({ token: await certification.token(userOf(session)) });
  });

  app.get('/privacy', (c) => c.html(privacyPage(siteOf(portal, c), sessionOf(portal, c))));
  app.route('/', loginRoutes(portal));
  app.route('/', registrationRoutes(portal));
  app.route('/', phoneRoutes(portal));
  app.route('/', webhookRoutes(portal.webhooks));
  app.route('/', pageRoutes(portal));
  if (options.qa) app.route('/', options.qa);

  app.notFound((c) =>
    c.html(
      messagePage(siteOf(portal, c), sessionOf(portal, c), {
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
      messagePage(siteOf(portal, c), undefined, {
        what: '页面暂时打不开',
        next: '请稍后刷新再试，已提交的内容不受影响。',
      }),
      500,
    );
  });
  return app;
}
