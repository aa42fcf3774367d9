/**
 * The user's way through the widget: every dialog is a state, and `transition` is the only place that
 * decides which one comes next. Pure: no clock, no request, no DOM. An event that means nothing in a state
 * leaves that very state (same reference), so late answers and double clicks are harmless.
 * Source: the user manual, steps 2 to 10 (`docs/manual.md`).
 */
import type { CertificationAnswer, FieldError, KindView } from '../../bff/contract/wire.ts';
import { problemOf } from '../api/problems.ts';
import { type Failure, type Reference, referenceOf } from '../api/result.ts';
import { isCurrent, isInactive, isInForce, isWaiting, mayCertify } from '../standing.ts';
import { requestAfter } from './asking.ts';
import { DIALOGS } from './dialogs.ts';
import { isKept, nextStep } from './next-step.ts';
import {
  type Dialog,
  IDLE,
  type Kept,
  type Known,
  type Named,
  type ProcedureEvent,
  type Sending,
  type State,
  isCertified,
  isOpenCase,
  knownFrom,
  standingIn,
} from './state.ts';

const show = (state: State, dialog: Dialog): State => ({ ...state, dialog });

/** Without a dialog. */
const closed = ({ known, logins }: State, left?: Named<'idle'>['left']): State => ({
  ...IDLE,
  known,
  logins,
  ...(left && { dialog: { name: 'idle', left } }),
});

const form = (errors: FieldError[] = []): Named<'form'> => ({ name: 'form', errors });
const certified = (before: boolean): Dialog => ({ name: 'certified', before });

const prompt = (known: Known): Dialog => ({ name: 'prompt', refused: nextStep(known).refused });

type Refusal = Omit<Named<'rejected'>, 'name'>;

/** The last submission's reason, when it was refused. */
function lastRefusal(known: Known): Refusal | undefined {
  const { last } = standingIn(known);
  if (last?.outcome !== 'rejected') return undefined;
  const { reason, recheckable = false } = last;
  return { reason, recheckable, reference: referenceOf(last) };
}

function pending(known: Known): Named<'pending'> {
  const { submission } = standingIn(known);
  return { name: 'pending', reference: submission && referenceOf(submission) };
}

/** Shown in the place of the form. */
const hindered = (failure: Failure): Dialog => ({
  name: 'trouble',
  failure,
  during: 'status',
  repeated: false,
});

/** The user's wish is fulfilled already: the unit is certified, and nothing has to be done for it. */
const isDone = ({ known, intent }: State): boolean =>
  intent !== 'replace' && intent !== 'withdraw' && isCurrent(standingIn(known));

/** No attempt is left: the form would be refused. A re-check costs none, and the counter has limits of its own. */
export const isUsedUp = (state: State): boolean =>
  state.intent !== 'recheck' && !isForCounter(state) && state.known?.attempts?.remaining === 0;

/** The unit's case waits at the counter. */
export const hasCase = ({ known }: State): boolean => isOpenCase(known?.case);

/** No register answers for this class of units: the claim can only go to the counter. */
const isForCounter = ({ known, intent }: State): boolean =>
  intent === 'counter' || (intent === 'certify' && known?.form?.source === 'counter');

/** The form, or when attempts are possible again. */
function toForm(state: State, fields = form()): State {
  if (!isUsedUp(state)) return show(state, fields);
  const known = state.known!;
  const reference = lastRefusal(known)?.reference;
  const failure: Failure = { code: 'too-many-attempts', until: known.attempts!.resetsAt };
  return show(state, hindered({ ...failure, ...(reference && { reference }) }));
}

