/** The state (what is known of the unit, which dialog is shown) and the events: data only. */
import type { Intent, NewsReason } from '../../bff/contract/next.ts';
import type { Reason } from '../../bff/contract/reasons.ts';
import type { CertificationAnswer, Due, FieldError } from '../../bff/contract/wire.ts';
import type { Failure, FailureCode, Reference } from '../api/result.ts';
import type { KeptHere } from './claims.ts';
import type { Known, Waiting } from './known.ts';
import type { Procedure } from './procedure.ts';

/** The dialog is about the request for the status, so it says nothing of a user. */
export const isAnonymous = ({ dialog, statusFailure }: State): boolean =>
  dialog.name === 'checking' || (dialog.name === 'trouble' && dialog.during === 'status' && !!statusFailure);

/** `reference`: of the claim; undefined when the unit has submitted nothing. */
interface Refusal {
  reason: Reason | NewsReason | undefined;
  reference: Reference | undefined;
}

/** The user leaves the dialog, and not the page's code. */
export const isLeaving = ({ type }: ProcedureEvent): boolean =>
  type === 'cancel' || type === 'dismiss' || type === 'leave';

/** Each tells what has happened and the ways on, by its row in `results/` or `kept/`. */
export type ResultState =
  /** `before`: the unit was certified already. */
  | { of: 'certified'; before: boolean }
  /** The claim in the form came to nothing. `repeated`: as before, so nothing was counted. */
  | ({ of: 'refused'; repeated?: true | undefined } & Refusal)
  /** By the status, the last claim came to nothing, or the register calls the unit inactive. */
  | ({ of: 'last-refused' } & Refusal)
  /** A case at the counter has ended. */
  | { of: 'ended-case' }
  /** A limit closes the way. */
  | { of: 'used-up'; way: Intent; failure: Failure }
  /** Only the unit's administrator may go on. */
  | { of: 'operator' }
  /** Another tab has waited for this login: the user goes on there. */
  | { of: 'logged-in' }
  /** The agent has withdrawn the certification. */
  | { of: 'withdrawn'; due: Due }
  /** Somebody else of the unit has taken back what was sent, or the user in another window. */
  | { of: 'taken-back' }
  /** `reference`: of the claim that waits, when it is known. */
  | { of: 'pending'; reference?: Reference | undefined }
  /** The claim is checked again by itself. `until`: RFC 3339. */
  | { of: 'rechecking'; until: string }
  /** The typed claim is not the one that was refused last. `gone`: none can be checked again. */
  | { of: 'differs'; gone: boolean }
  /** The unit's case at the counter. `opened`: just now, here. */
  | { of: 'case'; opened: boolean };

export type ResultName = ResultState['of'];

export type Dialog =
  | { name: 'idle'; outcome?: 'certified' | 'deferred' }
  /** The form is wanted, the status is not known yet: the dialog says that it opens. */
  | { name: 'checking'; after?: FailureCode }
  | { name: 'prompt' }
  | { name: 'notice' }
  | { name: 'gate' }
  /**
   * `focus`: the applicant whose fields may have the error. `incomplete`: the form shows what is
   * missing.
   */
  | { name: 'form'; errors: FieldError[]; focus?: 'agent'; incomplete?: true }
  /** May the service keep the claim? `refused`: the refusal before; absent after the form. */
  | { name: 'consent'; of: Kept; refused?: Pick<State, 'dialog' | 'intent'> }
  /** `after`: what went wrong the last time. `underWay`: it has left, after the token had come. */
  | { name: 'sending'; of: Sending; after?: FailureCode; underWay?: boolean }
  | ({ name: 'result' } & ResultState)
  /** `repeated`: a retry has met the same problem. */
  | { name: 'trouble'; failure: Failure; during: 'status' | Sending; repeated: boolean }
  /** Asks whether what is kept is to be withdrawn. */
  | { name: 'question'; of: Waiting; kept: KeptHere }
  /**
   * Another user is logged in, and what was typed has gone. Then comes that user's own first
   * dialog. `open`: the form is wanted. `mayPrompt`: the prompt may be shown.
   */
  | { name: 'login-changed'; open: boolean; mayPrompt: boolean };

/**
 * A request for the status. `once`: answered by what is known for the account. `quietly`: although
 * a status is known, because the unit may have been certified since; no user waits for it, so a
 * failure is not shown. `refresh`: with a new token. Each request is an object of its own: another
 * object asks anew.
 */
export interface Asking {
  how: 'once' | 'quietly' | 'refresh';
}

export type DialogName = Dialog['name'];
export type Named<Name extends DialogName> = Extract<Dialog, { name: Name }>;
export type ResultOf<Of extends ResultName> = Extract<Named<'result'>, { of: Of }>;

/** Dialogs with the same name are one dialog that changes; each result is its own. */
export const nameOf = (dialog: Dialog): string => (dialog.name === 'result' ? dialog.of : dialog.name);

