import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDate, checkName, chinaDate, endOfChinaDay, readDate } from '../../bff/contract/identifiers.ts';

const TODAY = '2026-11-24';
const read = (typed: string, today = TODAY) => checkDate(typed, today);

describe('dates', () => {
  it.each([
    '2001-05-18',
    '2001-5-18',
    '2001/5/18',
    '2001/05/18',
    '2001.5.18',
    '20010518',
    '2001年5月18日',
    '2001年5月18号',
    '2001、5、18',
    '\u202d2001-05-18\u202c', // pasted, with invisible characters
    '\u200b2001-05-18',
    '2001年05月18日',
    '2001年5月18',
    ' 2001 年 5 月 18 日 ',
    '２００１－０５－１８',
    '２００１年５月１８日',
    '2001。5。18',
    '2001–05–18',
  ])('reads %s', (typed) => expect(read(typed)).toEqual({ ok: true, value: '2001-05-18' }));

  it.each(['2000-02-29', '2024-02-29', '1904-02-29', '1800-01-01', '1949-10-01'])('accepts %s', (date) =>
    expect(read(date)).toEqual({ ok: true, value: date }),
  );

  it.each([
    '1900-02-29',
    '2001-02-29',
    '2001-02-30',
    '2001-04-31',
    '2001-13-01',
    '2001-00-10',
    '2001-01-00',
    '1799-12-31',
    '0001-01-01',
    '01-05-18',
    '18/05/2001',
    '2001-05',
    '200105181',
    '2001518',
    '2001-05-18T00:00:00Z',
    '二〇〇一年五月十八日',
    'May 18, 2001',
  ])('refuses %s', (typed) => expect(read(typed)).toEqual({ ok: false, code: 'bad-date' }));

  it('reads a date that does not exist, so that the error can say so', () => {
    expect(readDate('2001年2月30日')).toEqual({ year: 2001, month: 2, day: 30 });
    expect(readDate('18-05-2001')).toBeUndefined();
  });

  it('refuses an empty text', () => {
    expect(read('')).toEqual({ ok: false, code: 'required' });
    expect(read(' \u3000')).toEqual({ ok: false, code: 'required' });
  });

  it('accepts today and refuses tomorrow', () => {
    expect(read('2026年11月24日')).toEqual({ ok: true, value: TODAY });
    expect(read('2026-11-25')).toEqual({ ok: false, code: 'in-the-future' });
    expect(read('9999-12-31')).toEqual({ ok: false, code: 'in-the-future' });
  });

  it('reads every day since 1800 in every spelling, to the same value, idempotently', () => {
    const day = fc.date({
      min: new Date('1800-01-01'),
      max: new Date('2026-11-24'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, (date) => {
        const value = date.toISOString().slice(0, 10);
        const [year, month, dayOfMonth] = value.split('-').map(Number);
        for (const typed of [
          value,
          value.replaceAll('-', ''),
          `${year}/${month}/${dayOfMonth}`,
          `${year}.${month}.${dayOfMonth}`,
          `${year}年${month}月${dayOfMonth}日`,
        ]) {
          expect(read(typed), typed).toEqual({ ok: true, value });
        }
      }),
    );
  });
});

describe('today in China', () => {
  it('begins at 16:00 UTC', () => {
    expect(chinaDate(Date.parse('2026-11-24T15:59:59.999Z'))).toBe('2026-11-24');
    expect(chinaDate(Date.parse('2026-11-24T16:00:00Z'))).toBe('2026-11-25');
    expect(chinaDate(Date.parse('2026-12-31T20:00:00Z'))).toBe('2027-01-01');
  });

  it('ends before the next one begins, at whatever hour it is asked', () => {
    const begins = Date.parse('2026-12-30T16:00:00Z');
    for (let hour = 0; hour < 24; hour++)
      expect(endOfChinaDay(begins + hour * 3_600_000), `${hour} o’clock`).toBe(begins + 24 * 3_600_000 - 1);
  });
});

describe('names in requests', () => {
  it('are trimmed and otherwise left as typed', () => {
    expect(checkName(' \u3000张三 ')).toEqual({ ok: true, value: '张三' });
    expect(checkName('买买提·艾力')).toEqual({ ok: true, value: '买买提·艾力' });
    expect(checkName('O’Neill, José (Pepe)')).toEqual({ ok: true, value: 'O’Neill, José (Pepe)' });
  });

  it('are counted in code points: 100 rare characters pass, 101 do not', () => {
    expect(checkName('𠮷'.repeat(100))).toMatchObject({ ok: true });
    expect(checkName('𠮷'.repeat(101))).toEqual({ ok: false, code: 'too-long' });
  });

  it.each(['张\u200b三', '张\u202e三', '张\u0007三', '张\n三', '\ud842张', '张\ufffd'])(
    'refuse invisible and broken characters: %j',
    (typed) => expect(checkName(typed)).toEqual({ ok: false, code: 'bad-characters' }),
  );

  it.each([
    '',
    ' \u3000 ',
    '\u200b',
    '\u202e\u2066',
    '\ufe0f',
    '\u{e0101}\ufe00',
    '\u3164',
    '\u115f\u1160',
    '\u2800',
    '\u0007',
  ])('are required: %j is not a name', (typed) =>
    expect(checkName(typed)).toEqual({ ok: false, code: 'required' }),
  );

  it('may choose a glyph by a variation selector', () =>
    expect(checkName('葛\u{e0100}城')).toEqual({ ok: true, value: '葛\u{e0100}城' }));
});
