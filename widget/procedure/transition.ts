/**
 * The user's way through the widget: every dialog is a state, and only `transition` decides which
 * one comes next. Pure: no clock, no request, no DOM. An event that means nothing in a state leaves
 * that very state (same reference), so late answers and double clicks are harmless.
 * Source: the user manual, steps 2 to 10 (`docs/manual.md`).
 */
import { REFUSAL_REASONS } from '../../bff/contract/reasons.ts';
import type { CertificationAnswer } from '../../bff/contract/wire.ts';
import { problemOf } from '../api/problems.ts';
import type { Reference } from '../api/result.ts';
import { knownAfter, requestAfter } from './asking.ts';
import { closed, loggedOut, sameIfEqual } from './begin.ts';
import { endedCaseIn, keptIn, submissionIn, traitsIn } from './claims.ts';
import {
  isCorrectable,
  isPrompting,
  isRefused,
  isUnfinished,
  isWaiting,
  requestOf,
  traitsOf,
} from './dialogs.ts';
import { hasWay, isCertified, isCurrent, waitingIn } from './known.ts';
import {
  withPrompt,
  certified,
  form,
  openPrompt,
  promptAgain,
  hasGate,
  statusTrouble,
  insteadOfForm,
  isDone,
  onWay,
  openForm,
  operator,
  pending,
  result,
  withDialog,
  takenBack,
  formAgain,
} from './opening.ts';
import {
  type Dialog,
  type Kept,
  type Named,
  type ProcedureEvent,
  type ResultOf,
  type Sending,
  type State,
  nameOf,
} from './state.ts';
import { withdrawalAfter } from './withdrawal.ts';

/** The dialog after the form: a claim to be kept needs a consent before it is sent. */
function afterForm({ intent }: State): Dialog {
  if (intent === 'counter') return { name: 'consent', of: 'counter' };
  return intent === 'recheck' ? { name: 'consent', of: 'recheck' } : { name: 'sending', of: 'submission' };
}

const consentAfter = ({ dialog, intent }: State, of: Kept): Dialog => ({
  name: 'consent',
  of,
  refused: { dialog, intent },
});

/** The case that waits, or the counter's form; after a refusal the claim is in a form already. */
function toCounter(state: State): State {
  const { dialog, intent, known } = state;
  if (!traitsOf(dialog).offers) return state;
  if (waitingIn(known) === 'case') return withDialog(state, result({ of: 'case', opened: false }));
  if (!isRefused(dialog)) return onWay(state, 'counter') ?? state;
  const asked = onWay(state, 'counter', consentAfter(state, 'counter')) ?? state;
  // While the refused claim's own form is open, the user comes back to that one to correct it.
  return hasWay(known, intent) ? { ...asked, intent } : asked;
}

/** Asks for consent; after the refusal has closed, the claim has to be typed again first. */
function toRecheck(state: State): State {
  const { dialog, known } = state;
  if (!traitsOf(dialog).offers || !hasWay(known, 'recheck')) return state;
  return isRefused(dialog)
    ? withDialog(state, consentAfter(state, 'recheck'))
    : formAgain({ ...state, intent: 'recheck' });
}

/**
 * A claim that is sent again with its key gets its first outcome again, but the present status,
 * which is known already: the session tells it before it returns the answer. So the status wins.
 */
function afterAnswer(state: State, answer: CertificationAnswer, at: number): State {
  const { outcome, reason, due, until, repeated } = answer;
  const reference: Reference = { of: 'submission', id: answer.reference, at };
  if (outcome !== 'certified' && isDone(state)) return withDialog(state, certified(true));
  switch (outcome) {
    case 'certified':
      return isCertified(state) ? withDialog(state, certified(false)) : openForm(state);
    case 'pending':
      return withDialog(state, result({ of: 'pending', reference }));
    case 'rejected':
      return withDialog(state, result({ of: 'refused', reason, reference, ...(repeated && { repeated }) }));
    case 'kept':
      if (state.dialog.name === 'sending' && state.dialog.of === 'counter') return caseLearned(state, true);
      return withDialog(state, result({ of: 'rechecking', until: until! }));
    case 'withdrawn':
      if (due) return withDialog(state, result({ of: 'withdrawn', due }));
      // The certification has ended since, or somebody of the unit has taken back the claim.
      return insteadOfForm(state, state.intent === 'withdraw' ? undefined : takenBack);
  }
}

/** A claim that waited: `next` names it when it was refused. */
function waited(state: State, { reference }: ResultOf<'pending'>): State {
  const { next } = state.known!;
  if (waitingIn(state.known) === 'claim') return reference ? state : withDialog(state, pending(state.known!));
  const refused = submissionIn(state.known);
  const isOwn = !reference || reference.id === refused?.id;
  const isRefusal = REFUSAL_REASONS.some((reason) => reason === next.reason);
  if (refused && isOwn && isRefusal)
    return withDialog(state, result({ of: 'refused', reason: next.reason!, reference: refused }));
  return isCurrent(state) ? withDialog(state, certified(false)) : openForm(state, false);
}

