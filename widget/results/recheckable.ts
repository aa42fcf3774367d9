/** Tells when a re-check can help: the day of the register's data, and in how many days changes usually arrive. */
import type { Known } from '../procedure/known.ts';
import type { ResultsWords } from './results-words.ts';

export function recheckableText(
  known: Known | undefined,
  results: ResultsWords,
  dateOf: (instant: string) => string,
): string {
  const { asOf, usualDays } = known?.form ?? {};
  return results.recheckable(
    known?.next.reason ?? undefined,
    asOf && results.asOf(dateOf(asOf), false),
    usualDays,
  );
}
