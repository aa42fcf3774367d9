/**
 * 取消 is remembered for the tab until the next login (user manual, step 6). A short one-way digest of the login is
 * stored, so that the storage has no personal data. If two logins have the same digest, the second one gets no prompt.
 */
import type { TokenFacts } from './token.ts';

const KEY = 'unit-certification.deferred';

/** 32 bits, one way. */
const digest = (text: string): string =>
  String([...text].reduce((hash, character) => (Math.imul(hash, 31) + character.codePointAt(0)!) | 0, 0));

const storage = (): Storage | undefined => {
  try {
    return sessionStorage;
  } catch {
    return undefined; // The browser's settings block the storage. Then every page shows the prompt.
  }
};

/** Whether a login in this tab has deferred the prompt. Only a token shows whether it is the present one. */
export const hasDeferral = (): boolean => !!storage()?.getItem(KEY);

export const isDeferred = (login = ''): boolean => storage()?.getItem(KEY) === digest(login);

/** A session, as far as the deferral needs it. */
interface Login {
  readonly facts: TokenFacts | undefined;
  token(): Promise<unknown>;
}

/** Remembers the deferral for the login that the session's token names. */
export function rememberDeferral(session: Login | undefined): void {
  const remember = (): void => {
    try {
      storage()?.setItem(KEY, digest(session?.facts?.login ?? ''));
    } catch {
      // The storage is full. Then the next page shows the prompt again.
    }
  };
  // With `known-status` the user can answer the prompt before the token arrives.
  if (session?.facts) remember();
  else void session?.token().then(remember);
}

/** A new login gets the prompt again. */
export const forgetDeferral = (): void => storage()?.removeItem(KEY);