/**
 * `state` has what is known now. `isFirst`: it is the service's first answer; only the portal's
 * server may have said the status before.
 */
function learned(state: State, mayPrompt: boolean, isFirst: boolean): State {
  const { dialog, known } = state;
  if (traitsOf(dialog).followsStatus) return promptAgain(state);
  switch (dialog.name) {
    case 'idle':
      return mayPrompt ? openPrompt(state) : state;
    case 'checking':
      return openForm(state);
    case 'login-changed':
      return withDialog(state, { ...dialog, mayPrompt });
    case 'gate':
      if (isCertified(state)) return withDialog(state, certified(true));
      return hasGate(known!) ? state : withPrompt(state);
    case 'form': // Opened before all was known, or overtaken by somebody else of the unit.
      if (hasWay(known, state.intent)) return state;
      return isFirst ? openForm(state) : insteadOfForm(state);
    case 'question':
      return keptIn(known, dialog.of)?.reference === dialog.kept.reference ? state : closed(state);
    case 'result':
      return resultLearned(state, dialog);
    case 'sending': // Its own answer is on the way.
    case 'prompt':
    case 'notice':
    case 'trouble':
    case 'consent':
      return unlessDone(state);
  }
}

function resultLearned(state: State, dialog: Named<'result'>): State {
  if (!isWaiting(dialog)) return unlessDone(state);
  switch (dialog.of) {
    case 'pending':
      return waited(state, dialog);
    case 'case':
      return caseLearned(state, dialog.opened);
    case 'rechecking': // It has said how the user learns the result.
      return unlessDone(state);
  }
}

/** The dialog has something to say until nothing has to be done for the unit. */
function unlessDone(state: State): State {
  const { untilDone } = traitsOf(state.dialog);
  if (!untilDone || !isDone(state)) return state;
  return untilDone === 'closed' ? closed(state, 'certified') : withDialog(state, certified(true));
}

/** The case, or how it has ended: it may be decided, or expire, while its dialog is open. */
function caseLearned(state: State, isNew: boolean): State {
  if (waitingIn(state.known) === 'case') return withDialog(state, result({ of: 'case', opened: isNew }));
  return endedCaseIn(state.known)
    ? withDialog(state, result({ of: 'ended-case' }))
    : insteadOfForm({ ...state, intent: 'certify' }, takenBack);
}

const awaiting = (request: 'status' | Sending): Named<'checking' | 'sending'> =>
  request === 'status' ? { name: 'checking' } : { name: 'sending', of: request };

/** The status, which is known or came with the problem, tells what the unit has instead. */
function wayClosed(state: State, during: 'status' | Sending): State {
  if (during === 'recheck' && !isDone(state) && !waitingIn(state.known))
    return withDialog({ ...state, intent: 'recheck' }, result({ of: 'differs', gone: true }));
  return insteadOfForm(during === 'counter' ? { ...state, intent: 'counter' } : state);
}

function afterFailure(state: State, { of, failure }: Extract<ProcedureEvent, { type: 'failed' }>): State {
  const { dialog } = state;
  const during = requestOf(dialog);
  // The dialog is not shown while it is uncertain whose it is, so the failure takes its place.
  if (state.isUncertain && of === 'status' && during !== of && !traitsOf(dialog).yields)
    return withDialog(state, statusTrouble(failure));
  if (!during || during !== of) return state;
  const { code, errors = [] } = failure;
  // Without a status, the dialog says that nothing is taken now.
  if (code === 'way-closed' && state.known) return wayClosed(state, during);
  if (code === 'administrator-required') return withDialog(state, operator);
  if (code === 'too-many-attempts' && during !== 'status')
    return withDialog(
      state,
      result({ of: 'used-up', way: during === 'submission' ? state.intent : during, failure }),
    );
  if (code === 'claim-differs')
    return withDialog({ ...state, intent: 'recheck' }, result({ of: 'differs', gone: false }));
  const { place } = problemOf(code);
  if (place === 'fields' && errors.length) return withDialog(state, form(errors));
  return withDialog(state, {
    name: 'trouble',
    failure,
    during,
    repeated: 'after' in dialog && dialog.after === code,
  });
}

/**
 * The dialog has said what to do next, which the notice would contradict. After a problem that
 * passes, the notice says where to certify later.
 */
const hasAnswered = (dialog: Dialog): boolean =>
  !!traitsOf(dialog).answers || (dialog.name === 'trouble' && problemOf(dialog.failure.code).retry !== 'now');

function canceled(state: State): State {
  const { dialog, prompted } = state;
  // A request under way cannot be taken back: the answer comes within seconds.
  if (dialog.name === 'sending' && dialog.underWay) return state;
  if (dialog.name === 'login-changed') {
    if (dialog.open) return openForm(state);
    return dialog.mayPrompt ? openPrompt(closed(state)) : closed(state);
  }
  if (nameOf(dialog) === 'certified') return closed(state, 'certified');
  if (!prompted || traitsOf(dialog).waits) return closed(state);
  return hasAnswered(dialog) ? closed(state, 'deferred') : withDialog(state, { name: 'notice' });
}

