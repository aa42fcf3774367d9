/**
 * The user's way through the widget: every dialog is a state, and `transition` is the only place that
 * decides which one comes next. Pure: no clock, no request, no DOM. An event that means nothing in a state
 * leaves that very state (same reference), so late answers and double clicks are harmless.
 * Source: flows.md A.2-A.6.
 */
import type {
  Attempts,
  CertificationAnswer,
  CertificationStatus,
  FieldError,
  Reason,
  Status,
} from '../bff/contract/wire.ts';
import type { Failure } from './failure.ts';

/** What of the real-name certification decides which dialog comes. */
export interface Known {
  status: Status;
  /** False for operators. */
  canSubmit: boolean;
  /** Why the last submission was refused, when it was. */
  refused?: Reason | undefined;
  attempts?: Attempts | undefined;
}

export function knownFrom({ kinds, canSubmit, attempts }: CertificationStatus): Known {
  const kind = kinds.find((view) => view.kind === 'real-name');
  return { status: kind?.status ?? 'not-open', canSubmit, attempts, refused: kind?.last?.reason };
}

/** Whether the dialogs were started by the prompt: leaving them then leads to the notice. */
interface Started {
  prompted: boolean;
}

export type State =
  | { name: 'idle' }
  /** The form is wanted, the status not known yet. Shows nothing. */
  | ({ name: 'checking' } & Started)
  | { name: 'prompt'; canSubmit: boolean }
  | { name: 'notice' }
  | ({ name: 'operator' } & Started)
  | ({ name: 'form'; errors: FieldError[] } & Started)
  | ({ name: 'sending' } & Started)
  | ({ name: 'certified'; before: boolean } & Started)
  | ({ name: 'rejected'; reason?: Reason; attempts?: Attempts; recheckable: boolean } & Started)
  | ({ name: 'pending'; stalled: boolean } & Started)
  | ({ name: 'trouble'; failure: Failure; during: 'checking' | 'sending' } & Started);

export type FlowEvent =
  /** The status came, or came anew. `ask`: the prompt may be shown. */
  | { type: 'known'; known: Known; ask: boolean }
  | { type: 'open'; known: Known | undefined }
  | { type: 'confirm' }
  /** 取消, 确定, 关闭, 完成, Escape: the user leaves this dialog. */
  | { type: 'cancel' }
  | { type: 'close' }
  | { type: 'submit' }
  | { type: 'answered'; answer: CertificationAnswer }
  | { type: 'failed'; failure: Failure }
  | { type: 'retry' }
  | { type: 'back' }
  /** The status was asked for long enough. */
  | { type: 'stalled' };

export const IDLE: State = { name: 'idle' };

const form = (prompted: boolean, errors: FieldError[] = []): State => ({ name: 'form', prompted, errors });
const certified = (prompted: boolean, before: boolean): State => ({ name: 'certified', prompted, before });
const startedBy = (state: State): boolean => 'prompted' in state && state.prompted;

/** The first dialog for someone who asked for the form. */
const opened = ({ status, canSubmit }: Known, prompted: boolean): State =>
  status === 'certified'
    ? certified(prompted, true)
    : status === 'pending'
      ? { name: 'pending', prompted, stalled: false }
      : canSubmit
        ? form(prompted)
        : { name: 'operator', prompted };

function learned(state: State, known: Known, ask: boolean): State {
  const { status, canSubmit, refused, attempts } = known;
  const prompted = startedBy(state);
  switch (state.name) {
    case 'idle':
      if (!ask || (status !== 'uncertified' && status !== 'lapsed')) return state;
      return canSubmit ? { name: 'prompt', canSubmit } : { name: 'operator', prompted: true };
    case 'prompt':
      if (status === 'certified' || status === 'pending') return IDLE;
      // The dialog does not change under the user's finger: 确认 leads an operator to his own one.
      return canSubmit === state.canSubmit ? state : { name: 'prompt', canSubmit };
    case 'checking':
      return opened(known, prompted);
    case 'pending':
      if (status === 'certified') return certified(prompted, false);
      if (status === 'pending') return state;
      return refused && refused !== 'registry-unavailable'
        ? { name: 'rejected', prompted, reason: refused, recheckable: false, ...(attempts && { attempts }) }
        : form(prompted);
    case 'sending': // Its own answer is on the way.
    case 'certified':
      return state;
    case 'notice':
    case 'operator':
      return status === 'certified' ? IDLE : state;
    default:
      return status === 'certified' ? certified(prompted, true) : state;
  }
}

function answered(prompted: boolean, { outcome, reason, attempts, recheckable }: CertificationAnswer): State {
  if (outcome === 'certified') return certified(prompted, false);
  if (outcome === 'pending') return { name: 'pending', prompted, stalled: false };
  return { name: 'rejected', prompted, attempts, recheckable: !!recheckable, ...(reason && { reason }) };
}

function failed(state: State, failure: Failure): State {
  if (state.name !== 'sending' && state.name !== 'checking') return state;
  const { name: during, prompted } = state;
  if (failure.code === 'already-certified') return certified(prompted, true);
  if (failure.code === 'administrator-required') return { name: 'operator', prompted };
  if (failure.code === 'invalid-fields') return form(prompted, failure.errors);
  return { name: 'trouble', prompted, failure, during };
}

function cancelled(state: State): State {
  switch (state.name) {
    case 'prompt':
      return { name: 'notice' };
    case 'sending': // What is under way cannot be taken back: the answer comes within seconds.
      return state;
    case 'form':
    case 'rejected':
    case 'trouble':
      return state.prompted ? { name: 'notice' } : IDLE;
    default:
      return IDLE;
  }
}

export function transition(state: State, event: FlowEvent): State {
  const prompted = startedBy(state);
  switch (event.type) {
    case 'known':
      return learned(state, event.known, event.ask);
    case 'open':
      if (state.name !== 'idle' && state.name !== 'prompt' && state.name !== 'notice') return state;
      return event.known ? opened(event.known, false) : { name: 'checking', prompted: false };
    case 'confirm':
      if (state.name !== 'prompt') return state;
      return state.canSubmit ? form(true) : { name: 'operator', prompted: true };
    case 'cancel':
      return cancelled(state);
    case 'close':
      return IDLE;
    case 'submit':
      return state.name === 'form' ? { name: 'sending', prompted } : state;
    case 'answered':
      return state.name === 'sending' ? answered(prompted, event.answer) : state;
    case 'failed':
      return failed(state, event.failure);
    case 'retry':
      return state.name === 'trouble' ? { name: state.during, prompted } : state;
    case 'back':
      return ['rejected', 'trouble', 'sending'].includes(state.name) ? form(prompted) : state;
    case 'stalled':
      return state.name === 'pending' ? { ...state, stalled: true } : state;
  }
}
