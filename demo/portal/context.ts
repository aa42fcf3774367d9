/** What the portal's routes share. */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { PortalClient } from '../../bff/portal-client/index.ts';
import type { DemoAccount } from '../data/accounts.ts';
import type { Phone } from '../partner/phone.ts';
import { appearanceOf } from '../shared/appearance.ts';
import type { RegisteredAccounts } from '../shared/registered-accounts.ts';
import type { Captcha } from './captcha.ts';
import type { Directory } from '../shared/directory.ts';
import type { LoginLimits } from '../shared/login-limits.ts';
import type { Session, SessionStore } from '../shared/sessions.ts';
import type { WebhookReceiver } from '../shared/webhook-receiver.ts';
import { safePath } from './paths.ts';
import type { Site } from './views/layout.ts';

export const SESSION_COOKIE = 'portal_session';

export interface Portal extends Omit<Site, 'appearance'> {
  /** Where browsers find this portal, without a trailing slash. */
  url: string;
  directory: Directory;
  sessions: SessionStore;
  captcha: Captcha;
  limits: LoginLimits;
  /** The certification service, as this portal's server knows it. */
  certification: PortalClient;
  webhooks: WebhookReceiver;
  /** Units that have registered themselves here. */
  registered: RegisteredAccounts;
  /** The demo's phone, which gets every message of the demo's SMS gateway. */
  phone: Phone;
  /** The clock, in milliseconds. */
  now: () => number;
}

/** What the pages need, for this visitor. */
export const siteOf = ({ assets, bffUrl }: Portal, c: Context): Site => ({
  assets,
  bffUrl,
  appearance: appearanceOf(c),
});

export interface LoggedIn {
  Variables: { session: Session };
}

export const sessionOf = (portal: Portal, c: Context): Session | undefined =>
  portal.sessions.find(getCookie(c, SESSION_COOKIE));

export const cookieOptions = (portal: Portal) =>
  ({ httpOnly: true, sameSite: 'Lax', secure: portal.url.startsWith('https:'), path: '/' }) as const;

/** A login never goes on in the old session. `notice`: said once, on the next page. */
export function openSession(portal: Portal, c: Context, account: DemoAccount, notice?: string): void {
  portal.sessions.close(getCookie(c, SESSION_COOKIE));
  setCookie(c, SESSION_COOKIE, portal.sessions.open(account, notice), cookieOptions(portal));
}

/** The page that was asked for, and in it the business to go on with. */
const wantedBy = (c: Context): string | undefined => {
  const { path } = c.req;
  const business = c.req.query('continue');
  return safePath(business ? `${path}?continue=${business}` : path) ?? safePath(path);
};

/** Pages behind the login: whoever has no session logs in first, and comes back. */
export const loggedIn = (portal: Portal) =>
  createMiddleware<LoggedIn>(async (c, next) => {
    const session = sessionOf(portal, c);
    if (!session) {
      const wanted = c.req.method === 'GET' && c.req.path !== '/' ? wantedBy(c) : undefined;
      return c.redirect(wanted ? `/login?next=${encodeURIComponent(wanted)}` : '/login', 303);
    }
    c.set('session', session);
    return next();
  });
