/** The state (what is known of the unit, which dialog is shown) and the events: data only. */
import type { Reason } from '../../bff/contract/reasons.ts';
import type {
  CaseAnswer,
  CaseView,
  CertificationAnswer,
  CertificationStatus,
  Due,
  FieldError,
  KindView,
  Status,
} from '../../bff/contract/wire.ts';
import type { Failure, FailureCode, Reference } from '../api/result.ts';
import { isInForce, realNameOf } from '../standing.ts';
import type { Procedure } from './procedure.ts';

/** All that is known of the unit: the service's answer, or only this kind's status when the portal's server has said it. */
export type Known = Pick<CertificationStatus, 'kinds' | 'canSubmit'> & Partial<CertificationStatus>;

/** The status as the portal's server says it. */
export const knownFrom = (status: Status): Known => ({
  canSubmit: true,
  kinds: [{ kind: 'real-name', status }],
});

/** The service's answer. Undefined when only the portal's server has said the status. */
export const answerIn = (known: Known | undefined): CertificationStatus | undefined =>
  known?.form && (known as CertificationStatus);

/** The real-name certification's part. */
export const standingIn = (known: Known | undefined): KindView =>
  (known && realNameOf(known)) ?? { kind: 'real-name', status: 'not-open' };

/** The unit may do business. */
export const isCertified = ({ known }: Pick<State, 'known'>): boolean => isInForce(standingIn(known).status);

/** The dialog is about the request for the status, so it says nothing of a user. */
export const isAnonymous = ({ dialog, failed }: State): boolean =>
  dialog.name === 'checking' || (dialog.name === 'trouble' && dialog.during === 'status' && !!failed);

/** The case has not been decided. */
export const isOpenCase = (view: CaseView | undefined): boolean => view?.state === 'open';

export type Dialog =
  | { name: 'idle'; left?: 'certified' | 'deferred' }
  /** The form is wanted, the status is not known yet: the dialog says that it opens. */
  | { name: 'checking'; after?: FailureCode }
  /** `refused`: the counter had refused the unit's case already when the prompt began, which it says from the start. */
  | { name: 'prompt'; refused: boolean }
  | { name: 'notice' }
  | { name: 'operator' }
  /** `focus`: the applicant whose fields may have the error. */
  | { name: 'form'; errors: FieldError[]; focus?: 'agent' }
  /** `after`: what went wrong the last time. `underWay`: it has left, after the token had come. */
  | { name: 'sending'; after?: FailureCode; underWay?: boolean }
  /** `before`: the unit was certified already. */
  | { name: 'certified'; before: boolean }
  | { name: 'rejected'; reason: Reason | undefined; recheckable: boolean; reference: Reference }
  | { name: 'withdrawn'; due: Due }
  /** `reference`: of the claim that waits, when it is known. */
  | { name: 'pending'; reference?: Reference | undefined }
  /** `repeated`: a retry has met the same problem. */
  | {
      name: 'trouble';
      failure: Failure;
      during: 'status' | Sending;
      repeated: boolean;
    }
  | { name: 'gate' }
  /** Asks whether the service may keep the claim. `refused`: the refusal that it was asked for in; absent after the form. */
  | { name: 'consent'; of: Kept; refused?: Pick<State, 'dialog' | 'intent'> }
  | { name: 'keeping'; of: Kept; after?: FailureCode }
  /** `until`: RFC 3339. */
  | { name: 'recheck-kept'; until: string }
  /** The typed claim is not the one that was refused last. `gone`: none can be checked again any more. */
  | { name: 'recheck-refused'; gone: boolean }
  /**
   * The unit's case: the one that was opened here, at this time in milliseconds, else the status's. `refused`: another one waits, so that none
   * was opened here.
   */
  | { name: 'counter-case'; opened?: CaseAnswer & { at: number }; refused?: Reference | undefined }
  /** The unit may open no more cases for now. */
  | { name: 'counter-used-up'; failure: Failure }
  /** Asks whether the case is to be withdrawn. */
  | { name: 'counter-withdrawal' }
  /** Asks whether the re-check is to be withdrawn. */
  | { name: 'recheck-withdrawal' }
  /**
   * Another user is logged in, and what was typed has gone. Then comes that user's own first dialog. `open`: the form is wanted.
   * `mayPrompt`: the prompt may be shown.
   */
  | { name: 'login-changed'; open: boolean; mayPrompt: boolean };

/**
 * The user's intent. `replace`: the legal representative certifies anew, in the place of an agent's certification. `withdraw`: the agent
 * withdraws the certification. `counter`: the claim goes to the counter, because no register answers or no attempt is left. `recheck`: the
 * claim that was refused last is typed again, to be checked again by itself.
 */
