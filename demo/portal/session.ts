/** Sessions of logged-in users, in memory: the browser has a random id and nothing else. */
import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { SiteUser } from '../../bff/portal-client/index.ts';
import type { Account } from './accounts.ts';

export interface Session {
  account: Account;
  /** When the user entered the password. */
  authenticatedAt: Date;
  /** A sentence that the next page shows, once. */
  notice?: string | undefined;
}

export interface Sessions {
  find(c: Context): Session | undefined;
  /** Under a new id: a login never continues the browser's earlier session. */
  open(c: Context, account: Account, notice?: string): void;
  close(c: Context): void;
}

/** `url`: the site's address; over https its cookies are `Secure`. */
export function createSessions(cookie: string, url: string): Sessions {
  const sessions = new Map<string, Session>();
  const forget = (c: Context) => sessions.delete(getCookie(c, cookie) ?? '');
  return {
    find: (c) => sessions.get(getCookie(c, cookie) ?? ''),
    open(c, account, notice) {
      forget(c);
      const id = randomBytes(32).toString('base64url');
      sessions.set(id, { account, authenticatedAt: new Date(), notice });
      setCookie(c, cookie, id, cookieOptions(url));
    },
    close(c) {
      forget(c);
      deleteCookie(c, cookie);
    },
  };
}

export const cookieOptions = (url: string) =>
  ({ httpOnly: true, sameSite: 'Lax', secure: url.startsWith('https:'), path: '/' }) as const;

/** The user for whom a token is signed. */
export const userOf = ({ account: { id, unit, role }, authenticatedAt }: Session): SiteUser => ({
  id,
  unit,
  role,
  authenticatedAt,
});
