/** The words about automatic re-checks, and about claims that are taken back. */
import type { Copy } from '../dialog/copy.ts';
import type { IntentWords } from '../results/intent-words.ts';

export interface RecheckWords {
  /** The form, where the refused claim is typed again. */
  form: IntentWords;
  consent: Copy;
  agree: string;
  /** Leads back to the refusal, or to the form. */
  notNow: string;
  asking: Copy;
  /** `until`: the day of the end in words: the result is there by its end. */
  kept: (until: string) => Copy;
  /**
   * The typed claim is not the one that was refused last. `forgotten`: while attempts are left, for those who do not remember what they
   * submitted. `gone`: in place of the text when nothing can be checked again any more.
   */
  differs: Copy & Record<'forgotten' | 'gone', string>;
  /** Somebody else of the unit has taken back what waited, or the user in another window. */
  takenBack: Copy;
  /** Asks before the re-check, or the claim that waits for a register, is withdrawn. */
  withdrawal: Record<'recheck' | 'claim', Copy>;
  keep: string;
  confirm: string;
  close: string;
}
