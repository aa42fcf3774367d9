/** What the dialogs around the form say. */
import type { Applicant, Reason } from '../../bff/contract/wire.ts';
import type { Copy } from '../dialog/copy.ts';

/** In China Standard Time. */
export interface Moment {
  /** `YYYY-MM-DD` */
  date: string;
  /** `HH:MM` */
  time: string;
}

export interface ResultsWords {
  notice: {
    title: string;
    /** Where the center is. */
    menu: string;
    /** In its place in a portal without a center. */
    nextLogin: string;
    until: string;
  };
  /** Text of the link to the center in the notice. */
  center: string;
  operator: Copy;
  /** Another user is logged in, and what the former one typed has gone. */
  loginChanged: Copy;
  acknowledge: string;
  /** What is printed with a result: the names of its lines, and who can be the applicant. */
  record: Record<'unit' | 'code' | 'since' | 'applicant' | Applicant, string>;
  certified: (unitName: string) => Copy;
  alreadyCertified: (unitName: string) => Copy;
  /** By reason; `otherwise` for one that this version does not know. */
  rejected: Record<'registry-mismatch' | 'unit-not-active' | 'agent-without-record' | 'otherwise', Copy>;
  /** Said with a refusal that can be checked again. */
  recheckable: (reason: Reason | undefined) => string;
  /** `moment`: from which there are attempts again, when none is left. */
  remaining: (attempts: number, moment: Moment | undefined) => string;
  pending: Copy;
  stalled: Copy;
  /** `when`: as made by `when`. */
  tooManyAttempts: (when: string) => Copy;
  /** By message (`api/problems.ts`); the network's are the prompt's, and `too-many-attempts` says when. */
  trouble: Record<
    'too-many-requests' | 'session-expired' | 'unavailable' | 'misconfigured' | 'insecure-context',
    Copy
  >;
  /** Said with a problem that a retry can mend, when something was typed. */
  kept: string;
  /** For the portal's support. */
  reference: (code: string) => string;
  /** A moment in a sentence; without one, "later". */
  when: (moment: Moment | undefined) => string;
  /** Beside the label of a button that waits: seen, and not read out each second. */
  countdown: (seconds: number) => string;
  /** … which is read out once, as a sentence. */
  inSeconds: (label: string, seconds: number) => string;
  done: string;
  /** Goes on with the business; empty when it has no name. */
  proceed: (business: string) => string;
  back: string;
  /** From what is not the form's fault. */
  toForm: string;
  recheck: string;
  close: string;
  /** The session has ended before anything was typed. */
  loggedOut: Copy;
  /** Opens the portal's login. */
  logIn: string;
  loggedIn: string;
  /** That did not help: there is still no login. */
  notLoggedIn: string;
}
