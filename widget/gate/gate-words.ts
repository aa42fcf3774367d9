/** The words of the gate. */
import type { CaseRefusal } from '../../bff/contract/cases.ts';
import type { Copy } from '../dialog/copy.ts';

/** The stage of a case that waits: its papers are to be seen, have been seen, or are to be seen again. */
export type CaseStage = 'open' | 'seen' | 'returned';

export interface GateWords {
  /** `business`: its name, empty when it has none. */
  ask: (business: string) => Copy;
  /** The last sentence of `ask`, after the one why a certification has lapsed. */
  after: (business: string) => string;
  /** In the place of the text of `ask` while no way is open. */
  closed: (business: string) => string;
  /** In its place while the unit's case waits at the counter. `agent`: the agent comes, not the head. `reference`: its number, as it is shown. `until`: its last day in words. */
  waiting: (
    business: string,
    of: { agent: boolean; reference: string; until: string; stage: CaseStage },
  ) => Copy;
  /** In its place while a re-check runs. `until`: the day of its end in words. `corrects`: another claim may be submitted. */
  rechecking: (business: string, until: string, corrects: boolean) => Copy;
  /** Added to `ask` after a refusal at the counter. `reason`: one of `reasons`. */
  refused: (reason: string | undefined) => string;
  reasons: Record<CaseRefusal, string>;
  /** Leads to the center then. */
  answer: string;
  /** Leads to the form while a re-check runs, and after a refusal at the counter. */
  correct: string;
  online: string;
  /** Leads to the case, or to the center while a re-check runs. */
  progress: string;
  cancel: string;
  confirm: string;
}
