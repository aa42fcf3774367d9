/**
 * The procedure until the flow has loaded: it asks for the status and prompts. Everything else that
 * the page or the user wants is queued in the state for the flow. Pure.
 */
import { knownAfter, requestAfter } from './asking.ts';
import { type Known, standingIn, stepTraits } from './known.ts';
import {
  type Asking,
  type FlowEvent,
  IDLE,
  type Named,
  type ProcedureEvent,
  type RequestEvent,
  type State,
  isLeaving,
} from './state.ts';

/** Without a dialog. */
export const closed = ({ known, logins }: State, outcome?: Named<'idle'>['outcome']): State => ({
  ...IDLE,
  known,
  logins,
  ...(outcome && { dialog: { name: 'idle', outcome } }),
});

/** The login has ended: nothing of its user stays. */
export const loggedOut = ({ logins }: State): State => ({ ...IDLE, logins: logins + 1 });

/** `after`, or the very state before when they are equal. */
export const sameIfEqual = (before: State, after: State): State =>
  (Object.keys(after) as (keyof State)[]).every((key) => after[key] === before[key]) ? before : after;

const queue = (state: State, event: ProcedureEvent): State => ({
  ...state,
  queued: [...state.queued, event],
});

/** The user or the page waits for a dialog of the flow. */
const isAwaited = ({ queued }: State): boolean => queued.some(({ type }) => type !== 'prompt-due');

/**
 * The prompt that the status opens by itself. `usual`: to a unit that certifies for the first time,
 * the only one that the entry script has. `other`: the flow finds which. Undefined: none.
 */
export function promptFor(known: Known): 'usual' | 'other' | undefined {
  if (!stepTraits(known)?.prompts) return undefined;
  const { step, ways, reason } = known.next;
  const isFirst = step === 'certify' && ways[0] === 'certify' && !reason;
  return isFirst && standingIn(known).status === 'uncertified' ? 'usual' : 'other';
}

/** `state` has what is known now. */
function learned(state: State, mayPrompt: boolean): State {
  if (isAwaited(state)) return state;
  const asksAlready = state.dialog.name === 'prompt' || state.queued.length > 0;
  switch (mayPrompt || asksAlready ? promptFor(state.known!) : undefined) {
    case 'usual':
      return { ...closed(state), prompted: true, dialog: { name: 'prompt' } };
    case 'other':
      return { ...closed(state), queued: [{ type: 'prompt-due' }] };
    case undefined:
      return asksAlready ? closed(state) : state;
  }
}

function left(state: State): State {
  const wasCanceled = state.queued.some(isLeaving);
  return closed(state, state.prompted && wasCanceled ? 'deferred' : undefined);
}

/** Only for these events, so that a new one does not compile until it has its place below. */
const unchanged = (state: State, _: RequestEvent | FlowEvent): State => state;

function next(state: State, event: ProcedureEvent): State {
  const { name } = state.dialog;
  switch (event.type) {
    case 'known':
      return learned(state, event.mayPrompt);
    case 'open':
      return queue({ ...state, prompted: false, dialog: { name: 'checking' } }, event);
    case 'gate':
      return queue({ ...state, dialog: { name: 'checking' } }, event);
    case 'confirm':
      return name === 'prompt' ? queue(state, event) : state;
    case 'cancel':
    case 'dismiss':
      return name === 'prompt' ? queue(state, event) : closed(state);
    case 'give-up':
      return left(state);
    case 'failed': // The flow says it where somebody waits for the form.
      return name === 'checking' ? queue(state, event) : state;
    case 'close':
      return closed(state);
    case 'prompted-elsewhere':
      return state.prompted ? closed(state) : state;
    case 'login-changed':
      return event.open ? next(loggedOut(state), { type: 'open' }) : loggedOut(state);
    case 'signed-out':
      return loggedOut(state);
    default:
      return unchanged(state, event);
  }
}

/** As `transition()`, which goes on with the same state once the flow has loaded. */
export function begin(state: State, event: ProcedureEvent): State {
  const after = next({ ...state, known: knownAfter(state, event) }, event);
  // Where the status is known, `checking` waits for the flow only, so it asks for no status.
  return sameIfEqual(state, {
    ...after,
    ...requestAfter(state, event, after.known ? state.dialog : after.dialog),
  });
}

export interface FirstEffects {
  /** The login has ended: ends what its user began. */
  forgetUser(): void;
  /** The last dialog is left. */
  leaveDialogs(outcome: Named<'idle'>['outcome']): void;
  fetchStatus(asking: Asking): void;
}

/** The effects of a change of state, also before the flow has loaded. */
export function enterFirst({ logins, asking, dialog }: State, before: State, effects: FirstEffects): void {
  if (logins !== before.logins) effects.forgetUser();
  if (asking && asking !== before.asking) effects.fetchStatus(asking);
  if (dialog.name === 'idle' && before.dialog.name !== 'idle') effects.leaveDialogs(dialog.outcome);
}