/** A claim that is kept with consent: to check it again by itself, or for the counter. */
export type Kept = Extract<Intent, 'recheck' | 'counter'>;

/** A claim is sent to be decided, or to be kept. */
export type Sending = 'submission' | Kept;

/** The withdrawal of what waits, from the user's wish on. `decided`: a decision came first. */
export type Withdrawal = { of: Waiting; kept: KeptHere } & (
  { step: 'sending' | 'withdrawn' | 'decided' } | { step: 'notWithdrawn'; why: FailureCode }
);

export interface State {
  /** Undefined until the status arrives, and while it is uncertain whose it is. */
  known: Known | undefined;
  /** Another user may be logged in: the element was out of the page, or asks another service. */
  isUncertain: boolean;
  /** How many logins have ended. */
  logins: number;
  /** Until the answer comes. */
  asking: Asking | undefined;
  /** Why the last request for the status failed. */
  statusFailure: FailureCode | undefined;
  withdrawal: Withdrawal | undefined;
  /** It began with the prompt, so that leaving leads to the notice. */
  prompted: boolean;
  intent: Intent;
  dialog: Dialog;
  /** Until the flow has loaded: the events that only it understands, in their order. */
  queued: readonly ProcedureEvent[];
}

/** Events of the request for the status, which change no dialog. */
export type RequestEvent =
  /** The element was out of the page, or asks another service: another user may be logged in. */
  | { type: 'uncertain' }
  /** A token has named the account. */
  | { type: 'named' }
  /** The element is in the page, and knows where to ask. */
  | { type: 'ready' }
  /** Somebody waits for the status. */
  | { type: 'status-wanted' }
  /** The page wants the status anew. */
  | { type: 'refresh' }
  /** The user sees the center again, or for long: the status may have changed elsewhere. */
  | { type: 'seen' }
  /** The request for the status has ended. */
  | { type: 'status-ended' };

/** Events of the flow and of its dialogs, which nothing dispatches before it has loaded. */
export type FlowEvent =
  /** The flow has loaded: it takes the events that wait. */
  | { type: 'loaded' }
  /** The status asks for a prompt that only the flow can show, so it waits for the flow. */
  | { type: 'prompt-due' }
  /** Another tab has waited for this login. */
  | { type: 'awaited-elsewhere' }
  /** The form has the claim, which stays out of the state: no event would delete it in time. */
  | { type: 'submit' }
  /** The claim was deleted before it could be sent. */
  | { type: 'incomplete' }
  /** True once the request has left; false when it came back and waits for another token. */
  | { type: 'under-way'; is: boolean }
  /** `at`: milliseconds. */
  | { type: 'answered'; answer: CertificationAnswer; at: number }
  | { type: 'retry' }
  | { type: 'back' }
  /** The user closes the dialog, and no other follows. */
  | { type: 'leave' }
  | { type: 'recheck' }
  | { type: 'consent' }
  /** The user may want to withdraw what waits. */
  | { type: 'ask-withdrawal'; of: Waiting }
  /** The user withdraws it. */
  | { type: 'withdraw' }
  | { type: 'claim-withdrawn' }
  /** The element left the page before the answer came. */
  | { type: 'withdrawal-dropped' }
  /** The user wants the claim to be looked at at the counter. */
  | { type: 'counter' };

export type ProcedureEvent =
  | RequestEvent
  | FlowEvent
  /** The status came, or came anew. `mayPrompt`: the prompt may be shown. */
  | { type: 'known'; known: Known; mayPrompt: boolean }
  /** The flow did not load, which the dialog says, and the user leaves it. */
  | { type: 'give-up' }
  /** `informed`: the page has said what comes before the form. */
  | { type: 'open'; intent?: Intent; informed?: boolean }
  | { type: 'confirm' }
  /** A business waits for the certification. */
  | { type: 'gate' }
  /** 取消, 确定, 关闭, 完成: the user leaves this dialog. */
  | { type: 'cancel' }
  /** Escape, the phone's back: as `back` from a consent or a mendable error, else as `cancel`. */
  | { type: 'dismiss' }
  /** The page closes the dialog. */
  | { type: 'close' }
  /** Another element of the page asks already. */
  | { type: 'prompted-elsewhere' }
  /**
   * `of`: the request for the status, the withdrawal of a kept claim, or what the claim was sent
   * for.
   */
  | { type: 'failed'; of: 'status' | 'withdrawal' | Sending; failure: Failure }
  /** Nobody is logged in any more. */
  | { type: 'signed-out' }
  /** Another user is logged in. `typed`: what was typed has gone. `open`: the form is wanted. */
  | { type: 'login-changed'; typed: boolean; open: boolean };

export const IDLE: State = {
  known: undefined,
  isUncertain: false,
  logins: 0,
  asking: undefined,
  statusFailure: undefined,
  withdrawal: undefined,
  prompted: false,
  intent: 'certify',
  dialog: { name: 'idle' },
  queued: [],
};

export type CertificationProcedure = Procedure<State, ProcedureEvent>;