/** The first dialog for someone who asked for the form. `informed`: the user has just read that the authority comes first. */
function opened(state: State, informed = state.dialog.name === 'prompt'): State {
  const { known } = state;
  if (!known) return show(state, { name: 'checking' });
  if (state.intent === 'recheck' && !nextStep(known).recheckable)
    return opened({ ...state, intent: 'certify' }, informed);
  if (isDone(state)) return show(state, certified(true));
  const withdraws = state.intent === 'withdraw';
  if (isWaiting(standingIn(known)) && !withdraws) return show(state, pending(known));
  if (!known.canSubmit) return show(state, { name: hasCase(state) ? 'counter-case' : 'operator' });
  if (withdraws) return toForm(state); // nothing that hinders a claim hinders the agent
  if (known.form?.reason) return show(state, hindered({ code: known.form.reason }));
  if (isForCounter(state)) return atCounter(state, form());
  // A re-check waits until the register says that the unit is active, so the user is not sent to the authority first.
  if (state.intent === 'recheck') return toForm(state);
  if (isInactive(standingIn(known)) && !isUsedUp(state) && !informed) return show(state, prompt(known));
  return toForm(state);
}

/** The unit's case if it has one, else the first dialog on the way to it. */
const atCounter = (state: State, first: Dialog): State =>
  show({ ...state, intent: 'counter' }, caseOr(state, first));

/** `first`, unless the unit has a case, or may open no more for now. */
function caseOr(state: State, first: Dialog): Dialog {
  if (hasCase(state)) return { name: 'counter-case' };
  const { remaining, resetsAt = null } = state.known?.caseAttempts ?? {};
  if (remaining !== 0) return first;
  return { name: 'counter-used-up', failure: { code: 'too-many-attempts', until: resetsAt } };
}

/** The dialog after the form: the claim is sent, or the user is first asked whether the service may keep it. */
function afterForm({ intent }: State): Dialog {
  if (intent === 'counter') return { name: 'consent', of: 'case' };
  return intent === 'recheck' ? { name: 'consent', of: 'recheck' } : { name: 'sending' };
}

const consentAfter = ({ dialog, intent }: State, of: Kept): Dialog => ({
  name: 'consent',
  of,
  refused: { dialog, intent },
});

function toCounter(state: State): State {
  const { name } = state.dialog;
  if (!nextStep(state.known).counter) return state;
  if (name === 'trouble' || name === 'prompt') return atCounter(state, form());
  if (name !== 'rejected') return state;
  const consent = consentAfter(state, 'case');
  return isUsedUp(state) ? atCounter(state, consent) : show(state, caseOr(state, consent));
}

/** Right after a refusal the claim is still in the form. Later the user types it again. */
function toRecheck(state: State): State {
  const { name } = state.dialog;
  if (name === 'rejected') return show(state, consentAfter(state, 'recheck'));
  if (name !== 'trouble' || !nextStep(state.known).recheckable) return state;
  return toForm({ ...state, intent: 'recheck' });
}

function answered(state: State, answer: CertificationAnswer, at: number): State {
  const { outcome, reason, recheckable = false } = answer;
  const reference: Reference = { of: 'submission', id: answer.reference, at };
  switch (outcome) {
    case 'certified':
      return show(state, certified(false));
    case 'pending':
      return show(state, { name: 'pending', reference });
    case 'rejected':
      return show(state, { name: 'rejected', reason, recheckable, reference });
  }
}

/** A claim that waits: decided when the last submission is this one, or when the unit waits no more. */
function waited(state: State, dialog: Named<'pending'>): State {
  const known = state.known!;
  const { reference } = dialog;
  const standing = standingIn(known);
  if (isWaiting(standing)) return reference ? state : show(state, pending(known));
  const own = !!reference && standing.last?.reference === reference.id;
  const refusal = lastRefusal(known);
  if (refusal && (own || !isInForce(standing.status))) return show(state, { name: 'rejected', ...refusal });
  return show(state, own || isDone(state) ? certified(false) : form());
}

/** The prompt, or what hinders a certification. */
function showPrompt(state: State): State {
  const known = state.known!;
  if (isKept(nextStep(known)) || !mayCertify(standingIn(known))) return state;
  const prompted = { ...state, prompted: true };
  return hindrance(prompted) ?? show(prompted, prompt(known));
}

