/** The words of the gate. */
import type { Copy } from '../dialog/copy.ts';

export interface GateWords {
  /** `business`: its name, empty when it has none. */
  ask: (business: string) => Copy;
  /** In its place while the unit's case waits at the counter. `reference`: its number, as it is shown. */
  waiting: (business: string, reference: string) => Copy;
  /** Added to `ask` while a re-check runs. `until`: the day of its end in words. */
  rechecking: (until: string) => string;
  /** Leads to the case, or to the center while a re-check runs. */
  progress: string;
  cancel: string;
  confirm: string;
}
