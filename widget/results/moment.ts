import type { Moment } from './results-words.ts';

const MINUTE = 60_000;

/** A moment from which something may be tried again is rounded up to the minute, so that the time said is never too early. Milliseconds. */
export const roundedUp = (at: number): number => Math.ceil(at / MINUTE) * MINUTE;

/** Such a moment split for a sentence, in China Standard Time: offices and limits live by it, wherever the PC's clock is set. */
export function momentOf(at: number): Moment {
  const [date = '', time = ''] = new Date(roundedUp(at) + 8 * 60 * MINUTE).toISOString().split('T');
  return { date, time: time.slice(0, 5) };
}