export type Intent = 'certify' | 'replace' | 'withdraw' | 'counter' | 'recheck';

/**
 * A request for the status. `once`: answered by what is known for the account. `quietly`: although a status is known, because the
 * unit may have been certified since; no user waits for it, so a failure is not shown. `refresh`: with a new token.
 */
export interface Asking {
  how: 'once' | 'quietly' | 'refresh';
}

export type DialogName = Dialog['name'];
export type Named<Name extends DialogName> = Extract<Dialog, { name: Name }>;

/** Why the service keeps a claim: to check it again by itself, or for a case at the counter. */
export type Kept = 'recheck' | 'case';

/** A claim is sent to be decided, or to be kept. */
export type Sending = 'submission' | Kept;

/** The withdrawal of a kept claim, from the user's wish on. `reference`: the case's; a case that has been decided meanwhile is still there. */
export type Withdrawal = { of: Kept; reference?: string | undefined } & (
  { step: 'sending' | 'withdrawn' } | { step: 'notWithdrawn'; why: FailureCode }
);

export interface State {
  /** Undefined until the status arrives, and while it is uncertain whose it is. */
  known: Known | undefined;
  /** How many logins have ended. */
  logins: number;
  /** Until the answer comes. */
  asking: Asking | undefined;
  /** Why the last request for the status failed. */
  failed: FailureCode | undefined;
  withdrawal: Withdrawal | undefined;
  /** It began with the prompt, so that leaving leads to the notice. */
  prompted: boolean;
  intent: Intent;
  dialog: Dialog;
}

export type ProcedureEvent =
  /** The status came, or came anew. `mayPrompt`: the prompt may be shown. */
  | { type: 'known'; known: Known; mayPrompt: boolean }
  /** The element was out of the page, or asks another service: another user may be logged in. */
  | { type: 'uncertain' }
  /** The element is in the page, and knows where to ask. */
  | { type: 'ready' }
  /** Somebody waits for the status. */
  | { type: 'status-wanted' }
  /** The page wants the status anew. */
  | { type: 'refresh' }
  /** The user sees the center again, or looks at it for long: the status may have changed elsewhere. */
  | { type: 'seen' }
  /** The request for the status has ended. */
  | { type: 'status-ended' }
  /** `informed`: the page has said what comes before the form. */
  | { type: 'open'; intent?: Intent; informed?: boolean }
  | { type: 'confirm' }
  /** A business waits for the certification. */
  | { type: 'gate' }
  /** 取消, 确定, 关闭, 完成: the user leaves this dialog. */
  | { type: 'cancel' }
  /** Escape, or the phone's back: to the form from an error that it can mend, back from a consent, else as `cancel`. */
  | { type: 'dismiss' }
  /** The page closes the dialog. */
  | { type: 'close' }
  /** Another element of the page asks already. */
  | { type: 'prompted-elsewhere' }
  | { type: 'submit' }
  /** True once the request has left; false when it came back and waits for another token. */
  | { type: 'under-way'; is: boolean }
  /** `at`: milliseconds. */
  | { type: 'answered'; answer: CertificationAnswer; at: number }
  /**
   * `of`: the request for the status, the withdrawal of a kept claim, or what the claim was sent for. `hidden`: the dialog is not
   * shown, because it is uncertain whose it is.
   */
  | { type: 'failed'; of: 'status' | 'withdrawal' | Sending; failure: Failure; hidden?: boolean }
  /** The agent has withdrawn. */
  | { type: 'withdrawn'; due: Due }
  | { type: 'retry' }
  | { type: 'back' }
  /** Nobody is logged in any more. */
  | { type: 'signed-out' }
  /** Another user is logged in. `typed`: something has gone that was typed. `open`: the form is wanted. */
  | { type: 'login-changed'; typed: boolean; open: boolean }
  | { type: 'recheck' }
  | { type: 'consent' }
  | { type: 'recheck-kept'; until: string }
  /** The user may want to withdraw a kept claim. */
  | { type: 'ask-withdrawal'; of: Kept }
  /** The user withdraws a kept claim. */
  | { type: 'withdraw'; of: Kept }
  | { type: 'claim-withdrawn' }
  /** The element left the page before the answer came. */
  | { type: 'withdrawal-dropped' }
  /** The user wants the claim to be looked at at the counter. */
  | { type: 'counter' }
  /** `at`: milliseconds. */
  | { type: 'case-opened'; answer: CaseAnswer; at: number };

export const IDLE: State = {
  known: undefined,
  logins: 0,
  asking: undefined,
  failed: undefined,
  withdrawal: undefined,
  prompted: false,
  intent: 'certify',
  dialog: { name: 'idle' },
};

export type CertificationProcedure = Procedure<State, ProcedureEvent>;
