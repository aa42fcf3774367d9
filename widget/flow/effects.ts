/** What begins when a state is entered: the only place that says so. The handlers are the controllers'. */
import type { State, StateName } from './state.ts';

export type Effect =
  /** Who waits for the end of the flow hears of it. */
  | 'finish'
  | 'ask-status'
  /** Asks although a status is known: the unit may have been certified elsewhere since. */
  | 'refresh-status'
  /** Asks for the status until the claim is decided. */
  | 'poll-status'
  /** Shows the server's errors at their fields. */
  | 'show-errors'
  | 'submit'
  | 'forget-numbers'
  /** Counts the seconds until a retry makes sense. */
  | 'count-down'
  | 'apply-recheck';

interface Entry {
  effect: Effect;
  /** It begins again when the element comes back to the page: leaving has ended it. */
  resumes?: true;
}

export const EFFECTS = {
  idle: { effect: 'finish' },
  checking: { effect: 'ask-status', resumes: true },
  prompt: null,
  notice: null,
  operator: null,
  form: { effect: 'show-errors' },
  sending: { effect: 'submit', resumes: true },
  certified: { effect: 'forget-numbers' },
  rejected: null,
  pending: { effect: 'poll-status', resumes: true },
  trouble: { effect: 'count-down' },
  gate: { effect: 'refresh-status' },
  'recheck-consent': null,
  'recheck-sending': { effect: 'apply-recheck', resumes: true },
  'recheck-kept': null,
  'recheck-refused': null,
  'login-changed': null,
} as const satisfies Record<StateName, Entry | null>;

type Table = typeof EFFECTS;

/** The states that have an effect. */
export type StateWith<E extends Effect> = Extract<
  State,
  { name: { [Name in StateName]: Table[Name] extends { effect: E } ? Name : never }[StateName] }
>;

/** Each handler is called with the state that was entered. */
export type EffectHandlers = { [E in Effect]?: (state: StateWith<E>) => void };

/** `resuming`: the element has come back to the page with this state. */
export function effectOf(state: State, resuming = false): Effect | undefined {
  const entry: Entry | null = EFFECTS[state.name];
  // It has begun when the state was entered.
  if (!resuming && state.name === 'sending' && state.underWay !== undefined) return undefined;
  return entry && (!resuming || entry.resumes) ? entry.effect : undefined;
}
