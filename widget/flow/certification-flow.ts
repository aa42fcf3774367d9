/**
 * The user's way through the widget: every dialog is a state, and `transition` is the only place that
 * decides which one comes next. Pure: no clock, no request, no DOM. An event that means nothing in a state
 * leaves that very state (same reference), so late answers and double clicks are harmless.
 * Source: the user manual, steps 2 to 10 (`docs/manual.md`).
 */
import type { Attempts, CertificationAnswer, FieldError, LapseReason } from '../../bff/contract/wire.ts';
import { problemOf } from '../api/problems.ts';
import type { Failure } from '../api/result.ts';
import { type FlowEvent, IDLE, type Known, type State } from './state.ts';

const form = (prompted: boolean, errors: FieldError[] = []): Extract<State, { name: 'form' }> => ({
  name: 'form',
  prompted,
  errors,
});
const asked = (lapsed: boolean, lapse: LapseReason | undefined): State => ({
  name: 'prompt',
  prompted: true,
  lapsed,
  ...(lapse && { lapse }),
});
const certified = (prompted: boolean, before: boolean): State => ({ name: 'certified', prompted, before });
const pending = (prompted: boolean, stalled = false): State => ({ name: 'pending', prompted, stalled });
/** The attempts that a state knows of, when none is left: the form would be refused. */
const usedUpIn = (state: State): Attempts | undefined =>
  'attempts' in state && state.attempts?.remaining === 0 ? state.attempts : undefined;
/** Told in the place of the form. */
const hindered = (prompted: boolean, failure: Failure): State => ({
  name: 'trouble',
  prompted,
  failure,
  during: 'checking',
  repeated: false,
});
const usedUp = (prompted: boolean, { resetsAt }: Attempts): State =>
  hindered(prompted, { code: 'too-many-attempts', until: resetsAt });
const operator = (prompted: boolean): State => ({ name: 'operator', prompted });
const left = (how: 'certified' | 'deferred'): State => ({ name: 'idle', prompted: false, left: how });

/** The first dialog for someone who asked for the form. */
function opened(known: Known | undefined, prompted: boolean): State {
  if (!known) return { name: 'checking', prompted };
  const { status, canSubmit, attempts, noSource } = known;
  if (status === 'certified') return certified(prompted, true);
  if (status === 'pending') return pending(prompted);
  if (!canSubmit) return operator(prompted);
  if (noSource) return hindered(prompted, { code: 'no-source' });
  return attempts?.remaining === 0 ? usedUp(prompted, attempts) : form(prompted);
}

type Decision = Pick<CertificationAnswer, 'outcome' | 'reason' | 'recheckable'> & {
  attempts?: Attempts | undefined;
};

function answered(prompted: boolean, decision: Decision): State {
  const { outcome, reason, attempts, recheckable = false } = decision;
  switch (outcome) {
    case 'certified':
      return certified(prompted, false);
    case 'pending':
      return pending(prompted);
    case 'rejected':
      return { name: 'rejected', prompted, reason, attempts, recheckable };
  }
}

function learned(state: State, known: Known, ask: boolean): State {
  const { status, canSubmit, refused: reason, attempts, lapse, rechecked, noSource } = known;
  const { name, prompted } = state;
  switch (name) {
    case 'idle':
      if (!ask || rechecked || (status !== 'uncertified' && status !== 'lapsed')) return state;
      return canSubmit && !noSource ? asked(status === 'lapsed', lapse) : opened(known, true);
    case 'prompt': // It does not change under the user's finger: 确认 leads to what is known by then.
      if (status === 'certified') return left('certified');
      if (status === 'pending' || rechecked) return IDLE;
      return state.lapsed && lapse && !state.lapse ? asked(true, lapse) : state;
    case 'checking':
      return opened(known, prompted);
    case 'pending':
      if (status === 'pending') return state;
      if (status === 'certified') return certified(prompted, false);
      if (!reason) return form(prompted);
      return answered(prompted, {
        outcome: 'rejected',
        reason,
        attempts,
        // As the service answers a submission.
        ...((reason === 'registry-mismatch' || reason === 'unit-not-active') && { recheckable: true }),
      });
    case 'sending': // Its own answer is on the way.
    case 'certified':
      return state;
    case 'login-changed':
      return { ...state, next: { known, ask } };
    case 'notice':
    case 'operator':
      return status === 'certified' ? left('certified') : state;
    case 'form':
    case 'rejected':
    case 'trouble':
    case 'gate':
    case 'recheck-consent':
    case 'recheck-sending':
    case 'recheck-kept':
    case 'recheck-refused':
      return status === 'certified' ? certified(prompted, true) : state;
  }
}

/** A state that has started a request which has failed. */
function failed(
  state: Extract<State, { name: 'checking' | 'sending' | 'recheck-sending' }>,
  failure: Failure,
): State {
  const { name: during, prompted, after } = state;
  const { code, errors = [] } = failure;
  if (code === 'already-certified') return certified(prompted, true);
  if (code === 'administrator-required') return operator(prompted);
  if (problemOf(code).place === 'fields' && errors.length) return form(prompted, errors);
  const attempts = 'attempts' in state && { attempts: state.attempts };
  return { name: 'trouble', prompted, failure, during, repeated: after === code, ...attempts };
}

