/** Server-side sessions: the browser holds a random id and nothing else. */
import { randomBytes } from 'node:crypto';
import type { DemoAccount } from '../data/accounts.ts';

const IDLE_MS = 30 * 60_000;
const LONGEST_MS = 8 * 3_600_000;
const MOST_SESSIONS = 10_000;

export interface Session {
  account: DemoAccount;
  /** When the user typed the password, in milliseconds: the token's `auth_time`. */
  authenticatedAt: number;
  /** Milliseconds; moved on by every request, at most to eight hours after login. */
  expiresAt: number;
  /** To be said once, on the next page. */
  notice?: string | undefined;
}

export interface SessionStore {
  /** Opens a session under a new id; the id that the browser came with, if any, is never reused. */
  open(account: DemoAccount, notice?: string): string;
  /** The live session of this id, kept alive by the look. */
  find(id: string | undefined): Session | undefined;
  close(id: string | undefined): void;
}

/** `now`: the clock, in milliseconds. */
export function createSessionStore(now: () => number): SessionStore {
  const sessions = new Map<string, Session>();

  const dropExpired = () => {
    for (const [id, session] of sessions) if (session.expiresAt <= now()) sessions.delete(id);
  };

  return {
    open(account, notice) {
      if (sessions.size >= MOST_SESSIONS) dropExpired();
      // Still full of live ones: the oldest goes, so that memory stays bounded.
      const [oldest] = sessions.keys();
      if (sessions.size >= MOST_SESSIONS && oldest !== undefined) sessions.delete(oldest);
      const id = randomBytes(32).toString('base64url');
      sessions.set(id, { account, authenticatedAt: now(), expiresAt: now() + IDLE_MS, notice });
      return id;
    },
    find(id) {
      const session = id === undefined ? undefined : sessions.get(id);
      if (!session) return undefined;
      if (session.expiresAt <= now()) {
        sessions.delete(id!);
        return undefined;
      }
      session.expiresAt = Math.min(now() + IDLE_MS, session.authenticatedAt + LONGEST_MS);
      return session;
    },
    close(id) {
      if (id !== undefined) sessions.delete(id);
    },
  };
}
