/**
 * A tab remembers its login, and that this login has answered the prompt by 取消 (user manual, step
 * 6). A short one-way digest of the login is stored, so that the storage has no personal data. If
 * two logins have the same digest, the second one gets no prompt.
 */
const DEFERRED = 'unit-certification.deferred';
const LOGIN = 'unit-certification.login';

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

const remember = (key: string, login: string): void => {
  try {
    storage()?.setItem(key, digest(login));
  } catch {
    // The storage is full. Then the next page shows the prompt again.
  }
};

export const isDeferred = (login = ''): boolean => storage()?.getItem(DEFERRED) === digest(login);

export const rememberDeferral = (login = ''): void => remember(DEFERRED, login);

/** A new login gets the prompt again. */
export const forgetDeferral = (): void => storage()?.removeItem(DEFERRED);

/** Remembers the login; true when the tab had none or another one, also on the page before. */
export function isNewLogin(login: string): boolean {
  const last = storage()?.getItem(LOGIN);
  remember(LOGIN, login);
  return last !== digest(login);
}
