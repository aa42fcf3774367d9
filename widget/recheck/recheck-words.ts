/** The words about automatic re-checks. */
import type { Copy } from '../dialog/copy.ts';

export interface RecheckWords {
  consent: Copy;
  agree: string;
  back: string;
  asking: Copy;
  /** `until`: a date in words. */
  kept: (until: string) => Copy;
  /** The typed claim is not the one that was refused last. The second paragraph says what to do; it is shown while attempts are left. */
  differs: Copy;
  /** Replaces its title after the last attempt. */
  notRequested: string;
  close: string;
}
