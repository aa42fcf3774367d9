import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { checkPhoneCode } from '../../../bff/contract/contact.ts';
import { phoneCodeRequestSchema, phoneProofRequestSchema } from '../../../bff/contract/schemas.ts';
import { LIMITS, type PhoneCodeRequest, type PhoneProofRequest } from '../../../bff/contract/wire.ts';

describe('the phone’s bodies', () => {
  it('match wire.ts: checked by the compiler (npm run verify:types)', () => {
    expectTypeOf<z.output<typeof phoneCodeRequestSchema>>().toEqualTypeOf<PhoneCodeRequest>();
    expectTypeOf<z.input<typeof phoneCodeRequestSchema>>().toEqualTypeOf<PhoneCodeRequest>();
    expectTypeOf<z.output<typeof phoneProofRequestSchema>>().toEqualTypeOf<PhoneProofRequest>();
    expectTypeOf<z.input<typeof phoneProofRequestSchema>>().toEqualTypeOf<PhoneProofRequest>();
    const typed = { phone: '+86 139-0000-1234', code: '０４２ 137' };
    expect(phoneProofRequestSchema.parse(typed)).toEqual({ phone: '13900001234', code: '042137' });
  });

  it('have no other members', () => {
    const body = { phone: '13900001234', proof: 'x', template: 'another' };
    expect(phoneCodeRequestSchema.safeParse(body).error?.issues).toMatchObject([
      { code: 'unrecognized_keys', keys: ['template'] },
    ]);
    const long = { phone: '13900001234', proof: 'x'.repeat(4_001) };
    expect(phoneCodeRequestSchema.safeParse(long).error?.issues).toMatchObject([{ message: 'too-long' }]);
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
  ])('take the code %j as %j', (typed, expected) => {
    const checked = checkPhoneCode(typed);
    expect(checked.ok ? checked.value : checked.code).toBe(expected);
    expect(LIMITS.phoneCodeDigits).toBe(6);
  });
});
