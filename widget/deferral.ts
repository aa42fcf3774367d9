/**
 * 取消 is remembered for the tab until the next login (flows.md A.6). What is stored is a short one-way
 * digest of the login, so that storage holds no personal data; two logins that share one only cost a prompt.
 */
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

export const rememberDeferral = (login = ''): void => storage()?.setItem(KEY, digest(login));

/** A session that has ended takes its deferral along. */
export const forgetDeferral = (): void => storage()?.removeItem(KEY);
