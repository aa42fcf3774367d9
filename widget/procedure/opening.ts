/**
 * The first dialog: `openForm` for someone who wants a form, `openPrompt` by itself, and what both
 * show where no form is open. Pure.
 */
import type { Intent } from '../../bff/contract/next.ts';
import type { FieldError } from '../../bff/contract/wire.ts';
import type { Failure } from '../api/result.ts';
import { closed } from './begin.ts';
import { authorityReasonIn, endedCaseIn, hasFailed, submissionIn } from './claims.ts';
import { traitsOf } from './dialogs.ts';
import { type Known, hasWay, isCertified, isCurrent, stepTraits, waitingIn } from './known.ts';
import { closedUntil, isHeld } from './open-ways.ts';
import type { Dialog, Named, ResultState, State } from './state.ts';

export const withDialog = (state: State, dialog: Dialog): State => ({ ...state, dialog });

export const form = (errors: FieldError[] = []): Named<'form'> => ({ name: 'form', errors });
export const result = (state: ResultState): Named<'result'> => ({ name: 'result', ...state });
export const certified = (before: boolean): Dialog => result({ of: 'certified', before });
export const operator = result({ of: 'operator' });
export const takenBack = result({ of: 'taken-back' });
export const pending = (known: Known): Dialog => result({ of: 'pending', reference: submissionIn(known) });

/** The trouble that is shown in the place of the form. */
export const statusTrouble = (failure: Failure): Dialog => ({
  name: 'trouble',
  failure,
  during: 'status',
  repeated: false,
});

const closedWay = statusTrouble({ code: 'way-closed' });

/** Before any form: the result of the last claim or case, or whom to ask; else the prompt. */
export function beforeForm(known: Known): Dialog {
  const { next } = known;
  if (isHeld(known)) return closedWay;
  if (endedCaseIn(known)) return result({ of: 'ended-case' });
  const ofAuthority = authorityReasonIn(known);
  if (!ofAuthority && !hasFailed(next)) return { name: 'prompt' };
  const reason = ofAuthority ?? next.reason ?? undefined;
  return result({
    of: 'last-refused',
    reason,
    // The submission in the news is not about another reason.
    reference: reason === next.reason ? submissionIn(known) : undefined,
  });
}

/** The user's wish is fulfilled already. */
export const isDone = (state: State): boolean =>
  isCurrent(state) && state.intent !== 'replace' && state.intent !== 'withdraw';

/** Until when a limit closes the way. */
function limited(known: Known, way: Intent, until: string): Dialog {
  const reference = submissionIn(known);
  const failure: Failure = { code: 'too-many-attempts', until, ...(reference && { reference }) };
  return result({ of: 'used-up', way, failure });
}

/** `first`, or until when the way is closed. Undefined where the unit does not have the way. */
export function onWay(state: State, way: Intent, first: Dialog = form()): State | undefined {
  const { known } = state;
  if (!known) return undefined;
  if (hasWay(known, way)) return withDialog({ ...state, intent: way }, first);
  const until = closedUntil(known, way);
  return until === undefined ? undefined : withDialog({ ...state, intent: way }, limited(known, way, until));
}

/** The ways by which a unit comes to a certification through a form. */
const FORMS = ['certify', 'counter'] as const;

/** The first form that is open, else until when the first one is closed. */
function firstForm(state: State): State | undefined {
  const open = FORMS.find((way) => hasWay(state.known, way));
  for (const way of open ? [open] : FORMS) {
    const after = onWay(state, way);
    if (after) return after;
  }
  return undefined;
}

/** The form again, with what was typed. */
export const formAgain = (state: State, first = form()): State =>
  onWay(state, state.intent, first) ?? openForm({ ...state, intent: 'certify' }, true);

/**
 * Shows `news` in the place of a form: by default, as before any form. Every other first dialog
 * says the news too.
 */
export function insteadOfForm(state: State, news?: Dialog): State {
  const { dialog } = openForm(state, true);
  return withDialog(state, dialog.name === 'form' ? (news ?? beforeForm(state.known!)) : dialog);
}

/**
 * The form, or the dialog that has to come first. `informed`: the user has just read what comes
 * before the form.
 */
export function openForm(state: State, informed = !!traitsOf(state.dialog).followsStatus): State {
  const { known, intent } = state;
  if (!known) return withDialog(state, { name: 'checking' });
  const certifies: State = { ...state, intent: 'certify' };
  if (intent === 'counter' && waitingIn(known) === 'case')
    return withDialog(state, result({ of: 'case', opened: false }));
  if (intent !== 'certify') return onWay(state, intent) ?? openForm(certifies, informed);
  const { step } = known.next;
  switch (step) {
    case 'none':
      return withDialog(state, certified(true));
    case 'checking':
      return withDialog(state, pending(known));
    case 'no-source':
      return withDialog(state, statusTrouble({ code: 'no-source' }));
    case 'administrator':
      return withDialog(state, operator);
    case 'deciding':
    case 'bring':
      return (
        (informed ? firstForm(state) : undefined) ?? withDialog(state, result({ of: 'case', opened: false }))
      );
    case 'rechecking':
      return firstForm(state) ?? withDialog(state, operator);
    case 'authority':
      return (informed ? firstForm(state) : undefined) ?? withDialog(state, beforeForm(known));
    case 'later':
      return onWay(state, 'certify') ?? firstForm(state) ?? withDialog(state, beforeForm(known));
    case 'counter':
    case 'correct':
    case 'renew':
    case 'certify':
      return firstForm(state) ?? withDialog(state, beforeForm(known));
    default: // Only a newer service has another step: its ways say what is possible.
      step satisfies never;
      return firstForm(state) ?? withDialog(state, isCertified(state) ? certified(true) : closedWay);
  }
}

/** The prompt by itself, where the step has one. */
export const openPrompt = (state: State): State =>
  stepTraits(state.known)?.prompts ? withPrompt({ ...state, prompted: true }) : state;

/**
 * The prompt, or what is read before it; where no form is open, whom to ask or until when. The end
 * of a case tells that itself.
 */
export function withPrompt(state: State): State {
  const known = state.known!;
  if (endedCaseIn(known) && known.next.step !== 'administrator') return withDialog(state, beforeForm(known));
  return insteadOfForm({ ...state, intent: 'certify' });
}

/** The gate has a question of its own, unless the user has to read something else first. */
export function hasGate(known: Known): boolean {
  return !!stepTraits(known)?.gates && (!!waitingIn(known) || beforeForm(known).name === 'prompt');
}

/** The status has changed under the prompt. */
export function promptAgain(state: State): State {
  if (isDone(state)) return closed(state, 'certified');
  return stepTraits(state.known)?.prompts ? withPrompt(state) : closed(state);
}
