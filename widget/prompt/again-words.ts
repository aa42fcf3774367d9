/** The words for a unit that has to certify again: in the prompt, the gate and the center. They load with the flow. */
import type { DueReason, LapseReason } from '../../bff/contract/reasons.ts';
import type { Copy } from '../dialog/copy.ts';

export interface AgainWords {
  /** Why a certification is due. A newer service may have other reasons. */
  causes: Partial<Record<DueReason, string>>;
  /** In place of the prompt's first paragraph when the unit was certified before. */
  lapsed: (reason: LapseReason | undefined) => string;
  /** The title after a revocation, whom to ask why, and the button in place of `confirm`. */
  revoked: Copy & { confirm: string };
  /** The title and the first paragraph while a certification is due. `at`: its last day in words. */
  due: (due: { at: string; reason?: DueReason | undefined }) => { title: string; text: string };
}
