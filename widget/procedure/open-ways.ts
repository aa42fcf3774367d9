/** The ways that are open and closed: readers of the next step. Pure. */
import type { NextStep, Way } from '../../bff/contract/next.ts';
import type { Told } from './known.ts';

/** The event of the button of each way to which a prompt or a gate leads. */
const TAKES = { certify: 'confirm', recheck: 'recheck', counter: 'counter' } as const;
export type Leading = keyof typeof TAKES;

/** A way with its button. `type`: of the event in a prompt. */
export interface Lead {
  way: Leading;
  type: (typeof TAKES)[Leading];
  label: string;
}

/** The open ways among those with a label, the best one first. */
export function leadsOn({ ways }: Pick<NextStep, 'ways'>, labels: Partial<Record<Leading, string>>): Lead[] {
  return ways.flatMap((each) => {
    const way = each as Leading; // Another one has no label.
    const label = labels[way];
    return label ? { way, label, type: TAKES[way] } : [];
  });
}

/** Until when a limit closes the way. RFC 3339; undefined while it does not. */
export const closedUntil = (known: Told | undefined, way: Way): string | undefined =>
  known?.next.closed.find((each) => each.way === way)?.until;

/** How many more submissions to a register may fail. Undefined without a limit, or when the count is of cases. */
export function attemptsIn(known: Told | undefined): number | undefined {
  const { ways = [], attempts } = known?.next ?? {};
  const isLimited = (way: Way): boolean => way !== 'recheck' && way !== 'withdraw-kept';
  return ways.find(isLimited) === 'counter' ? undefined : (attempts ?? undefined);
}
