/**
 * The words of what the service keeps: a claim that is checked again by itself, a case at the
 * counter, and a claim that waits for a register.
 */
import type { Copy } from '../dialog/copy.ts';
import type { Kept } from '../procedure/state.ts';
import type { EndWords, IntentWords, PaperWords } from '../results/results-words.ts';

export interface KeptWords extends PaperWords {
  /** The forms whose claim is kept. The title of the one for the counter is its consent's. */
  forms: { recheck: IntentWords; counter: { text: string; submit: string } };
  /** `text`: the counter's, when no register answers for this class of units. */
  noSource: (text: string) => string;
  /**
   * The hints of that form that differ: nobody asks for insurance business that the agent has
   * handled.
   */
  hints: Record<'agent' | 'agent.idNumber', string>;
  /** `keeps`: which data are kept, and the space before the link to the notice of personal data. */
  consent: Record<Kept, { title: string; keeps: string }> & { recheck: Copy };
  agree: string;
  /** Leads back to the refusal. */
  notNow: string;
  asking: Copy;
  /** The re-check has been requested. `until`: the day of its end in words. */
  rechecking: (until: string) => Copy;
  /** Titles: the case was opened just now, or waits already. */
  opened: string;
  waiting: string;
  /** The person who comes to the counter, before there is a case. */
  comes: (agent: boolean) => string;
  /** The same once there is one. `until`: the last day in words. */
  comesBy: (agent: boolean, until: string) => string;
  /** The labels of what the user must know: `factsView`. */
  labels: Record<'bring' | 'place' | 'left' | 'result', string>;
  print: string;
  /** The papers have been seen. */
  seen: string;
  /** They are to be seen again, until that day in words. */
  returned: (agent: boolean, until: string) => string;
  /** How many cases may still be opened. */
  left: (cases: number) => string;
  /** In its place: none. `when`: when there may be one again, in words. */
  noneLeft: (when: string) => string;
  /**
   * The typed claim is not the one that was refused last. `forgotten`: while attempts are left, for
   * those who do not remember what they submitted. `gone`: in place of the text when nothing can be
   * checked again any more.
   */
  differs: Copy & Record<'forgotten' | 'gone', string>;
  /**
   * Asks before it is withdrawn. `reference`: as it is shown. `left`: how many cases may still be
   * opened, of a limit.
   */
  question: Record<'recheck' | 'claim', Copy> & {
    case: {
      title: string;
      text: (reference: string) => string;
      again: (left: number | undefined) => string;
    };
  };
  keep: string;
  confirm: string;
  ends: EndWords;
  /** Another site has opened the case. */
  elsewhere: string;
  show: string;
  /** In its place when there is nothing to print. */
  look: string;
  withdraw: string;
}
