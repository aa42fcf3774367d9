/**
 * 取消 is remembered for the tab until the next login (flows.md A.6). What is stored is a short one-way
 * digest of the login, so that storage holds no personal data; two logins that share one only cost a prompt.
 */
const KEY = 'unit-certification.deferred';

/** FNV-1a, 32 bits. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

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