/** The dialog in the place of the form, unless the counter's refusal is the news. */
function hindrance(state: State): State | undefined {
  const after = opened(state, true);
  return after.dialog.name === 'form' || nextStep(state.known).refused ? undefined : after;
}

/** `state` has what is known now. */
function learned(state: State, known: Known, mayPrompt: boolean): State {
  const { dialog } = state;
  const standing = standingIn(known);
  switch (dialog.name) {
    case 'idle':
      return mayPrompt ? showPrompt(state) : state;
    case 'prompt': // 确认 leads to what is known by then.
      if (isCurrent(standing)) return closed(state, 'certified');
      if (isWaiting(standing) || (state.prompted && isKept(nextStep(known)))) return closed(state);
      return hindrance(state) ?? state;
    case 'checking':
      return opened(state);
    case 'pending':
      return waited(state, dialog);
    case 'sending': // Its own answer is on the way.
    case 'certified':
    case 'withdrawn':
      return state;
    case 'login-changed':
      return show(state, { ...dialog, mayPrompt });
    case 'notice':
    case 'operator':
      return isCurrent(standing) ? closed(state, 'certified') : state;
    case 'gate':
      return isCertified(state) ? show(state, certified(true)) : state;
    case 'form': // Opened by the page's word: a form of a class without a source has no field, or goes to the counter.
      return isDone(state) || !!known.form?.reason || (isForCounter(state) && state.intent === 'certify')
        ? opened(state)
        : state;
    case 'counter-withdrawal':
      return isKeptAs('case', state) ? state : closed(state);
    case 'recheck-withdrawal':
      return isKeptAs('recheck', state) ? state : closed(state);
    default:
      return isDone(state) ? show(state, certified(true)) : state;
  }
}

/** The dialog that asks before a kept claim is withdrawn. */
const QUESTIONS = { case: 'counter-withdrawal', recheck: 'recheck-withdrawal' } as const satisfies Record<
  Kept,
  Dialog['name']
>;

const isKeptAs = (of: Kept, state: State): boolean =>
  of === 'case' ? hasCase(state) : !!state.known?.recheck;

/** The request that the dialog waits for. */
export function requestOf(dialog: Dialog): 'status' | Sending | undefined {
  if (dialog.name === 'keeping') return dialog.of;
  if (dialog.name === 'sending') return 'submission';
  return dialog.name === 'checking' ? 'status' : undefined;
}

/** The dialog that waits for the request. */
function waitingFor(request: 'status' | Sending): Named<'checking' | 'sending' | 'keeping'> {
  if (request === 'status') return { name: 'checking' };
  return request === 'submission' ? { name: 'sending' } : { name: 'keeping', of: request };
}

function failed(state: State, { of, failure, hidden }: Extract<ProcedureEvent, { type: 'failed' }>): State {
  const { dialog } = state;
  const during = requestOf(dialog);
  // Nobody would get any further with a dialog that is not shown.
  if (hidden && during !== of && !DIALOGS[dialog.name].yields) return show(state, hindered(failure));
  if (!during || during !== of) return state;
  const { code, errors = [] } = failure;
  if (code === 'already-certified') return show(state, certified(true));
  if (code === 'administrator-required') return show(state, { name: 'operator' });
  if (during === 'case' && code === 'too-many-attempts')
    return show(state, { name: 'counter-used-up', failure });
  if (code === 'case-open') return show(state, { name: 'counter-case', refused: failure.reference });
  const { message, place } = problemOf(code);
  if (during === 'recheck' && message === 'claim-differs')
    return show(
      { ...state, intent: 'recheck' },
      { name: 'recheck-refused', gone: code === 'not-recheckable' },
    );
  if (place === 'fields' && errors.length) return show(state, form(errors));
  return show(state, {
    name: 'trouble',
    failure,
    during,
    repeated: 'after' in dialog && dialog.after === code,
  });
}

/** The dialog has said how the user gets on: the notice would contradict it. After a problem that passes the notice says where to go later. */
const isAnswer = (dialog: Dialog): boolean =>
  !!DIALOGS[dialog.name].answers ||
  (dialog.name === 'trouble' && problemOf(dialog.failure.code).retry !== 'now');

