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
import type { TemplateResult } from 'lit/html.js';
import type { Failure, FailureCode } from './failure.ts';
import type { Locale } from './locales/words.ts';

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

/** A dialog of a chunk that few visitors need: the gate, the re-check. */
export interface Aside {
  /** Tells one dialog from the next, for whoever only hears them. */
  name: string;
  view(language: Locale): TemplateResult;
}

/** `prompted`: it began with the prompt, so that leaving leads to the notice. */
export type State = { prompted: boolean } & (
  | { name: 'idle' }
  /** The form is wanted, the status not known yet. Shows nothing. */
  | { name: 'checking'; after?: FailureCode }
  /** `lapsed`: it was certified before. */
  | { name: 'prompt'; lapsed: boolean }
  | { name: 'notice' }
  | { name: 'operator' }
  | { name: 'form'; errors: FieldError[] }
  /** `after`: what went wrong the last time. */
  | { name: 'sending'; after?: FailureCode }
  /** `before`: it was certified already. */
  | { name: 'certified'; before: boolean }
  | { name: 'rejected'; reason: Reason | undefined; attempts: Attempts | undefined; recheckable: boolean }
  /** `stalled`: no longer asked for. */
  | { name: 'pending'; stalled: boolean }
  /** `again`: a retry has met the same. */
  | { name: 'trouble'; failure: Failure; during: 'checking' | 'sending'; again: boolean }
  | { name: 'aside'; aside: Aside }
);

export type FlowEvent =
  /** The status came, or came anew. `ask`: the prompt may be shown. */
  | { type: 'known'; known: Known; ask: boolean }
  | { type: 'open'; known: Known | undefined }
  | { type: 'confirm'; known: Known | undefined }
  /** 取消, 确定, 关闭, 完成, Escape: the user leaves this dialog. */
  | { type: 'cancel' }
  | { type: 'close' }
  | { type: 'submit' }
  | { type: 'answered'; answer: CertificationAnswer }
  | { type: 'failed'; failure: Failure }
  | { type: 'retry' }
  | { type: 'back' }
  | { type: 'aside'; aside: Aside }
  /** The status was asked for long enough. */
  | { type: 'stalled' };

export const IDLE: State = { name: 'idle', prompted: false };

/** What tells one dialog from the next. */
export const dialogOf = (state: State): string => (state.name === 'aside' ? state.aside.name : state.name);

const form = (prompted: boolean, errors: FieldError[] = []): State => ({ name: 'form', prompted, errors });
const certified = (prompted: boolean, before: boolean): State => ({ name: 'certified', prompted, before });
const pending = (prompted: boolean, stalled = false): State => ({ name: 'pending', prompted, stalled });
const operator = (prompted: boolean): State => ({ name: 'operator', prompted });
const notice: State = { name: 'notice', prompted: true };

/** The first dialog for someone who asked for the form. */
function opened(known: Known | undefined, prompted: boolean): State {
  if (!known) return { name: 'checking', prompted };
  const { status, canSubmit, attempts } = known;
  if (status === 'certified') return certified(prompted, true);
  if (status === 'pending') return pending(prompted);
  if (!canSubmit) return operator(prompted);
  if (attempts?.remaining !== 0) return form(prompted);
  const failure: Failure = { code: 'too-many-attempts', until: attempts.resetsAt };
  return { name: 'trouble', prompted, failure, during: 'checking', again: false };
}

type Decided = Pick<CertificationAnswer, 'outcome' | 'reason' | 'recheckable'> & {
  attempts?: Attempts | undefined;
};

function answered(prompted: boolean, answer: Decided): State {
  const { outcome, reason, attempts, recheckable = false } = answer;
  if (outcome === 'certified') return certified(prompted, false);
  if (outcome === 'pending') return pending(prompted);
  return { name: 'rejected', prompted, reason, attempts, recheckable };
}

function learned(state: State, known: Known, ask: boolean): State {
  const { status, canSubmit, refused: reason, attempts } = known;
  const { name, prompted } = state;
  switch (name) {
    case 'idle':
      if (!ask || (status !== 'uncertified' && status !== 'lapsed')) return state;
      return canSubmit ? { name: 'prompt', prompted: true, lapsed: status === 'lapsed' } : operator(true);
    case 'prompt': // It does not change under the user's finger: 确认 leads to what is known by then.
      return status === 'certified' || status === 'pending' ? IDLE : state;
    case 'checking':
      return opened(known, prompted);
    case 'pending':
      if (status === 'pending') return state;
      if (status !== 'certified' && !reason) return form(prompted);
      return answered(prompted, {
        outcome: status === 'certified' ? status : 'rejected',
        reason,
        attempts,
        ...(reason === 'registry-mismatch' && { recheckable: true }),
      });
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

function failed(state: State, failure: Failure): State {
  const { prompted } = state;
  if (state.name !== 'sending' && state.name !== 'checking') return state;
  switch (failure.code) {
    case 'already-certified':
      return certified(prompted, true);
    case 'administrator-required':
      return operator(prompted);
    case 'invalid-fields':
      return form(prompted, failure.errors);
    default:
      return { name: 'trouble', prompted, failure, during: state.name, again: state.after === failure.code };
  }
}

function cancelled(state: State): State {
  switch (state.name) {
    case 'sending': // What is under way cannot be taken back: the answer comes within seconds.
      return state;
    case 'prompt':
    case 'form':
    case 'rejected':
    case 'trouble':
    case 'aside':
      return state.prompted ? notice : IDLE;
    default:
      return IDLE;
  }
}

export function transition(state: State, event: FlowEvent): State {
  const { name, prompted } = state;
  switch (event.type) {
    case 'known':
      return learned(state, event.known, event.ask);
    case 'open':
      if (!/idle|prompt|notice|aside/.test(name)) return state;
      return opened(event.known, false);
    case 'confirm':
      return name === 'prompt' ? opened(event.known, prompted) : state;
    case 'cancel':
      return cancelled(state);
    case 'close':
      return IDLE;
    case 'submit':
      return name === 'form' ? { name: 'sending', prompted } : state;
    case 'answered':
      return name === 'sending' ? answered(prompted, event.answer) : state;
    case 'failed':
      return failed(state, event.failure);
    case 'retry':
      return name === 'trouble' ? { name: state.during, prompted, after: state.failure.code } : state;
    case 'back':
      return /rejected|trouble|sending|aside/.test(name) ? form(prompted) : state;
    case 'stalled':
      return name === 'pending' ? pending(prompted, true) : state;
    case 'aside':
      return /idle|prompt|notice|rejected|aside/.test(name)
        ? { name: 'aside', prompted, aside: event.aside }
        : state;
  }
}
