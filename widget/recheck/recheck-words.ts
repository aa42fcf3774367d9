/** The words about automatic re-checks. */
import type { Copy } from '../dialog/copy.ts';

export interface RecheckWords {
  consent: Copy;
  agree: string;
  /** Leads back to the refusal. */
  notNow: string;
  back: string;
  asking: Copy;
  /** `until`: the day of the end in words: the result is there by its end. */
  kept: (until: string) => Copy;
  /** The typed claim is not the one that was refused last. The second paragraph says what to do; it is shown while attempts are left. */
  differs: Copy;
  /** Replaces its title after the last attempt. */
  notRequested: string;
  close: string;
}