function canceled(state: State): State {
  const { dialog, prompted } = state;
  // A request under way cannot be taken back: the answer comes within seconds.
  if (dialog.name === 'sending' && dialog.underWay) return state;
  switch (dialog.name) {
    case 'login-changed':
      if (dialog.open) return opened(state);
      return state.known && dialog.mayPrompt ? showPrompt(closed(state)) : closed(state);
    case 'certified':
      return closed(state, 'certified');
    case 'notice':
    case 'operator':
      return closed(state, prompted ? 'deferred' : undefined);
    default:
      if (!prompted || DIALOGS[dialog.name].waits) return closed(state);
      return isAnswer(dialog) ? closed(state, 'deferred') : show(state, { name: 'notice' });
  }
}

/** Whether the form leads on from what this dialog tells: it has a button to it, and Escape leads there too. */
export function isCorrectable(state: State): boolean {
  const { dialog } = state;
  if (isUsedUp(state)) return false;
  if (dialog.name === 'rejected') return dialog.reason !== 'unit-not-active';
  if (dialog.name === 'trouble') {
    const { message, retry } = problemOf(dialog.failure.code);
    // When the service could not keep a claim, a corrected one would not help.
    return dialog.during === 'submission' && (retry === 'now' || message === 'agent-differs');
  }
  return dialog.name === 'recheck-refused' && !dialog.gone;
}

/** Whether something typed waits to be sent: nobody leaves the page unintended. */
export function isUnfinished(state: State): boolean {
  const { dialog } = state;
  if (DIALOGS[dialog.name].typed || isCorrectable(state)) return true;
  // A claim that could not be kept is sent again by the button.
  return (
    dialog.name === 'trouble' && dialog.during !== 'status' && problemOf(dialog.failure.code).retry === 'now'
  );
}

function back(state: State): State {
  const { dialog } = state;
  if (dialog.name === 'consent' && dialog.refused) return { ...state, ...dialog.refused };
  if (dialog.name === 'rejected' && dialog.reason === 'agent-without-record')
    return toForm(state, { ...form(), focus: 'agent' });
  return DIALOGS[dialog.name].back ? toForm(state) : state;
}

/** Nothing of the former user stays. */
function loginChanged(state: State, typed: boolean, open: boolean): State {
  const ended: State = { ...IDLE, logins: state.logins + 1 };
  if (state.dialog.name === 'login-changed' || (typed && isUnfinished(state)))
    return show(ended, { name: 'login-changed', open, mayPrompt: false });
  return open ? opened(ended) : ended;
}

/** The real-name certification's part has changed. */
const changed = (known: Known, change: (view: KindView) => KindView): Known => ({
  ...known,
  kinds: known.kinds.map((view) => (view.kind === 'real-name' ? change(view) : view)),
});

/** Nothing is due any more, and no claim waits. */
const renewed = ({ kind }: KindView): KindView => ({ kind, status: 'certified' });

/** A certification in force stays so while a claim waits, and when it is refused. */
function viewAfter(view: KindView, { outcome, reference }: CertificationAnswer, at: number): KindView {
  switch (outcome) {
    case 'certified':
      return renewed(view);
    case 'pending': {
      const submission = { reference, at: new Date(at).toISOString() };
      return { ...view, ...(!isInForce(view.status) && { status: 'pending' }), submission };
    }
    case 'rejected':
      return view;
  }
}

/** All that is known after the event. An answer says something of the unit before the status arrives. */
function knownAfter({ known }: State, event: ProcedureEvent): Known | undefined {
  switch (event.type) {
    case 'known':
      return event.known;
    case 'uncertain':
      return undefined;
    case 'answered': {
      const { answer, at } = event;
      const before = { ...(known ?? knownFrom('uncertified')), attempts: answer.attempts };
      return changed(before, (view) => viewAfter(view, answer, at));
    }
    case 'withdrawn':
      return known && changed(known, (view) => ({ ...view, due: event.due }));
    case 'failed':
      if (event.failure.code !== 'already-certified') return known;
      return changed(known ?? knownFrom('certified'), renewed);
    default:
      return known;
  }
}

