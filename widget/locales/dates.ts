/** Formats dates, in China Standard Time. */

/** No line break between an English month and its day. */
export const together = (date: string): string => date.replace(/([A-Za-z]) (?=\d)/, '$1\u00A0');

const ZONE = { timeZone: 'Asia/Shanghai' } as const;

/** Formats a day. `tag`: BCP 47. */
export const dateOf =
  (tag: string) =>
  (instant: string): string =>
    together(new Intl.DateTimeFormat(tag, { ...ZONE, dateStyle: 'long' }).format(new Date(instant)));

/** Formats a day and time without the year, rounded down to the minute. */
export const timeOf =
  (tag: string) =>
  (instant: string | number): string =>
    together(
      new Intl.DateTimeFormat(tag, {
        ...ZONE,
        month: 'long',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }).format(new Date(instant)),
    );
