/**
 * The effects of a change of state: a request for the status, the effects of a dialog, the watch
 * over a claim that waits. Loading follows rendering.
 */
import { type FirstEffects, enterFirst } from './begin.ts';
import { traitsOf } from './dialogs.ts';
import { isCurrent, waitingIn } from './known.ts';
import { isDone } from './opening.ts';
import { type Dialog, type Named, type Sending, type State, type Withdrawal, nameOf } from './state.ts';

export interface Effects extends FirstEffects {
  /** Asks for the status until the claim is decided. */
  pollStatus(): void;
  /** The same where the page shows the waiting claim, unless it asks already. */
  watchClaim(): void;
  /** With the server's errors at their fields. */
  enterForm(form: Named<'form'>): void;
  sendClaim(of: Sending): void;
  withdrawKept(of: Withdrawal): void;
  forgetNumbers(): void;
}

/**
 * The wish has just been fulfilled. Not when the status comes back after it was uncertain: the user
 * may be typing a claim that follows a certification.
 */
const becomesDone = (state: State, before: State): boolean =>
  isDone(state) && !!before.known && !isCurrent(before);

/** A dialog is entered when its name is another one than before. */
export function enter(state: State, before: State, effects: Effects): void {
  const { known, withdrawal, dialog } = state;
  enterFirst(state, before, effects);
  if (becomesDone(state, before)) effects.forgetNumbers();
  if (waitingIn(known) === 'claim' && waitingIn(before.known) !== 'claim') effects.watchClaim();
  if (withdrawal?.step === 'sending' && withdrawal !== before.withdrawal) effects.withdrawKept(withdrawal);
  if (nameOf(dialog) !== nameOf(before.dialog)) enterDialog(dialog, effects);
}

function enterDialog(dialog: Dialog, effects: Effects): void {
  switch (dialog.name) {
    case 'form':
      return effects.enterForm(dialog);
    case 'sending':
      return effects.sendClaim(dialog.of);
    case 'result': {
      const { begins } = traitsOf(dialog);
      return begins && effects[begins]();
    }
    case 'idle': // With these nothing begins.
    case 'checking':
    case 'prompt':
    case 'notice':
    case 'trouble':
    case 'gate':
    case 'consent':
    case 'question':
    case 'login-changed':
      break;
  }
}

/** The element has come back to the page: starts again what ended when it left. */
export function resume({ known, dialog }: State, effects: Effects): void {
  if (waitingIn(known) === 'claim') effects.watchClaim();
  if (traitsOf(dialog).resumes) enterDialog(dialog, effects);
}
