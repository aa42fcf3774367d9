/**
 * The effects of a change of state of a registration. None of them changes the state before its
 * answer has come: the form is sent, a code is checked, and what is new is shown.
 */
import type { FieldError } from '../../bff/contract/wire.ts';
import type { PhoneState, Stage, State } from './state.ts';
import { isSending } from './transition.ts';

/** The requests. */
export interface Sends {
  /** Computes a proof of work, and asks for the classes that can be registered. */
  prepare(): void;
  prove(code: NonNullable<PhoneState['proving']>): void;
  send(): void;
  /** Sends the same again until it is decided. */
  poll(): void;
  /** Ends what was sent in the stage that is left. */
  endStage(): void;
}

/** The messages and the focus. */
export interface Shows {
  /** The typed code is of no use any more. */
  dropCode(): void;
  /** Beside the number, unless the form says more. */
  showProof(): void;
  /** The service has refused the code. */
  showCodeError(): void;
  /** The service's errors at their fields; without them, what the checks find now. */
  showErrors(errors: readonly FieldError[]): void;
  /** No register has the unit's class. `wanted`: the user has sent the form, so the focus moves. */
  showClass(wanted: boolean): void;
  /** A message beside the refused data. It gets the focus. */
  showRefusal(): void;
  /** A message above the button. */
  showEnd(): void;
}

export function enter(state: State, before: State, sends: Sends, shows: Shows): void {
  const { stage, unit, registrable } = state;
  const begins = unit !== before.unit && !registrable;
  const { preparing } = state.phone;
  if (begins || (preparing && preparing !== before.phone.preparing)) sends.prepare();
  enterPhone(state.phone, before, sends, shows);
  if (stage === before.stage) return;
  sends.endStage();
  enterStage(stage, before.stage, sends, shows);
}

/** While the form is sent, the stage that follows says what is new. */
function enterPhone(
  { proving, proof, refused, expired }: PhoneState,
  before: State,
  sends: Sends,
  shows: Shows,
): void {
  const { phone, stage } = before;
  if (proving && proving !== phone.proving) sends.prove(proving);
  if (expired && !phone.expired) shows.dropCode();
  if (isSending(stage)) return;
  if (proof && proof !== phone.proof) shows.showProof();
  if (refused && refused !== phone.refused) shows.showCodeError();
}

function enterStage(stage: Stage, before: Stage, sends: Sends, shows: Shows): void {
  switch (stage.name) {
    case 'correcting':
      return shows.showErrors(stage.errors);
    case 'sending':
      return sends.send();
    case 'no-source':
      return shows.showClass(isSending(before));
    case 'refused':
      return shows.showRefusal();
    case 'pending':
      sends.poll();
      return shows.showEnd();
    case 'done':
    case 'stalled':
    case 'trouble':
      return shows.showEnd();
    case 'filling': // With these nothing begins: the code is checked with the phone's state.
    case 'proving':
      break;
  }
}
