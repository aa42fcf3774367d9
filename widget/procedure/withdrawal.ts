/** The withdrawal of what waits, from the user's wish to its end. Pure. */
import { type Known, standingIn } from './known.ts';
import type { Dialog, ProcedureEvent, State, Withdrawal } from './state.ts';

/** How it has ended. A claim decided first is still in the status, or has certified the unit. */
function ended({ of, kept }: Pick<Withdrawal, 'of' | 'kept'>, known: Known | undefined): Withdrawal {
  const { last, since } = standingIn(known);
  const isStill = [known?.next, known?.case, last].some((each) => each?.reference === kept.reference);
  return { of, kept, step: isStill || since !== kept.since ? 'decided' : 'withdrawn' };
}

/** `shown`: the dialog after the event. */
export function withdrawalAfter(
  { known, withdrawal, dialog }: State,
  event: ProcedureEvent,
  shown: Dialog,
): State['withdrawal'] {
  switch (event.type) {
    case 'withdraw':
      return withdrawal?.step !== 'sending' && dialog.name === 'question'
        ? { of: dialog.of, kept: dialog.kept, step: 'sending' }
        : withdrawal;
    case 'claim-withdrawn':
      return withdrawal && ended(withdrawal, known);
    case 'known': // It has ended while the dialog asked.
      return dialog.name === 'question' && shown.name !== 'question'
        ? ended(dialog, event.known)
        : withdrawal;
    case 'failed':
      if (event.of !== 'withdrawal') return withdrawal;
      return withdrawal && { ...withdrawal, step: 'notWithdrawn', why: event.failure.code };
    case 'withdrawal-dropped':
    case 'open':
    case 'login-changed':
    case 'signed-out':
      return undefined;
    default:
      return withdrawal;
  }
}
