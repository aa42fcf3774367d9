/** The words of the gate. */
import type { Copy } from '../dialog/copy.ts';

/**
 * The stage of a case that waits: its papers are to be seen, have been seen, or are to be seen
 * again.
 */
export type CaseStage = 'open' | 'seen' | 'returned';

export interface GateWords {
  /**
   * `business`: its name, empty when it has none. `here`: the user comes back to it on this page.
   */
  ask: (business: string, here: boolean) => Copy;
  /**
   * In the place of `ask` while the unit's case waits at the counter. `agent`: the agent comes, not
   * the head. `reference`: its number, as it is shown. `until`: its last day in words.
   */
  case: {
    title: string;
    text: Record<CaseStage, (of: { agent: boolean; reference: string; until: string }) => string>;
    /** The business, once the unit is certified. */
    then: (business: string) => string;
  };
  /** In its place while a re-check runs. `until`: the day of its end in words. */
  rechecking: (business: string, until: string) => Copy;
  /** Leads to the case, or to the center while a re-check runs. */
  progress: string;
  cancel: string;
  confirm: string;
}
