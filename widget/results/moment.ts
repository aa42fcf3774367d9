import type { Moment } from './results-words.ts';

const MINUTE = 60_000;

/** Rounds the time of the next possible try up to the minute, so that the shown time is never too early. Milliseconds. */
export const roundedUp = (at: number): number => Math.ceil(at / MINUTE) * MINUTE;

/** Splits the rounded time for a sentence, in China Standard Time, which limits use too, independent of the PC's time zone. */
export function momentOf(at: number): Moment {
  const [date = '', time = ''] = new Date(roundedUp(at) + 8 * 60 * MINUTE).toISOString().split('T');
  return { date, time: time.slice(0, 5) };
}
