/** Announces a sign-out. The classic script uses it too, before its module has loaded. */
import { forgetDeferral } from './tab-storage.ts';
import type { NewsListener } from './tabs.ts';

const SIGN_OUT = 'unit-certification-sign-out';

/** Announces it to all copies of the script in this page, and by `tell` to other tabs. */
export function announceSignOut(tell: NewsListener): void {
  forgetDeferral();
  dispatchEvent(new Event(SIGN_OUT));
  tell('signed-out');
}

/** Adding the same listener again does nothing. */
export const onSignOut = (signedOut: () => void): void => addEventListener(SIGN_OUT, signedOut);
