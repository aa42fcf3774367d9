/** Shared by the portal's routes. */
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { PortalClient } from '../../bff/portal-client/index.ts';
import type { Phone } from '../partner/phone.ts';
import type { Accounts } from './accounts.ts';
import { appearanceOf, type Visitor } from './layout.ts';
import type { Session, Sessions } from './session.ts';
import type { WebhookStore } from './webhook-receiver.ts';

export interface Portal {
  /** Where browsers find this portal and the certification service, without a trailing slash. */
  url: string;
  bffUrl: string;
  /** The certification service, as the portal's server calls it. */
  certification: PortalClient;
  webhooks: WebhookStore;
  accounts: Accounts;
  sessions: Sessions;
  /** The demo's phone, which gets every SMS of the demo. */
  phone: Phone;
  /** Whether there are pages for testers. */
  hasQa: boolean;
}

export interface LoggedIn {
  Variables: { session: Session };
}

/** For pages behind the login: a visitor without a session logs in first, and comes back. */
export const loggedIn = ({ sessions }: Portal) =>
  createMiddleware<LoggedIn>(async (c, next) => {
    const session = sessions.find(c);
    if (!session) {
      const { pathname, search } = new URL(c.req.url);
      const requested = c.req.method === 'GET' && pathname !== '/' ? pathname + search : '';
      return c.redirect(requested ? `/login?next=${encodeURIComponent(requested)}` : '/login', 303);
    }
    c.set('session', session);
    return next();
  });

export const visitorOf = ({ bffUrl, sessions, hasQa }: Portal, c: Context): Visitor => ({
  bffUrl,
  hasQa,
  session: sessions.find(c),
  appearance: appearanceOf(c),
});
