/** Formats dates, in China Standard Time. */

/** No line break between an English month and its day. */
const together = (date: string): string => date.replace(/([A-Za-z]) (?=\d)/, '$1\u00A0');

const ZONE = { timeZone: 'Asia/Shanghai' } as const;

/** Formats a day. `tag`: BCP 47. */
export const dateOf =
  (tag: string) =>
  (instant: string | number): string =>
    together(new Intl.DateTimeFormat(tag, { ...ZONE, dateStyle: 'long' }).format(new Date(instant)));

/** Milliseconds. Every day of this zone is as long. */
const DAY = 24 * 60 * 60_000;

/** Formats the last day that ends before something does, so that a deadline holds for the whole of the day that is said. */
export const lastDayOf =
  (tag: string) =>
  (end: string): string =>
    dateOf(tag)(Date.parse(end) + 1 - DAY);

const MINUTES = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const timeIn =
  (options: Intl.DateTimeFormatOptions) =>
  (tag: string) =>
  (instant: string | number): string =>
    together(new Intl.DateTimeFormat(tag, { ...ZONE, ...options, ...MINUTES }).format(new Date(instant)));

/** Formats a day and time without the year, rounded down to the minute. */
export const timeOf = timeIn({ month: 'long', day: 'numeric' });

/** The same of a time from which something is possible: rounded up to the minute, so that it is never too early. */
export const nextTimeOf =
  (tag: string) =>
  (instant: string | number): string =>
    timeOf(tag)(Math.ceil(+new Date(instant) / 60_000) * 60_000);

/** As `timeOf`, with the year, to be kept. */
export const fullTimeOf = timeIn({ year: 'numeric', month: 'long', day: 'numeric' });
