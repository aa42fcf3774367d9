/** What the flow knows, where it can be, and what can happen: data only. */
import type {
  Attempts,
  CertificationAnswer,
  CertificationStatus,
  FieldError,
  LapseReason,
  Reason,
  Status,
} from '../../bff/contract/wire.ts';
import type { Failure, FailureCode } from '../api/result.ts';

/** What of the status decides which dialog comes. */
export interface Known {
  /** Of the real-name certification. */
  status: Status;
  /** False for operators. */
  canSubmit: boolean;
  /** Why the last submission was refused, when it was. */
  refused?: Reason | undefined;
  attempts?: Attempts | undefined;
  /** Why a certification has lapsed. */
  lapse?: LapseReason | undefined;
  /** A refused claim is checked again by itself. */
  rechecked?: boolean;
  /** No register answers for this class of units. */
  noSource?: boolean;
}

export function knownFrom({ kinds, canSubmit, attempts, recheck, form }: CertificationStatus): Known {
  const kind = kinds.find((view) => view.kind === 'real-name');
  return {
    status: kind?.status ?? 'not-open',
    canSubmit,
    attempts,
    refused: kind?.last?.reason,
    lapse: kind?.reason,
    rechecked: !!recheck,
    noSource: !!form.reason,
  };
}

/** `prompted`: it began with the prompt, so that leaving leads to the notice. */
export type State = { prompted: boolean } & (
  | { name: 'idle'; left?: 'certified' | 'deferred' }
  /** The form is wanted, the status is not known yet: the dialog says that it opens. */
  | { name: 'checking'; after?: FailureCode }
  /** `lapsed`: the unit was certified before; the portal's server does not know why it is not any more. */
  | { name: 'prompt'; lapsed: boolean; lapse?: LapseReason | undefined }
  | { name: 'notice' }
  | { name: 'operator' }
  /** `focus`: whose fields can be wrong. */
  | { name: 'form'; errors: FieldError[]; focus?: 'agent' }
  /** `after`: what went wrong the last time. `underWay`: it has left, after the token had come. */
  | { name: 'sending'; after?: FailureCode; underWay?: boolean }
  /** `before`: the unit was certified already. */
  | { name: 'certified'; before: boolean }
  | { name: 'rejected'; reason: Reason | undefined; attempts: Attempts | undefined; recheckable: boolean }
  /** `stalled`: the status is not asked for any more. */
  | { name: 'pending'; stalled: boolean }
  /** `repeated`: a retry has met the same problem. */
  | {
      name: 'trouble';
      failure: Failure;
      during: 'checking' | 'sending' | 'recheck-sending';
      repeated: boolean;
      attempts?: Attempts | undefined;
    }
  /** `business`: the name of what was intercepted, empty when it has none. */
  | { name: 'gate'; business: string }
  /** `attempts`: with none left what was refused cannot be corrected. */
  | { name: 'recheck-consent'; attempts: Attempts | undefined }
  | { name: 'recheck-sending'; attempts: Attempts | undefined; after?: FailureCode }
  /** `until`: RFC 3339. */
  | { name: 'recheck-kept'; until: string }
  /** What was typed is not the claim that was refused last. */
  | { name: 'recheck-refused'; attempts: Attempts | undefined }
  /** Another user is logged in, and what was typed has gone. Then comes that user's own first dialog; `open`: the form is wanted. */
  | { name: 'login-changed'; open: boolean; next?: { known: Known; ask: boolean } }
);

export type StateName = State['name'];

export type FlowEvent =
  /** The status came, or came anew. `ask`: the prompt may be shown. */
  | { type: 'known'; known: Known; ask: boolean }
  | { type: 'open'; known: Known | undefined }
  | { type: 'confirm'; known: Known | undefined }
  /** A business was intercepted. */
  | { type: 'gate'; business: string }
  /** 取消, 确定, 关闭, 完成: the user leaves this dialog. */
  | { type: 'cancel' }
  /** Escape, or the phone's back: to the form from an error that it can mend, else as `cancel`. */
  | { type: 'dismiss' }
  /** Whoever drives the element closes it. */
  | { type: 'close' }
  | { type: 'submit' }
  /** True once the request has left; false when it came back and waits for another token. */
  | { type: 'under-way'; is: boolean }
  | { type: 'answered'; answer: CertificationAnswer }
  /** `of`: what was asked for. */
  | { type: 'failed'; of: 'status' | 'submission' | 'recheck'; failure: Failure }
  | { type: 'retry' }
  | { type: 'back' }
  /** Another user is logged in, or nobody. `typed`: something has gone that was typed. `open`: the form is wanted. */
  | { type: 'login-changed'; typed: boolean; open: boolean }
  | { type: 'recheck' }
  | { type: 'consent' }
  | { type: 'recheck-kept'; until: string }
  /** The status was asked for long enough. */
  | { type: 'stalled' };

export const IDLE: State = { name: 'idle', prompted: false };
