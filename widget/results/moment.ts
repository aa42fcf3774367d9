/** An instant: milliseconds, like `Date.now()`, or RFC 3339. */
export type Instant = number | string;

const MINUTE = 60_000;

/** Rounds the time of the next possible try up to the minute, so that the shown time is never too early. Milliseconds. */
export const roundedUp = (at: Instant): number => Math.ceil(+new Date(at) / MINUTE) * MINUTE;
