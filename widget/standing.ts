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

/** The steps at which the prompt asks: the user can do something, or reads whom to ask. */
const ASKS: Record<Step, boolean> = {
  deciding: false,
  bring: false,
  checking: false,
  none: false,
  rechecking: false,
  'no-source': true,
  administrator: true,
  authority: true,
  counter: true,
  later: true,
  correct: true,
  renew: true,
  certify: true,
};

export const asks = (step: Step): boolean => ASKS[step];

/** Whether the prompt asks now. `now`: milliseconds. */
export function asksAt({ kinds, next }: Kinds & { next: NextStep }, now: number): boolean {
  const standing = realNameOf({ kinds });
  const end = standing && dueAt(standing);
  return asks(next.step) && (end ?? now) - now <= ASKED_BEFORE;
}
