import { describe, expect, it } from 'vitest';
import { checkEmail, checkPhone, checkPhoneCode } from '../../bff/contract/contact.ts';
import { LIMITS } from '../../bff/contract/wire.ts';

describe('phones', () => {
  it.each(['13800000000', '+86 138-0000-0000', '0086 13800000000', '８６13800000000', ' 138 0000 0000 '])(
    'reads %s',
    (typed) => expect(checkPhone(typed)).toEqual({ ok: true, value: '13800000000' }),
  );

  it.each(['12800000000', '1380000000', '138000000000', '+1 2025550123', '025-83300000', '1380000000O'])(
    'refuses %s',
    (typed) => expect(checkPhone(typed)).toEqual({ ok: false, code: 'bad-format' }),
  );

  it('asks for one', () => expect(checkPhone(' ')).toEqual({ ok: false, code: 'required' }));
});

it.each([
  ['042137', '042137'],
  [' 042 137 ', '042137'],
  ['０４２１３７', '042137'],
  ['042-137', '042137'],
  ['', 'required'],
  ['  ', 'required'],
  ['04213', 'bad-format'],
  ['0421370', 'bad-format'],
  ['O42137', 'bad-format'],
])('the code %j of a phone is read as %j', (typed, expected) => {
  const checked = checkPhoneCode(typed);
  expect(checked.ok ? checked.value : checked.code).toBe(expected);
  expect(LIMITS.phoneCodeDigits).toBe(6);
});

describe('e-mail addresses', () => {
  it.each([
    ['office@unit.example', 'office@unit.example'],
    [' o.f+f@a-b.unit.example ', 'o.f+f@a-b.unit.example'],
    ['ｏffice＠unit．example', 'office@unit.example'],
  ])('reads %s', (typed, value) => expect(checkEmail(typed)).toEqual({ ok: true, value }));

  it.each(['office', 'office@', '@unit.example', 'office@unit', 'a b@unit.example', 'office@-unit.example'])(
    'refuses %s',
    (typed) => expect(checkEmail(typed)).toEqual({ ok: false, code: 'bad-format' }),
  );

  it('limits the length, and the time of the check', () => {
    expect(
      checkEmail(`${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.example`),
    ).toEqual({
      ok: false,
      code: 'too-long',
    });
    const started = performance.now();
    checkEmail(`a@${'a-'.repeat(120)}`);
    expect(performance.now() - started).toBeLessThan(50);
  });
});
