/**
 * The first dialog: for someone who wants a form, for a business at the gate, and the one that the
 * status opens by itself. Pure.
 */
import type { Intent } from '../../bff/contract/next.ts';
import type { FieldError } from '../../bff/contract/wire.ts';
import type { Failure } from '../api/result.ts';
import { closed } from './begin.ts';
import { endedCaseIn, isAnswer, submissionIn } from './claims.ts';
import { traitsOf } from './dialogs.ts';
import { type Known, hasWay, stepTraits, waitingIn } from './known.ts';
import { closedUntil, isHeld } from './open-ways.ts';
import type { Dialog, Named, ResultState, State } from './state.ts';

export const show = (state: State, dialog: Dialog): State => ({ ...state, dialog });

export const form = (errors: FieldError[] = []): Named<'form'> => ({ name: 'form', errors });
export const result = (state: ResultState): Named<'result'> => ({ name: 'result', ...state });
export const certified = (before: boolean): Dialog => result({ of: 'certified', before });
export const operator = result({ of: 'operator' });
export const takenBack = result({ of: 'taken-back' });
export const pending = (known: Known): Dialog => result({ of: 'pending', reference: submissionIn(known) });

/** Shown in the place of the form. */
export const hindered = (failure: Failure): Dialog => ({
  name: 'trouble',
  failure,
  during: 'status',
  repeated: false,
});

/** The dialog that comes before any form: the result of the last claim or case, or whom to ask first; else the prompt. */
export function beforeForm(known: Known): Dialog {
  const { next } = known;
  if (isHeld(known)) return hindered({ code: 'way-closed' });
  if (endedCaseIn(known)) return result({ of: 'ended-case' });
  if (next.step !== 'authority' && !isAnswer(next)) return { name: 'prompt' };
  return result({
    of: 'last-refused',
    reason: next.reason ?? 'unit-not-active',
    reference: submissionIn(known),
  });
}

/** Nothing has to be done for the unit. */
export const isCurrent = ({ known }: State): boolean => known?.next.step === 'none';

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
  if (hasWay(known, way)) return show({ ...state, intent: way }, first);
  const until = closedUntil(known, way);
  return until === undefined ? undefined : show({ ...state, intent: way }, limited(known, way, until));
}

/** The ways by which a unit comes to a certification through a form. */
const FORMS = ['certify', 'counter'] as const;

/** The first form that is open, else until when the first one is closed. */
function toForms(state: State): State | undefined {
  const open = FORMS.find((way) => hasWay(state.known, way));
  for (const way of open ? [open] : FORMS) {
    const after = onWay(state, way);
    if (after) return after;
  }
  return undefined;
}

/** The form again, with what was typed. */
export const toForm = (state: State, first = form()): State =>
  onWay(state, state.intent, first) ?? opened({ ...state, intent: 'certify' }, true);

/** Shows `news` in the place of a form. Every other first dialog is shown itself, because it says the news too. */
export function insteadOfForm(state: State, news: Dialog): State {
  const { dialog } = opened(state, true);
  return show(state, dialog.name === 'form' ? news : dialog);
}

/** The first dialog for someone who asked for the form. `informed`: the user has just read what comes before the form. */
export function opened(state: State, informed = !!traitsOf(state.dialog).told): State {
  const { known, intent } = state;
  if (!known) return show(state, { name: 'checking' });
  const certifies: State = { ...state, intent: 'certify' };
  if (intent === 'counter' && waitingIn(known) === 'case')
    return show(state, result({ of: 'case', opened: false }));
  if (intent !== 'certify') return onWay(state, intent) ?? opened(certifies, informed);
  const { step } = known.next;
  switch (step) {
    case 'none':
      return show(state, certified(true));
    case 'checking':
      return show(state, pending(known));
    case 'no-source':
      return show(state, hindered({ code: 'no-source' }));
    case 'administrator':
      return show(state, operator);
    case 'deciding':
    case 'bring':
      return (informed ? toForms(state) : undefined) ?? show(state, result({ of: 'case', opened: false }));
    case 'rechecking':
      return toForms(state) ?? show(state, operator);
    case 'authority':
      return (informed ? toForms(state) : undefined) ?? show(state, beforeForm(known));
    case 'later':
      return onWay(state, 'certify') ?? toForms(state) ?? show(state, beforeForm(known));
    case 'counter':
    case 'correct':
    case 'renew':
    case 'certify':
      return toForms(state) ?? show(state, beforeForm(known));
  }
}

/** The prompt by itself, where the step has one. */
export const greeted = (state: State): State =>
  state.known && stepTraits(state.known).asks ? asked({ ...state, prompted: true }) : state;

/**
 * The first dialog; where no form is open, the one that says whom to ask or until when. The end of a case says that
 * itself.
 */
export function asked(state: State): State {
  const known = state.known!;
  if (endedCaseIn(known) && known.next.step !== 'administrator') return show(state, beforeForm(known));
  return insteadOfForm({ ...state, intent: 'certify' }, beforeForm(known));
}

/** The gate has a question before a business. Where the user has to read something else first, that is shown instead. */
export function hasGate(known: Known): boolean {
  const { gates, waits } = stepTraits(known);
  return !!gates && (!!waits || beforeForm(known).name === 'prompt');
}

/** The button leads to what is known by then. */
export function greetedAgain(state: State): State {
  if (isDone(state)) return closed(state, 'certified');
  return stepTraits(state.known!).asks ? asked(state) : closed(state);
}
