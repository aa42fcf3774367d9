/** Effects begin here and nowhere else: when a dialog is entered, or a claim waits. */
import { isPending } from '../standing.ts';
import type { DialogName, Named, State } from './state.ts';

export interface Effects {
  /** Loads what the dialog is made of, unless it is there. */
  load(): void;
  /** The dialogs end. */
  finish(left: Named<'idle'>['left']): void;
  askStatus(): void;
  /** Asks although a status is known: the unit may have been certified elsewhere since. */
  refreshStatus(): void;
  /** Asks for the status until the claim is decided. */
  pollStatus(): void;
  /** The same where the page shows the waiting claim, unless it asks already or has given up. */
  watchClaim(): void;
  /** Shows the server's errors at their fields. */
  showErrors(form: Named<'form'>): void;
  submit(): void;
  forgetNumbers(): void;
  applyRecheck(): void;
}

/** A dialog is entered when its name is another one than before. */
export function enter({ known, dialog }: State, before: State | undefined, effects: Effects): void {
  if (isPending(known?.status) && !isPending(before?.known?.status)) effects.watchClaim();
  if (dialog.name === before?.dialog.name) return;
  if (dialog.name !== 'idle') effects.load();
  switch (dialog.name) {
    case 'idle':
      return effects.finish(dialog.left);
    case 'checking':
      return effects.askStatus();
    case 'form':
      return effects.showErrors(dialog);
    case 'sending':
      return effects.submit();
    case 'certified':
    case 'withdrawn':
      return effects.forgetNumbers();
    case 'pending':
      return effects.pollStatus();
    case 'gate':
      return effects.refreshStatus();
    case 'recheck-sending':
      return effects.applyRecheck();
    case 'prompt':
    case 'notice':
    case 'operator':
    case 'rejected':
    case 'trouble':
    case 'recheck-consent':
    case 'recheck-kept':
    case 'recheck-refused':
    case 'login-changed':
      return;
  }
}

const ENDED_BY_LEAVING: readonly DialogName[] = ['checking', 'sending', 'pending', 'recheck-sending'];

/** The element has come back to the page: begins again what leaving the page has ended. */
export function resume(state: State, effects: Effects): void {
  if (isPending(state.known?.status)) effects.watchClaim();
  if (ENDED_BY_LEAVING.includes(state.dialog.name)) enter(state, undefined, effects);
}
