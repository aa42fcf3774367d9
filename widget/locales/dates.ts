/** How dates are written, in China Standard Time. */

/** An English month stays on the line of its day. */
export const together = (date: string): string => date.replace(/([A-Za-z]) (?=\d)/, '$1\u00A0');

const ZONE = { timeZone: 'Asia/Shanghai' } as const;

/** A day in words. `tag`: the language's. */
export const dateOf =
  (tag: string) =>
  (instant: string): string =>
    together(new Intl.DateTimeFormat(tag, { ...ZONE, dateStyle: 'long' }).format(new Date(instant)));

/** A moment in words, without its year; rounded down to the minute. */
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
