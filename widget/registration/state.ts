/** Where the registration stands, what is known of the phone, and what can happen: data only. */
import type {
  Attempts,
  FieldError,
  PhoneCodeAnswer,
  RegistrationAnswer,
  RegistrationChallenge,
} from '../../bff/contract/wire.ts';
import type { Failure, Reference } from '../api/result.ts';
import type { FieldProblem } from '../form/fields.ts';

export type Stage =
  | { name: 'filling' }
  /**
   * Fields show why it was not sent or taken: those of the server's `errors`, or what their checks
   * find.
   */
  | { name: 'correcting'; errors: readonly FieldError[] }
  /** Submitted; the code of the message is checked first. */
  | { name: 'proving' }
  | { name: 'sending' }
  /**
   * The registry does not confirm the data of the unit or of its people. `reason` may be unknown to
   * this version.
   */
  | {
      name: 'refused';
      place: 'unit' | 'real-name';
      reason: string;
      attempts: Attempts | undefined;
      reference?: Reference | undefined;
    }
  /** No register answers for the unit's class. Nothing is sent until another code is typed. */
  | { name: 'no-source' }
  /** The registry is unavailable: the same request is sent again. */
  | { name: 'pending' }
  /** Polling has given up. */
  | { name: 'stalled' }
  /** The page has the assertion. */
  | { name: 'done'; assertion: string }
  | { name: 'trouble'; failure: Failure };

/** A fact about one number. */
interface OfNumber<T> {
  phone: string;
  value: T;
}

export interface PhoneState {
  /** The complete number for which the proof of work is computed ahead of need. */
  preparing: string | undefined;
  /** The number to which the last code was sent. */
  sentTo: string;
  /** Seconds between two codes; 0 before the first. */
  pause: number;
  /** When the number may get another code, in milliseconds. */
  resendAt: OfNumber<number> | undefined;
  /** The code that is being checked. */
  proving: OfNumber<string> | undefined;
  /** It remains valid while the user corrects other fields. Each number needs its own. */
  proof: OfNumber<string> | undefined;
  /** The last refused code. It is not sent again, because that would cost a try. */
  refused: (OfNumber<string> & { problem: FieldProblem }) | undefined;
  /** The proof has expired, and no new code was requested yet. */
  expired: boolean;
}

/** The units that can be registered, and the papers of the others. */
export type Registrable = Pick<RegistrationChallenge, 'classes' | 'counter'>;

export interface State {
  stage: Stage;
  phone: PhoneState;
  /** The unit's code; empty while it is not complete, undefined until the user has typed in it. */
  unit: string | undefined;
  /** Undefined until the service has answered it. */
  registrable: Registrable | undefined;
}

export type RegistrationEvent =
  /** Every field has passed its check. `code` is ignored when the number is proven. */
  | { type: 'submit'; phone: string; code: string }
  /** The user has typed. `own`: in a field of the page. */
  | { type: 'edited'; own: boolean }
  /** The user has typed in the unit's code. `code`: empty until it is complete. */
  | { type: 'unit-typed'; code: string }
  | { type: 'registrable-answered'; registrable: Registrable }
  /**
   * `at`: when it came, in milliseconds. `hasErrors`: a field of the page is not valid any more.
   */
  | { type: 'answered'; answer: RegistrationAnswer; at: number; hasErrors: boolean }
  /** `failure` has the errors that a field can show. */
  | { type: 'failed'; failure: Failure }
  /** Asked for long enough, or nothing can be sent any more. */
  | { type: 'stalled' }
  /** The page could not create the account. */
  | { type: 'withdrawn' }
  /** The element has left the page. */
  | { type: 'left' }
  | { type: 'signed-out' }
  /** `phone`: empty until it is complete. */
  | { type: 'number-typed'; phone: string }
  /** `at`: when the answer came, in milliseconds. */
  | { type: 'code-sent'; phone: string; answer: PhoneCodeAnswer; at: number }
  /** `unit`: the code that was sent with the request. */
  | { type: 'code-failed'; phone: string; unit: string | undefined; failure: Failure }
  | { type: 'code-typed'; phone: string; code: string }
  | { type: 'proven'; phone: string; proof: string }
  | { type: 'unproven'; phone: string; code: string; failure: Failure };

export const INITIAL: State = {
  stage: { name: 'filling' },
  phone: {
    preparing: undefined,
    sentTo: '',
    pause: 0,
    resendAt: undefined,
    proving: undefined,
    proof: undefined,
    refused: undefined,
    expired: false,
  },
  unit: undefined,
  registrable: undefined,
};
