import type { Moment } from './results-words.ts';

/** A moment split for a sentence, in China Standard Time: offices and limits live by it, wherever the PC's clock is set. */
export function momentOf(at: number): Moment {
  // Rounded up to the minute, so that the time said is never too early.
  const [date = '', time = ''] = new Date(at + 8 * 3_600_000 + 59_999).toISOString().split('T');
  return { date, time: time.slice(0, 5) };
}
