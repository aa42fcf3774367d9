/** Dates at the desk are in China, whatever the clock of the machine. */
import { expect, it } from 'vitest';
import {
  dayWords,
  instantWords,
  lastDayWords,
  nextInstantWords,
  secondWords,
  spoken,
} from '../../../bff/desk/words/dates.ts';
import { lastDayOf, nextTimeOf } from '../../../widget/locales/dates.ts';

const INSTANT = '2026-11-24T22:05:09.000Z';

it('a day and a time have one form each', () => {
  expect(dayWords('2008-04-02')).toBe('2008年4月2日');
  expect(instantWords(INSTANT)).toBe('2026年11月25日 06:05');
  expect(secondWords(INSTANT)).toBe('2026年11月25日 06:05:09');
});

it('a time from which something is possible is never too early, and is the one of the portal’s page', () => {
  expect(nextInstantWords(INSTANT)).toBe('2026年11月25日 06:06');
  expect(nextInstantWords('2026-11-24T22:05:00.000Z')).toBe('2026年11月25日 06:05');
  for (const instant of [INSTANT, '2026-11-24T22:05:00.000Z', '2026-12-31T15:59:00.001Z'])
    expect(spoken(nextInstantWords(instant))).toBe(nextTimeOf('zh-Hans')(instant));
});

it('the last day of a deadline is whole, and is the one of the portal’s page', () => {
  expect(lastDayWords('2026-12-25T16:00:00.000Z')).toBe('2026年12月25日');
  expect(lastDayWords('2026-12-25T15:59:59.999Z')).toBe('2026年12月25日');
  expect(lastDayWords('2026-12-25T15:59:59.998Z')).toBe('2026年12月24日');
  for (const end of ['2026-12-25T16:00:00.000Z', '2026-12-28T20:13:00.000Z', '2026-12-31T15:00:00.000Z'])
    expect(lastDayWords(end)).toBe(lastDayOf('zh-Hans')(end));
});

it('a date that is read out has no year', () => {
  expect(spoken(instantWords(INSTANT))).toBe('11月25日 06:05');
  expect(spoken(dayWords('2026-12-05'))).toBe('12月5日');
});
