/** The ways on from a step: order, sentences and buttons. In dialogs and in the center. */
import type { Intent } from '../../bff/contract/next.ts';
import { isOfState } from '../../bff/contract/reasons.ts';
import { authorityReasonIn, endedCaseIn } from '../procedure/claims.ts';
import { type Known, hasWay, waitingIn } from '../procedure/known.ts';
import { WAY_EVENTS, type DialogWay, attemptsIn, closedUntil, dialogWaysOf } from '../procedure/open-ways.ts';
import type { ResultsWords, WayContext, WayWords } from './results-words.ts';

export interface OfferedWay extends WayWords {
  way: DialogWay;
  /** The event of its button. */
  type: (typeof WAY_EVENTS)[DialogWay];
}

export function contextOf(known: Known | undefined): WayContext {
  if (waitingIn(known) === 'case') return 'at-counter';
  const ofAuthority = authorityReasonIn(known);
  if (ofAuthority ? isOfState(ofAuthority) : isOfState(known?.next.reason) && endedCaseIn(known))
    return 'inactive';
  return endedCaseIn(known) ? 'at-counter' : 'refused';
}

/** A restored unit brings the authority's document to the counter; else the service orders. */
const FIRST: Record<WayContext, DialogWay | undefined> = {
  inactive: 'counter',
  refused: undefined,
  'at-counter': undefined,
};

/** The same ways, these ones first. */
export const firstOf = <Each>(ways: readonly Each[], isFirst: (way: Each) => boolean): Each[] => [
  ...ways.filter(isFirst),
  ...ways.filter((way) => !isFirst(way)),
];

/** The open ways, the one to begin with first. */
export function offeredWays(known: Known | undefined, words: ResultsWords): OfferedWay[] {
  if (!known) return [];
  const context = contextOf(known);
  const offered = dialogWaysOf(known.next).map((way) => ({
    way,
    type: WAY_EVENTS[way],
    ...words.ways[context][way],
    text: wayText(way, context, known, words),
  }));
  return firstOf(offered, ({ way }) => way === FIRST[context]);
}

/** Where the online form is open while something waits: what a submission changes there. */
export function besideOf(known: Known | undefined, words: ResultsWords): string | undefined {
  const waiting = waitingIn(known);
  return waiting && hasWay(known, 'certify') ? words.beside[waiting] : undefined;
}

function wayText(way: DialogWay, context: WayContext, known: Known, words: ResultsWords): string {
  const { text } = words.ways[context][way];
  if (way === 'certify') return besideOf(known, words) ?? text;
  const days = known.form?.usualDays;
  return way === 'recheck' && days ? words.usually(days, text) : text;
}

/** From when the way is possible again; empty while no limit closes it. */
export function closedOn(words: ResultsWords, known: Known | undefined, way: Intent): string[] {
  const until = closedUntil(known, way);
  if (!until) return [];
  return [way === 'counter' ? words.noCases(words.when(until)) : words.attemptsUsedUp(until)];
}

/** The same, or how many attempts are left; empty without limits. */
export function remainingOn(words: ResultsWords, known: Known | undefined, way: Intent): string[] {
  const left = hasWay(known, way) && attemptsIn(known);
  return left ? [words.attemptsLeft(left)] : closedOn(words, known, way);
}
