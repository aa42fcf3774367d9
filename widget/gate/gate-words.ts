/** The words of the gate. */
import type { Copy } from '../dialog/copy.ts';

export interface GateWords {
  /** `business`: its name, empty when it has none. */
  ask: (business: string) => Copy;
  /** In its place while the unit's case waits at the counter. `reference`: its number, as it is shown. */
  waiting: (business: string, reference: string) => Copy;
  /** In place of `confirm` then. */
  progress: string;
  cancel: string;
  confirm: string;
}
