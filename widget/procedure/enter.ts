/** The effects of a change of state: a request for the status, the effects of a dialog, the watch over a claim that waits. Loading follows rendering. */
import { isCurrent, isWaiting } from '../standing.ts';
import { DIALOGS } from './dialogs.ts';
import {
  type Asking,
  type Dialog,
  type Kept,
  type Named,
  type Sending,
  type State,
  standingIn,
} from './state.ts';

export interface Effects {
  /** The login has ended: ends what its user began. */
  forgetUser(): void;
  /** The dialogs end. */
  finish(left: Named<'idle'>['left']): void;
  fetchStatus(asking: Asking): void;
  /** Asks for the status until the claim is decided. */
  pollStatus(): void;
  /** The same where the page shows the waiting claim, unless it asks already. */
  watchClaim(): void;
  /** Shows the server's errors at their fields. */
  showErrors(form: Named<'form'>): void;
  sendClaim(of: Sending): void;
  withdrawClaim(of: Kept): void;
  forgetNumbers(): void;
}

/** A dialog is entered when its name is another one than before. */
export function enter(state: State, before: State, effects: Effects): void {
  const { known, logins, asking, withdrawal, dialog } = state;
  if (logins !== before.logins) effects.forgetUser();
  const [standing, stood] = [standingIn(known), standingIn(before.known)];
  if (isCurrent(standing) && !isCurrent(stood)) effects.forgetNumbers();
  if (isWaiting(standing) && !isWaiting(stood)) effects.watchClaim();
  if (asking && asking !== before.asking) effects.fetchStatus(asking);
  if (withdrawal?.step === 'sending' && withdrawal !== before.withdrawal)
    effects.withdrawClaim(withdrawal.of);
  if (dialog.name !== before.dialog.name) enterDialog(dialog, effects);
}

function enterDialog(dialog: Dialog, effects: Effects): void {
  switch (dialog.name) {
    case 'idle':
      return effects.finish(dialog.left);
    case 'form':
      return effects.showErrors(dialog);
    case 'sending':
      return effects.sendClaim('submission');
    case 'keeping':
      return effects.sendClaim(dialog.of);
    case 'certified':
    case 'withdrawn':
      return effects.forgetNumbers();
    case 'pending':
      return effects.pollStatus();
    case 'checking': // With these nothing begins.
    case 'prompt':
    case 'notice':
    case 'operator':
    case 'rejected':
    case 'trouble':
    case 'gate':
    case 'consent':
    case 'recheck-kept':
    case 'recheck-refused':
    case 'recheck-withdrawal':
    case 'counter-case':
    case 'counter-used-up':
    case 'counter-withdrawal':
    case 'login-changed':
      break;
  }
}

/** The element has come back to the page: begins again what leaving the page has ended. */
export function resume({ known, dialog }: State, effects: Effects): void {
  if (isWaiting(standingIn(known))) effects.watchClaim();
  if (DIALOGS[dialog.name].resumes) enterDialog(dialog, effects);
}
