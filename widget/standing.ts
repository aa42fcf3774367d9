/** How a unit stands: in force, due when, and whether the prompt asks. Pure. */
import type { NextStep, Step } from '../bff/contract/next.ts';
import type { Due, KindView, Status } from '../bff/contract/wire.ts';

/** The real-name certification's part of a status. */
export interface Standing {
  status: Status;
  /** The certification ends then unless it is renewed. */
  due?: Due | undefined;
}

/** The prompt asks for a renewal in the last 14 days. Milliseconds. */
const ASKED_BEFORE = 14 * 24 * 60 * 60_000;

interface Kinds {
  kinds: readonly KindView[];
}

/** Undefined when the answer has no such kind. */
export const realNameOf = ({ kinds }: Kinds): KindView | undefined =>
  kinds.find(({ kind }) => kind === 'real-name');

/** The unit may do business. A certification that is due is in force until it ends. */
export const isInForce = (status: Status | undefined): boolean => status === 'certified';

/** The unit was certified before. */
export const hasLapsed = (status: Status | undefined): boolean => status === 'lapsed';

/** When a certification in force ends unless it is renewed, in milliseconds. */
export const dueAt = ({ status, due }: Standing): number | undefined =>
  due && isInForce(status) ? Date.parse(due.at) : undefined;

/** A thing that waits for an answer: a case at the counter, a refused claim that is checked again, or a claim that waits for a register. */
export type Waiting = 'case' | 'recheck' | 'claim';

interface StepTraits {
  waits?: Waiting;
  /** The prompt asks by itself: the user can do something, or reads whom to ask. */
  asks?: true;
  /** The gate has a question of its own. Without it the gate says what the prompt says, for that says more. */
  gates?: true;
}

/** A newer service may have a step that is not here. */
export const AT: Partial<Record<Step, StepTraits>> = {
  deciding: { waits: 'case', gates: true },
  bring: { waits: 'case', gates: true },
  checking: { waits: 'claim' },
  none: {},
  rechecking: { waits: 'recheck', gates: true },
  'no-source': { asks: true },
  administrator: { asks: true },
  authority: { asks: true },
  counter: { asks: true, gates: true },
  later: { asks: true },
  correct: { asks: true, gates: true },
  renew: { asks: true, gates: true },
  certify: { asks: true, gates: true },
} satisfies Record<Step, StepTraits>;

export const asks = (step: Step): boolean => !!AT[step]?.asks;

/** Whether the prompt asks now. `now`: milliseconds. */
export function asksAt({ kinds, next }: Kinds & { next: NextStep }, now: number): boolean {
  const standing = realNameOf({ kinds });
  const end = standing && dueAt(standing);
  return asks(next.step) && (end ?? now) - now <= ASKED_BEFORE;
}
