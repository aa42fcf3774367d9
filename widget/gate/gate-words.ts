/** The words of the gate. */
import type { Copy } from '../dialog/copy.ts';

export interface GateWords {
  /** `business`: its name, empty when it has none. */
  ask: (business: string) => Copy;
  cancel: string;
  confirm: string;
}
