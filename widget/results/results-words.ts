/** The words of the dialogs around the form, and of the intents that lead to a form. */
import type { CaseRefusal, Paper } from '../../bff/contract/cases.ts';
import type { ClaimNews, Intent } from '../../bff/contract/next.ts';
import type { Applicant } from '../../bff/contract/wire.ts';
import type { Refusal } from '../../bff/contract/zh-Hans/refusals.ts';
import type { Copy } from '../dialog/copy.ts';
import type { Waiting } from '../procedure/known.ts';
import type { DialogWay } from '../procedure/open-ways.ts';
import type { Withdrawal } from '../procedure/state.ts';
import type { ReferenceWords } from './reference.ts';

/** An instant, in milliseconds or by RFC 3339; none when it is not known. */
export type When = number | string | null | undefined;

/**
 * Words about problems and attempts, in the certification's dialogs and in the registration's
 * notices.
 */
export interface ProblemsWords {
  attemptsLeft: (attempts: number) => string;
  /** `at`: from when there are attempts again. */
  attemptsUsedUp: (at: When) => string;
  /** `when`: as made by `when`. */
  tooManyAttempts: (when: string) => Copy;
  /** Added when no attempts are left: who can give new ones. */
  unlock: string;
  /**
   * By message (`api/problems.ts`); `too-many-attempts` has its own function above. `network`: a
   * request had no answer, as the connection is cut, CORS refuses it, or the server is down.
   * `offline`: in its place when the browser has no connection. `way-closed`: staff have to clear
   * something up first; neither the widget nor the user is told what.
   */
  trouble: Record<
    | 'network'
    | 'offline'
    | 'too-many-requests'
    | 'session-expired'
    | 'unavailable'
    | 'misconfigured'
    | 'insecure-context'
    | 'no-source'
    | 'way-closed',
    Copy
  >;
  /** Added to what can be solved, when the form has typed values. */
  typedStays: string;
  /** The code of a problem that only the portal can solve. */
  problemCode: (code: string) => string;
  /** From when on something is possible, in a sentence; "later" when that is not known. */
  when: (at: When) => string;
  /**
   * Beside the label of a waiting button. Visible only, so that screen readers do not read it each
   * second.
   */
  countdown: (seconds: number) => string;
  /** When the button can be pressed. `when`: as made by `when` or by `inSeconds`; none: now. */
  wait: (label: string, when?: string) => string;
  inSeconds: (seconds: number) => string;
  reference: ReferenceWords;
}

/** The events by which the ways differ. */
export type WayContext = 'refused' | 'inactive' | 'at-counter';

/** `text`: whom the way is for, and what comes of it. */
export interface WayWords {
  text: string;
  button: string;
}

