/** What is said about automatic re-checks. */
import type { Copy } from '../dialog/copy.ts';

export interface RecheckWords {
  consent: Copy;
  agree: string;
  back: string;
  asking: Copy;
  /** `until`: a date in words. */
  kept: (until: string) => Copy;
  /** What was typed is not the claim that was refused last; in a paragraph of its own what to do, while there are attempts. */
  differs: Copy;
  /** In place of its title after the last attempt. */
  notRequested: string;
  close: string;
}
