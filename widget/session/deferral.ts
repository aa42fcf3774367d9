/**
 * 取消 is remembered for the tab until the next login (user manual, step 6). What is stored is a short one-way
 * digest of the login, so that storage holds no personal data; should two logins share one, the second is not prompted.
 */
import type { Session } from './session.ts';

const KEY = 'unit-certification.deferred';

/** 32 bits, one way. */
const digest = (text: string): string =>
  String([...text].reduce((hash, character) => (Math.imul(hash, 31) + character.codePointAt(0)!) | 0, 0));

const storage = (): Storage | undefined => {
  try {
    return sessionStorage;
  } catch {
    return undefined; // Blocked by the browser's settings: the prompt then comes on every page.
  }
};

/** Whether some login in this tab deferred; which one is known only with a token. */
export const hasDeferral = (): boolean => !!storage()?.getItem(KEY);

export const isDeferred = (login = ''): boolean => storage()?.getItem(KEY) === digest(login);

/** Remembers for the login that the session's token speaks for. */
export function rememberDeferral(session: Session | undefined): void {
  const remember = (): void => storage()?.setItem(KEY, digest(session?.facts?.login ?? ''));
  // A quick user is ahead of the token when the prompt came by `known-status`.
  if (session?.facts) remember();
  else void session?.token().then(remember);
}

/** A session that has ended takes its deferral along. */
export const forgetDeferral = (): void => storage()?.removeItem(KEY);
