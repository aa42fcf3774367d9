/** Milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * An instant in the day by which a deadline is told: the last day that is whole before `end` (RFC 3339), so that the deadline holds for all of it.
 * All days in China have the same length.
 */
export const lastWholeDay = (end: string): number => Date.parse(end) + 1 - DAY;