function back(state: State): State {
  const { dialog } = state;
  if (dialog.name === 'consent' && dialog.refused) return { ...state, ...dialog.refused };
  if (dialog.name === 'result' && dialog.of === 'taken-back') return openForm(state);
  const focus = isRefused(dialog) && traitsIn(dialog.reason)?.focus;
  if (focus) return formAgain(state, { ...form(), focus });
  if (dialog.name === 'sending' && dialog.underWay) return state;
  return traitsOf(dialog).back ? formAgain(state) : state;
}

/** Nothing of the former user stays. */
function loginChanged(state: State, typed: boolean, open: boolean): State {
  const ended = loggedOut(state);
  if (state.dialog.name === 'login-changed' || (typed && isUnfinished(state)))
    return withDialog(ended, { name: 'login-changed', open, mayPrompt: false });
  return open ? openForm(ended) : ended;
}

function next(state: State, event: ProcedureEvent, isFirst: boolean): State {
  const { known, dialog } = state;
  const { name } = dialog;
  const { yields, offers } = traitsOf(dialog);
  switch (event.type) {
    case 'known':
      return learned(state, event.mayPrompt, isFirst);
    case 'open':
      return yields
        ? openForm({ ...state, prompted: false, intent: event.intent ?? 'certify' }, event.informed)
        : state;
    case 'prompt-due':
      return name === 'idle' ? openPrompt(state) : state;
    case 'confirm':
      if (isRefused(dialog)) return back(state);
      return offers || nameOf(dialog) === 'logged-in'
        ? openForm({ ...state, intent: 'certify' }, true)
        : state;
    case 'gate':
      if (!yields) return state;
      return known && !hasGate(known) ? withPrompt(state) : withDialog(state, { name: 'gate' });
    case 'cancel':
      return canceled(state);
    case 'dismiss':
      return isCorrectable(state) || name === 'consent' ? back(state) : canceled(state);
    case 'leave':
    case 'close':
      return closed(state, nameOf(dialog) === 'certified' ? 'certified' : undefined);
    case 'prompted-elsewhere': // Also closes a dialog in the place of the prompt, which nobody would see.
      return state.prompted ? closed(state) : state;
    case 'awaited-elsewhere':
      return isPrompting(state) ? withDialog(state, result({ of: 'logged-in' })) : state;
    case 'submit':
      if (name !== 'form') return state;
      return withDialog(state, afterForm(state));
    case 'incomplete':
      return name === 'sending' ? formAgain(state, { ...form(), incomplete: true }) : state;
    case 'under-way':
      return name === 'sending' ? withDialog(state, { ...dialog, underWay: event.is }) : state;
    case 'answered':
      return name === 'sending' ? afterAnswer(state, event.answer, event.at) : state;
    case 'failed':
      return afterFailure(state, event);
    case 'retry':
      if (name !== 'trouble') return state;
      return withDialog(state, { ...awaiting(dialog.during), after: dialog.failure.code });
    case 'back':
      return back(state);
    case 'login-changed':
      return loginChanged(state, event.typed, event.open);
    case 'signed-out':
      return loggedOut(state);
    case 'recheck':
      return toRecheck(state);
    case 'consent':
      return name === 'consent' ? withDialog(state, { name: 'sending', of: dialog.of }) : state;
    case 'counter':
      return toCounter(state);
    case 'ask-withdrawal': {
      const { of } = event;
      const kept = keptIn(known, of);
      return yields && kept ? withDialog(state, { name: 'question', of, kept }) : state;
    }
    case 'withdraw':
      return name === 'question' ? closed(state) : state;
    case 'loaded': // `transition()` has done it.
    case 'give-up': // Only before the flow has loaded.
    case 'uncertain': // These change no dialog.
    case 'named':
    case 'ready':
    case 'status-wanted':
    case 'refresh':
    case 'seen':
    case 'status-ended':
    case 'claim-withdrawn':
    case 'withdrawal-dropped':
      break;
  }
  return state;
}

/** Takes the queued events, as if they came now. `checking` stood for their dialog. */
function takenOver(state: State): State {
  const stoodForThem = state.dialog.name === 'checking' && state.queued.length > 0;
  const dialog: Dialog = stoodForThem ? { name: 'idle' } : state.dialog;
  let after: State = { ...state, dialog, queued: [] };
  for (const event of state.queued) after = transition(after, event);
  return after;
}

export function transition(state: State, event: ProcedureEvent): State {
  if (event.type === 'loaded') return takenOver(state);
  const after = next({ ...state, known: knownAfter(state, event) }, event, !state.known?.form);
  return sameIfEqual(state, {
    ...after,
    ...requestAfter(state, event, after.dialog),
    withdrawal: withdrawalAfter(state, event, after.dialog),
  });
}
