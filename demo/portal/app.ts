/**
 * The demo portal, a customer of the certification service. It uses only the public contract. What a portal developer
 * looks for:
 *
 * - `token-endpoint.ts`: the token for the logged-in user
 * - `pages-with-widget.ts`: the pages that embed: prompt, gate, center
 * - `check-before-business.ts`: the server's own check before a business
 * - `webhook-receiver.ts`: receives the service's webhooks
 * - `registration.ts`: new units
 *
 * The client of the service (address, site, key) is created in `../start.ts` with `createPortalClient`.
 *
 * The other files are what any portal has: accounts, login, session, layout.
 */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import type { PortalClient } from '../../bff/portal-client/index.ts';
import type { Phone } from '../partner/phone.ts';
import { createAccounts } from './accounts.ts';
import { assets } from './assets.ts';
import { business } from './business.ts';
import { login } from './login.ts';
import { messagePage } from './message-page.ts';
import { oneAddress } from './one-address.ts';
import { pagesWithWidget } from './pages-with-widget.ts';
import { phonePage } from './phone-page.ts';
import { type Portal, visitorOf } from './portal.ts';
import { privacyPage } from './privacy-page.ts';
import { registration } from './registration.ts';
import { securityHeaders } from './security-headers.ts';
import { createSessions } from './session.ts';
import { tokenEndpoint } from './token-endpoint.ts';
import { createWebhookStore, webhookReceiver } from './webhook-receiver.ts';

export interface PortalOptions {
  /** Where browsers find the portal and the certification service, without a trailing slash. */
  url: string;
  bffUrl: string;
  certification: PortalClient;
  webhookSecret: string;
  /** The demo's phone, which gets every SMS of the demo. */
  phone: Phone;
  /** Pages for testers, under `/qa`. */
  qa?: Hono | undefined;
}

export function createPortal({ url, bffUrl, certification, webhookSecret, phone, qa }: PortalOptions): Hono {
  const portal: Portal = {
    ...{ url, bffUrl, certification, phone, hasQa: qa !== undefined },
    webhooks: createWebhookStore(),
    accounts: createAccounts(),
    sessions: createSessions('portal_session', url),
  };
  const app = new Hono();
  app.use(securityHeaders(bffUrl));
  app.use(csrf({ origin: url }));
  app.use(bodyLimit({ maxSize: 32 * 1024 }));
  app.use(async (c, next) => {
    await next();
    // Pages name the unit, and tokens act for it: neither may stay in a cache.
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  });
  app.use(oneAddress(url));

  app.route('/', tokenEndpoint(portal));
  app.route('/', webhookReceiver(portal.webhooks, webhookSecret));
  app.route('/', registration(portal));
  app.route('/', login(portal));
  app.route('/', phonePage(portal));
  app.route('/assets', assets(new URL('./public/', import.meta.url)));
  app.get('/privacy', (c) => c.html(privacyPage(visitorOf(portal, c))));
  if (qa) app.route('/', qa);
  app.route('/', business(portal));
  app.route('/', pagesWithWidget(portal));

  app.notFound((c) =>
    c.html(
      messagePage(visitorOf(portal, c), {
        title: '没有找到这个页面',
        text: '网址可能输错了，或者页面已经移走。请从主页重新进入。',
        link: { href: '/', label: '返回主页' },
      }),
      404,
    ),
  );
  app.onError((error, c) => {
    if ('getResponse' in error) return error.getResponse();
    console.error(error);
    return c.html(
      messagePage(visitorOf(portal, c), {
        title: '页面暂时打不开',
        text: '请稍后刷新再试，已提交的内容不受影响。',
        link: { href: '/', label: '返回主页' },
      }),
      500,
    );
  });
  return app;
}