function retried({ prompted, during, failure, attempts }: Extract<State, { name: 'trouble' }>): State {
  const again = { prompted, after: failure.code };
  return during === 'recheck-sending' ? { name: during, ...again, attempts } : { name: during, ...again };
}

/** Of the automatic re-check. */
function recheckFailed(state: Extract<State, { name: 'recheck-sending' }>, failure: Failure): State {
  const { message, place } = problemOf(failure.code);
  if (message !== 'claim-differs' && place !== 'fields') return failed(state, failure);
  return { name: 'recheck-refused', prompted: state.prompted, attempts: state.attempts };
}

function canceled(state: State): State {
  switch (state.name) {
    case 'sending': // What is under way cannot be taken back: the answer comes within seconds.
      if (state.underWay) return state;
      return state.prompted ? { name: 'notice', prompted: true } : IDLE;
    case 'login-changed': {
      const { open, next } = state;
      if (open) return opened(next?.known, false);
      return next ? learned(IDLE, next.known, next.ask) : IDLE;
    }
    case 'certified':
      return left('certified');
    case 'notice':
    case 'operator':
      return state.prompted ? left('deferred') : IDLE;
    case 'prompt':
    case 'checking':
    case 'form':
    case 'rejected':
    case 'trouble':
    case 'gate':
    case 'recheck-consent':
    case 'recheck-sending':
    case 'recheck-kept':
    case 'recheck-refused':
      return state.prompted ? { name: 'notice', prompted: true } : IDLE;
    case 'idle':
    case 'pending':
      return IDLE;
  }
}

/** Whether the form leads on from what this dialog tells: it has a button to it, and Escape leads there too. */
export function isCorrectable(state: State): boolean {
  if (usedUpIn(state)) return false;
  if (state.name === 'rejected') return state.reason !== 'unit-not-active';
  if (state.name === 'trouble')
    return state.during !== 'checking' && problemOf(state.failure.code).retry === 'now';
  return state.name === 'recheck-refused';
}

/** Whether something typed waits to be sent: nobody leaves the page unintended. */
export function isUnfinished(state: State): boolean {
  switch (state.name) {
    case 'form':
    case 'sending':
    case 'recheck-consent':
    case 'recheck-sending':
      return true;
    default:
      return isCorrectable(state);
  }
}

/** Whether a dialog of the page's choice may take this one's place. */
function yields({ name }: State): boolean {
  return name === 'idle' || name === 'prompt' || name === 'notice' || name === 'gate';
}

function returnsToForm({ name }: State): boolean {
  switch (name) {
    case 'rejected':
    case 'trouble':
    case 'sending':
    case 'recheck-consent':
    case 'recheck-sending':
    case 'recheck-kept':
    case 'recheck-refused':
      return true;
    default:
      return false;
  }
}

/** Nothing of the former user stays. */
function loginChanged(state: State, typed: boolean, open: boolean): State {
  if (state.name === 'login-changed' || (typed && isUnfinished(state)))
    return { name: 'login-changed', prompted: false, open };
  return open ? opened(undefined, false) : IDLE;
}

export function transition(state: State, event: FlowEvent): State {
  const { name, prompted } = state;
  const none = usedUpIn(state);
  switch (event.type) {
    case 'known':
      return learned(state, event.known, event.ask);
    case 'open':
      return yields(state) ? opened(event.known, false) : state;
    case 'confirm':
      return name === 'prompt' ? opened(event.known, prompted) : state;
    case 'gate':
      return yields(state) ? { name: 'gate', prompted, business: event.business } : state;
    case 'cancel':
      return canceled(state);
    case 'dismiss':
      return isCorrectable(state) ? transition(state, { type: 'back' }) : canceled(state);
    case 'close':
      return name === 'certified' ? left('certified') : IDLE;
    case 'submit':
      return name === 'form' ? { name: 'sending', prompted } : state;
    case 'under-way':
      return name === 'sending' ? { ...state, underWay: event.is } : state;
    case 'answered':
      return name === 'sending' ? answered(prompted, event.answer) : state;
    case 'failed':
      if (event.of === 'status') return name === 'checking' ? failed(state, event.failure) : state;
      if (event.of === 'submission') return name === 'sending' ? failed(state, event.failure) : state;
      return name === 'recheck-sending' ? recheckFailed(state, event.failure) : state;
    case 'retry':
      return name === 'trouble' ? retried(state) : state;
    case 'back':
      if (none) return usedUp(prompted, none);
      if (name === 'rejected' && state.reason === 'agent-without-record')
        return { ...form(prompted), focus: 'agent' };
      return returnsToForm(state) ? form(prompted) : state;
    case 'login-changed':
      return loginChanged(state, event.typed, event.open);
    case 'recheck':
      return name === 'rejected' ? { name: 'recheck-consent', prompted, attempts: state.attempts } : state;
    case 'consent':
      return name === 'recheck-consent'
        ? { name: 'recheck-sending', prompted, attempts: state.attempts }
        : state;
    case 'recheck-kept':
      return name === 'recheck-sending' ? { name: 'recheck-kept', prompted, until: event.until } : state;
    case 'stalled':
      return name === 'pending' ? pending(prompted, true) : state;
  }
}
