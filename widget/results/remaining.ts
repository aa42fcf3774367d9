/** How often a way may still be taken. */
import { type Known, hasWay } from '../procedure/known.ts';
import { attemptsIn, closedUntil } from '../procedure/open-ways.ts';
import type { Intent } from '../../bff/contract/next.ts';
import type { ProblemsWords } from './results-words.ts';

/** From when the way is possible again, or how many attempts are left; empty without limits. */
export function remainingOn(results: ProblemsWords, known: Known | undefined, way: Intent): string[] {
  const until = closedUntil(known, way);
  if (until) return [results.remaining(0, until)];
  const left = hasWay(known, way) && attemptsIn(known);
  return left ? [results.remaining(left, null)] : [];
}
