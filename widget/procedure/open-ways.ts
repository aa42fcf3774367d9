/** The ways that are open and closed: readers of the next step. Pure. */
import type { NextStep, Way } from '../../bff/contract/next.ts';
import { type Known, stepTraits } from './known.ts';

/** Each way that leads to a dialog, and the event of its button. */
export const WAY_EVENTS = { certify: 'confirm', recheck: 'recheck', counter: 'counter' } as const;
export type DialogWay = keyof typeof WAY_EVENTS;

/** The open ones among these ways, the best one first. */
export const dialogWaysOf = ({ ways }: Pick<NextStep, 'ways'>): DialogWay[] =>
  ways.filter((way): way is DialogWay => way in WAY_EVENTS);

/** Until when a limit closes the way. RFC 3339; undefined while it does not. */
export const closedUntil = (known: Pick<Known, 'next'> | undefined, way: Way): string | undefined =>
  known?.next.closed.find((each) => each.way === way)?.until;

/** How many submissions to a register may still fail. Undefined: no limit, or one of cases. */
export function attemptsIn(known: Pick<Known, 'next'> | undefined): number | undefined {
  const { ways = [], attempts } = known?.next ?? {};
  const isLimited = (way: Way): boolean => way !== 'recheck' && way !== 'withdraw-kept';
  return ways.find(isLimited) === 'counter' ? undefined : (attempts ?? undefined);
}

/** Officers hold the unit: it has no way, not even one that a limit closes. */
export const isHeld = (known: Pick<Known, 'next'> | undefined): boolean =>
  !!known && !!stepTraits(known)?.asksAuthority && known.next.ways.length + known.next.closed.length === 0;
