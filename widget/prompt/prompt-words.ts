/** The words of the prompts, and of a part that is loading or did not load. */
import type { DueReason } from '../../bff/contract/reasons.ts';
import type { Copy } from '../dialog/copy.ts';

/** Words for a part that did not load, in the certification and in the registration. */
export interface ConnectionWords {
  /**
   * The connection is cut, or after an upgrade the server has none that fits the script in the
   * page.
   */
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

/**
 * The words for a unit that has to certify again: in the prompt, the gate and the center. They load
 * with the flow.
 */
export interface AgainWords {
  /** Why a certification ends or has ended. A newer service may have other reasons. */
  causes: Record<DueReason, string>;
  /** The prompt's title when the unit was certified before, and while its certification is due. */
  title: string;
  /** In place of the prompt's first paragraph when the unit was certified before. */
  lapsed: (reason: DueReason | undefined) => string;
  /**
   * The title after a revocation, whom to ask why, that the unit must certify again (in place of
   * `lapsed`), and the button in place of `confirm`.
   */
  revoked: Copy & Record<'needed' | 'confirm', string>;
  /** The same while a certification is due. `at`: its last day in words. */
  due: (due: { at: string; reason?: DueReason | undefined }) => string;
}
