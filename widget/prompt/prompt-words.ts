/** The words of the first dialog, and of a part that is loading or did not load. */
import type { Copy } from '../dialog/copy.ts';

/** Words for a part that did not load, in the certification and in the registration. */
export interface ConnectionWords {
  /** The connection is cut, or after an upgrade the server has none that fits the script in the page. */
  missing: Copy;
  retry: string;
  cancel: string;
}

export interface PromptWords extends ConnectionWords {
  /** The first paragraph says why, the second one what the user needs. */
  ask: Copy & { text: readonly [why: string, how: string] };
  confirm: string;
  /** Shown until the next dialog has loaded. */
  opening: string;
  /** Shown below `opening`. */
  moment: string;
}