function withdrawalAfter({ known, withdrawal, dialog }: State, event: ProcedureEvent): State['withdrawal'] {
  switch (event.type) {
    case 'withdraw':
      return withdrawal?.step !== 'sending' && dialog.name === QUESTIONS[event.of]
        ? { of: event.of, step: 'sending', ...(event.of === 'case' && { reference: known?.case?.reference }) }
        : withdrawal;
    case 'claim-withdrawn':
      if (!withdrawal || (withdrawal.reference && withdrawal.reference === known?.case?.reference))
        return undefined;
      return { ...withdrawal, step: 'withdrawn' };
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

function next(state: State, event: ProcedureEvent): State {
  const { known, dialog } = state;
  const { name } = dialog;
  const during = requestOf(dialog);
  const { yields } = DIALOGS[name];
  switch (event.type) {
    case 'known':
      return learned(state, event.known, event.mayPrompt);
    case 'open':
      return yields
        ? opened({ ...state, prompted: false, intent: event.intent ?? 'certify' }, event.informed)
        : state;
    case 'confirm':
      return name === 'prompt' ? opened(state) : state;
    case 'gate':
      // The gate asks for a certification: it is skipped when a claim is checked already, or the user may not submit one.
      if (isWaiting(standingIn(known)) || known?.canSubmit === false) return next(state, { type: 'open' });
      return yields ? show(state, { name: 'gate' }) : state;
    case 'cancel':
      return canceled(state);
    case 'dismiss':
      return isCorrectable(state) || name === 'consent' ? back(state) : canceled(state);
    case 'close':
      return closed(state, name === 'certified' ? 'certified' : undefined);
    case 'prompted-elsewhere': // Also closes a dialog in the place of the prompt, which nobody would see.
      return state.prompted ? closed(state) : state;
    case 'submit':
      if (name !== 'form') return state;
      return show(state, afterForm(state));
    case 'under-way':
      return name === 'sending' ? show(state, { ...dialog, underWay: event.is }) : state;
    case 'answered':
      return name === 'sending' ? answered(state, event.answer, event.at) : state;
    case 'withdrawn':
      return name === 'sending' ? show(state, { name: 'withdrawn', due: event.due }) : state;
    case 'failed':
      return failed(state, event);
    case 'retry':
      if (name !== 'trouble') return state;
      return show(state, { ...waitingFor(dialog.during), after: dialog.failure.code });
    case 'back':
      return back(state);
    case 'login-changed':
      return loginChanged(state, event.typed, event.open);
    case 'signed-out':
      return { ...IDLE, logins: state.logins + 1 };
    case 'recheck':
      return toRecheck(state);
    case 'consent':
      return name === 'consent' ? show(state, { name: 'keeping', of: dialog.of }) : state;
    case 'recheck-kept':
      return during === 'recheck' ? show(state, { name: 'recheck-kept', until: event.until }) : state;
    case 'counter':
      return toCounter(state);
    case 'case-opened':
      return during === 'case'
        ? show(state, { name: 'counter-case', opened: { ...event.answer, at: event.at } })
        : state;
    case 'ask-withdrawal':
      return yields && isKeptAs(event.of, state) ? show(state, { name: QUESTIONS[event.of] }) : state;
    case 'withdraw':
      return name === QUESTIONS[event.of] ? closed(state) : state;
    case 'uncertain': // These change no dialog.
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

export function transition(state: State, event: ProcedureEvent): State {
  const after = next({ ...state, known: knownAfter(state, event) }, event);
  const whole: State = {
    ...after,
    ...requestAfter(state, event, after.dialog),
    withdrawal: withdrawalAfter(state, event),
  };
  return (Object.keys(whole) as (keyof State)[]).every((key) => whole[key] === state[key]) ? state : whole;
}
