/** The words of the first dialog, and of a part that is loading or did not load. */
import type { LapseReason } from '../../bff/contract/reasons.ts';
import type { Due } from '../../bff/contract/wire.ts';
import type { Copy } from '../dialog/copy.ts';

/** Words for a part that did not load, in the certification and in the registration. */
export interface ConnectionWords {
  /** The connection is cut, or after an upgrade the server has none that fits the script in the page. */
  missing: Copy;
  retry: string;
  cancel: string;
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
  confirm: string;
  /** Shown until the next dialog has loaded. */
  opening: string;
  /** Shown below `opening`. */
  moment: string;
}
