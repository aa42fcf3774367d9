/** The words used before the language's other words have loaded, or when they cannot be loaded. */
import type { Due, LapseReason } from '../../bff/contract/wire.ts';
import type { Copy } from '../dialog/copy.ts';

/** Words about a cut connection, in the certification and in the registration. */
export interface ConnectionWords {
  /** The browser has no connection. */
  offline: Copy;
  /** A request had no answer: the connection is cut, CORS refuses it, or the server is down. */
  unreachable: Copy;
  retry: string;
}

export interface PromptWords extends ConnectionWords {
  ask: Copy;
  /** In place of the prompt's first paragraph when the unit was certified before. */
  lapsed: (reason: LapseReason | undefined) => string;
  /** The title after a revocation, whom to ask why, and the button in place of `confirm`. */
  revoked: Copy & { confirm: string };
  /** In place of the second paragraph for a class of units that no register has. */
  atCounter: string;
  /** In place of `ask` while a certification is due; `at`: its end, in words. */
  due: (due: Due) => Copy;
  /** In place of all three: the unit is not active, so that its authority comes first. `until`: the end of a certification that is due, in words. */
  inactive: (lapsed: boolean, until?: string) => Copy;
  /** In place of `confirm` then. */
  restored: string;
  confirm: string;
  /** Shown until the next dialog has loaded. */
  opening: string;
  /** Shown in the center's place until the status arrives. */
  loading: string;
  cancel: string;
}
