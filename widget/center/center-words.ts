/** The words of the certification center. */
import type { Applicant, Kind, Method, Status } from '../../bff/contract/wire.ts';
import type { Copy } from '../dialog/copy.ts';
import type { SuccessionWords } from '../results/results-words.ts';

export interface CenterWords {
  title: string;
  kinds: Record<Kind, string>;
  /** A description of each kind, in one line. */
  about: Record<Kind, string>;
  /** The same of a real-name certification at a counter. */
  aboutCounter: string;
  status: Record<Status, string>;
  /** After a revocation: who knows why. The portal's help follows. */
  askWhy: string;
  /** The state while a kept claim waits. */
  waits: Record<'case' | 'recheck', string>;
  certify: string;
  /**
   * A unit that is not active, where the state or the notice of an end has said why: whom to ask.
   */
  inactive: string;
  /** After a mismatch: what to do before the next submission. */
  check: string;
  /** The button while the certification is due. */
  renew: string;
  /** `until`: a date in words. `reason`: why; undefined when only a newer service knows it. */
  dueUntil: (until: string, reason: string | undefined) => Copy;
  /** `refused`: why the last one was. `usedUp`: from when there are attempts, also to withdraw. */
  replace: {
    text: string;
    button: string;
    refused: (reason: string | undefined) => string;
    usedUp: (when: string) => string;
  };
  withdrawCertification: { text: string; button: string };
  succession: SuccessionWords;
  /** Heading of the certifications. */
  terms: string;
  /** From one date in words to another one, or to `now`. */
  term: (since: string, until: string) => string;
  /** Beside the certification in force. */
  now: string;
  /** How it was certified. */
  method: Record<Method, string>;
  /** A certification ended because of a newer one; other causes are those of `AgainWords`. */
  replaced: string;
  operator: string;
  /** Printed: the date of the status. */
  asOf: string;
  /** The kind of applicant, not a name. */
  by: Record<Applicant, string>;
  /** `by`: one of `by`. */
  elsewhere: (by: string) => string;
  /** How many cases are left, where the form's claim goes to the counter. */
  casesLeft: (cases: number) => string;
  /** When no attempts are left, beside the reference of a refusal: who can give new ones. */
  unlock: string;
  /** Heading of the same, where it is folded. */
  urgent: string;
  /** Heading of this site's last submissions. */
  history: string;
  /** Says also that older submissions are deleted (`KEPT_FOR`). */
  noHistory: string;
  passed: string;
  /** No register answered in time. */
  expired: string;
  /** `reason` is one of the results' `reasons`, or undefined. */
  refused: (reason: string | undefined) => string;
  /** The business that waits; empty when it has no name. */
  waiting: (business: string) => string;
  recheck: (until: string) => Copy;
  /** The button that withdraws what waits. */
  withdraw: Record<'recheck' | 'claim', string>;
  /** A state that only a newer service knows. */
  unknown: string;
  /** While the service does not answer. */
  stays: string;
}
