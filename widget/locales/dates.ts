/** Formats dates, in China Standard Time. */
import { lastWholeDay } from '../../bff/contract/identifiers.ts';

/** No line break between an English month and its day. */
const together = (date: string): string => date.replace(/([A-Za-z]) (?=\d)/, '$1\u00A0');

/**
 * Keeps a formatter for each language (`tag`: BCP 47), because making one takes a hundred times as
 * long as using it.
 */
function formatterOf(options: Intl.DateTimeFormatOptions) {
  const made: Record<string, Intl.DateTimeFormat> = {};
  return (tag: string) =>
    (instant: string | number): string =>
      together(
        (made[tag] ??= new Intl.DateTimeFormat(tag, { ...options, timeZone: 'Asia/Shanghai' })).format(
          new Date(instant),
        ),
      );
}

/** Formats a day. */
const dateOf = formatterOf({ dateStyle: 'long' });

/** Formats the day by which a deadline is told. */
export const lastDayOf =
  (tag: string) =>
  (end: string): string =>
    dateOf(tag)(lastWholeDay(end));

const MINUTES = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** Formats a day and time without the year, rounded down to the minute. */
const timeOf = formatterOf({ month: 'long', day: 'numeric', ...MINUTES });

/**
 * The same of a time from which something is possible: rounded up to the minute, so that it is
 * never too early.
 */
export const nextTimeOf =
  (tag: string) =>
  (instant: string | number): string =>
    timeOf(tag)(Math.ceil(+new Date(instant) / 60_000) * 60_000);

/** As `timeOf`, with the year, to be kept. */
export const fullTimeOf = formatterOf({ year: 'numeric', month: 'long', day: 'numeric', ...MINUTES });

/** The formats of a language (`tag`: BCP 47). */
export const datesIn = (tag: string) => ({
  dateOf: dateOf(tag),
  lastDayOf: lastDayOf(tag),
  timeOf: timeOf(tag),
  fullTimeOf: fullTimeOf(tag),
});