export interface ResultsWords extends ProblemsWords {
  notice: {
    title: string;
    /** `center`: its name and place in the portal. */
    menu: (center?: string) => string;
    /** Replaces `menu` in a portal without a center. */
    nextLogin: string;
    until: string;
    /** In its place while the certification is due. */
    untilDue: (date: string) => string;
  };
  /** The certification is not touched by a refusal. */
  stands: string;
  /** The same while it is due. `until`: a date in words. */
  standsUntil: (until: string) => string;
  /** The same of an agent's certification, which the legal representative wanted to replace. */
  agentStands: string;
  /** In the prompt and the gate of a unit that is certified at the counter: what to do. */
  atCounter: string;
  /** Text of the link to the center in the notice. */
  center: string;
  /** `unreachable`: whom to ask when the administrator cannot be asked. */
  operator: Record<'title' | 'said' | 'unreachable', string>;
  /** Added where the portal has a center. */
  byAdministrator: (center?: string) => string;
  /** Another tab has waited for this login; `stay`: the button that goes on here. */
  loggedInHere: Copy & { stay: string };
  /**
   * Another user is logged in, and the former user's typed values are deleted. `unitName`: empty
   * when it is not known.
   */
  loginChanged: (unitName: string) => Copy;
  acknowledge: string;
  /** For printing: the names of the lines, and of the kinds of applicant. */
  record: Record<'unit' | 'code' | 'since' | 'applicant' | Applicant, string>;
  certified: (unitName: string) => Copy;
  alreadyCertified: (unitName: string) => Copy;
  /**
   * The legal representative has taken the agent's place. `since`: when the agent certified, in
   * words; empty when it is not known.
   */
  replaced: (since: string) => string;
  /** By reason; `otherwise` for one that this version does not know. */
  rejected: Record<ClaimNews | 'otherwise', Refusal>;
  /** The title when the status tells the refusal. */
  earlier: string;
  /** In place of the text of `tooManyAttempts` after a refusal. `said`: why, a sentence. */
  usedUpAfter: (said: string, when: string) => string[];
  /**
   * A unit that is not active, which has submitted nothing: the title, and the text of one whose
   * certification has lapsed.
   */
  inactive: Record<'title' | 'lapsed', string>;
  /** Why a submission was refused, in few words. */
  reasons: Record<ClaimNews, string>;
  /** The last submission. `reason`: one of `reasons`. `attempts`: how many are left. */
  lastRefused: (reason: string | undefined, attempts?: number | null) => string;
  /** The day of the register's data. */
  asOf: (date: string) => string;
  /** The same, and that the typed founding date is after it. */
  asOfBefore: (date: string) => string;
  /** Within how many days a change arrives, before the text of the way. */
  usually: (days: number, text: string) => string;
  /** Added to a refusal by a register: who corrects it. */
  registerWrong: string;
  ways: Record<WayContext, Record<DialogWay, WayWords>>;
  /** The heading of the ways other than the button's. */
  others: (ways: number) => string;
  /** Added to a refusal: the same claim was refused before, so nothing was submitted. */
  repeated: string;
  /** `said`: the claim is stored. `next`: when the check is done. */
  pending: Record<'title' | 'said' | 'next', string>;
  /**
   * Where the user finds the result of what waits: in the portal's center, or in the next prompt
   * where it may have none.
   */
  resultPlace: Record<'center' | 'prompt', string>;
  done: string;
  /** The button that continues the business; its name may be empty. */
  proceed: (business: string) => string;
  back: string;
  /** After a problem that kept a claim from being kept, for a re-check or a case. */
  notRequested: string;
  /** Shows the case that is open. */
  toCase: string;
  /** With the online form, by what waits meanwhile: what a submission changes there. */
  beside: Partial<Record<Waiting, string>>;
  /** No more cases may be opened for now. `when`: as made by `when`. */
  noCases: (when: string) => string;
  /** The title and text of that limit, and who can lift it. */
  casesUsedUp: (when: string) => Copy;
  unlockCases: string;
  /**
   * Before a business: what comes after the certification. Its name may be empty. `here`: the user
   * comes back to this page by then.
   */
  afterwards: (business: string, here: boolean) => string;
  close: string;
  /** Opens the portal's login. */
  logIn: string;
  loggedIn: string;
  /** The user came back and is still not logged in. */
  notLoggedIn: string;
}

/** A form's purpose, and what it leads to. */
export interface IntentWords {
  title: string;
  text?: string | undefined;
  submit: string;
}

/**
 * In the dialogs of the ways that only the center offers: takeover by the legal representative,
 * withdrawal by the agent.
 */
export interface SuccessionWords extends Record<Extract<Intent, 'replace' | 'withdraw'>, IntentWords> {
  /** The agent has withdrawn: until when the certification counts. */
  withdrawn: (until: string) => Copy;
  /** The legal representative has taken over while the form was open. */
  overtaken: Record<'replace' | 'withdraw', Copy>;
  /** Another agent certified the unit, or no agent did. */
  /** `departed`: what an agent does who has left the unit. */
  agentDiffers: Refusal & { departed: string };
}

type KeptEnd = Exclude<Withdrawal['step'], 'sending'> | 'takenBack' | 'refused' | 'expired';

/** The words of each end of what the service has kept. */
export interface EndWords extends Record<KeptEnd, unknown> {
  /** The user has withdrawn it. */
  withdrawn: Record<Waiting, string>;
  /** It was decided before it could be withdrawn. */
  decided: string;
  /** It could not be withdrawn, and goes on. */
  notWithdrawn: Record<Waiting, string>;
  /** Somebody else of the unit has taken back what waited, or the user in another window. */
  takenBack: Copy;
  /** A case was refused: the title, and the sentence by reason. A newer service may have others. */
  refused: { title: string; by: Partial<Record<string, string>> & Record<CaseRefusal | 'otherwise', string> };
  /** Nobody came for a case. `until`: its last day in words. */
  expired: (until: string) => Copy;
}

/** The words of a visit to the counter. */
export interface PaperWords {
  papers: Record<Paper, string>;
  /** Under the papers: the licence and the document may differ. */
  changed: string;
  /** Asks to check the counter's place and hours. The portal's help follows, else `ask`. */
  place: string;
  ask: string;
}
