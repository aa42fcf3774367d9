/** Dates at the desk, in one way each: a day is 2026年11月25日, a time 2026年11月25日 06:55, in China. */
import { chinaDate, lastWholeDay } from '../../contract/identifiers.ts';
import { MINUTE } from '../../contract/time.ts';

/** `day`: YYYY-MM-DD. */
export function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

const timeWords = (instant: string, timeStyle: 'short' | 'medium'): string => {
  const at = Date.parse(instant);
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle, timeZone: 'Asia/Shanghai' });
  return `${dayWords(chinaDate(at))} ${clock.format(at)}`;
};

/** `instant`: RFC 3339, here and below. */
export const instantWords = (instant: string): string => timeWords(instant, 'short');

/**
 * From when something is possible again: rounded up to the minute, as on the portal's page, so that
 * it is never too early.
 */
export const nextInstantWords = (instant: string): string =>
  instantWords(new Date(Math.ceil(Date.parse(instant) / MINUTE) * MINUTE).toISOString());

/** With seconds, for records. */
export const secondWords = (instant: string): string => timeWords(instant, 'medium');

/** The day by which a deadline is told, as on the portal's page. */
export const lastDayWords = (instant: string): string => dayWords(chinaDate(lastWholeDay(instant)));

/** To be read out, as the portal's page has it: without the year. */
export const spoken = (date: string): string => date.replace(/^\d+年/u, '');
