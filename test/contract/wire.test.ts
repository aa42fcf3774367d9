import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import {
  batchStatusRequestSchema,
  certificationRequestSchema,
  phoneCodeRequestSchema,
  phoneProofRequestSchema,
  registrationRequestSchema,
} from '../../bff/contract/schemas.ts';
import type { CertificationFieldId } from '../../bff/contract/forms.ts';
import type { RegistrationFieldId } from '../../bff/contract/registration-fields.ts';
import type { BatchStatusRequest } from '../../bff/contract/unit-status.ts';
import {
  LIMITS,
  type CertificationRequest,
  type ClaimRequest,
  type FieldError,
  type PhoneCodeRequest,
  type PhoneProofRequest,
  type RegistrationRequest,
} from '../../bff/contract/wire.ts';
import { BY_AGENT } from '../support/people.ts';

const schema = certificationRequestSchema(() => '2026-11-24');
const person = { name: '张三', idNumber: '11010519491231002X' };
const body = { legalRepresentative: person, foundedOn: '2001-05-18', applicant: 'legal-representative' };

const registration = registrationRequestSchema(() => '2026-11-24');
const registrationBody = {
  ...body,
  unit: { code: '91320100MA1DEM015L', name: '南京示例有限公司' },
  email: 'office@unit.example',
  phone: '13800138000',
  phoneProof: 'opaque',
};

const errors = (value: unknown, by: z.ZodType = schema): FieldError[] => {
  const result = by.safeParse(value);
  return (result.error?.issues ?? []).map(({ path, message }) => ({
    path: path.join('.'),
    code: message as FieldError['code'],
  }));
};

describe('the types and the checks of requests', () => {
  it('are equal: checked by the compiler (npm run verify:types)', () => {
    type Sent = z.input<ReturnType<typeof certificationRequestSchema>>;
    type Read = z.output<ReturnType<typeof certificationRequestSchema>>;
    expectTypeOf<Read>().toExtend<CertificationRequest>();
    expectTypeOf<CertificationRequest>().toExtend<Read>();
    expectTypeOf<Sent>().toEqualTypeOf<Read>();
    expectTypeOf<z.output<typeof batchStatusRequestSchema>>().toEqualTypeOf<BatchStatusRequest>();
    expectTypeOf<z.output<typeof phoneCodeRequestSchema>>().toEqualTypeOf<PhoneCodeRequest>();
    expectTypeOf<z.input<typeof phoneCodeRequestSchema>>().toEqualTypeOf<PhoneCodeRequest>();
    expectTypeOf<z.output<typeof phoneProofRequestSchema>>().toEqualTypeOf<PhoneProofRequest>();
    expectTypeOf<z.input<typeof phoneProofRequestSchema>>().toEqualTypeOf<PhoneProofRequest>();
    expect(schema.parse(body)).toEqual(body);
    expectTypeOf<
      z.output<ReturnType<typeof registrationRequestSchema>>
    >().toEqualTypeOf<RegistrationRequest>();
    expectTypeOf<
      z.input<ReturnType<typeof registrationRequestSchema>>
    >().toEqualTypeOf<RegistrationRequest>();
    expect(registration.parse(registrationBody)).toEqual(registrationBody);
  });

  it('have a definition for each field that the server reads: checked by the compiler', () => {
    type PathsOf<Body> = {
      [Member in keyof Body & string]-?: NonNullable<Body[Member]> extends string
        ? Member
        : `${Member}.${keyof NonNullable<Body[Member]> & string}`;
    }[keyof Body & string];
    expectTypeOf<PathsOf<ClaimRequest>>().toExtend<CertificationFieldId>();
    // The server reads all that only a registration has.
    expectTypeOf<
      PathsOf<Omit<RegistrationRequest, keyof ClaimRequest | 'phoneProof'>>
    >().toEqualTypeOf<RegistrationFieldId>();
  });

  it('normalize what they read', () => {
    const typed = {
      legalRepresentative: { name: ' 张三 ', idNumber: '110105 491231 002' },
      foundedOn: '2001年5月18日',
      ...BY_AGENT,
      agent: { name: '李四', idNumber: '440524188001010014' },
    };
    expect(schema.parse(typed)).toEqual({
      legalRepresentative: person,
      foundedOn: '2001-05-18',
      ...BY_AGENT,
      agent: { name: '李四', idNumber: '440524188001010014' },
    });
  });

  it.each<[string, unknown, FieldError]>([
    ['an agent who is missing', { ...body, ...BY_AGENT }, { path: 'agent', code: 'required' }],
    ['an agent who is too many', { ...body, agent: person }, { path: 'agent', code: 'unexpected' }],
    [
      'a date in the future',
      { ...body, foundedOn: '2026-11-25' },
      { path: 'foundedOn', code: 'in-the-future' },
    ],
    [
      'a number of more than 30 characters',
      { ...body, legalRepresentative: { ...person, idNumber: ' '.repeat(30) + '1' } },
      { path: 'legalRepresentative.idNumber', code: 'too-long' },
    ],
    [
      'a wrong check character',
      { ...body, legalRepresentative: { ...person, idNumber: '110105194912310021' } },
      { path: 'legalRepresentative.idNumber', code: 'bad-check-digit' },
    ],
    [
      'a name of another type',
      { ...body, legalRepresentative: { ...person, name: 7 } },
      { path: 'legalRepresentative.name', code: 'bad-format' },
    ],
    [
      'a person of another type',
      { ...body, legalRepresentative: '张三' },
      { path: 'legalRepresentative', code: 'bad-format' },
    ],
    ['a date of another type', { ...body, foundedOn: null }, { path: 'foundedOn', code: 'bad-format' }],
    [
      'an agent of another type',
      { ...body, ...BY_AGENT, agent: null },
      { path: 'agent', code: 'bad-format' },
    ],
    ['an unknown applicant', { ...body, applicant: 'clerk' }, { path: 'applicant', code: 'bad-format' }],
    [
      'an empty name',
      { ...body, legalRepresentative: { ...person, name: ' ' } },
      { path: 'legalRepresentative.name', code: 'required' },
    ],
    [
      'a bidirectional override in a name',
      { ...body, legalRepresentative: { ...person, name: '张\u202e三' } },
      { path: 'legalRepresentative.name', code: 'bad-characters' },
    ],
    [
      'a day that does not exist',
      { ...body, foundedOn: '2001-02-29' },
      { path: 'foundedOn', code: 'bad-date' },
    ],
  ])('name the field and the reason of %s', (_, value, error) => expect(errors(value)).toEqual([error]));

  it.each<[string, object, FieldError]>([
    [
      'a wrong check character',
      { unit: { code: '91320100MA1DEM015M', name: 'x' } },
      { path: 'unit.code', code: 'bad-check-digit' },
    ],
    ['a code of no form', { unit: { code: '913201', name: 'x' } }, { path: 'unit.code', code: 'bad-format' }],
    [
      'a code that fills the body',
      { unit: { code: '9'.repeat(31), name: 'x' } },
      { path: 'unit.code', code: 'too-long' },
    ],
    [
      'no name',
      { unit: { code: registrationBody.unit.code, name: ' ' } },
      { path: 'unit.name', code: 'required' },
    ],
    [
      'a long name',
      { unit: { code: registrationBody.unit.code, name: '司'.repeat(101) } },
      { path: 'unit.name', code: 'too-long' },
    ],
    ['no unit', { unit: undefined }, { path: 'unit', code: 'required' }],
    ['an address without a domain', { email: 'office@' }, { path: 'email', code: 'bad-format' }],
    ['a number of a landline', { phone: '025-12345678' }, { path: 'phone', code: 'bad-format' }],
    ['no proof', { phoneProof: '' }, { path: 'phoneProof', code: 'required' }],
    [
      'a proof that is none of ours',
      { phoneProof: 'x'.repeat(201) },
      { path: 'phoneProof', code: 'too-long' },
    ],
    ['an agent who is missing', BY_AGENT, { path: 'agent', code: 'required' }],
  ])('name the field and the reason in a registration: %s', (_, change, error) =>
    expect(errors({ ...registrationBody, ...change }, registration)).toEqual([error]),
  );

  it.each([
    ['certification', schema, { foundedOn: '' }],
    ['registration', registration, { foundedOn: '', email: 7, unit: { code: registrationBody.unit.code } }],
  ] as const)(
    'report a missing or superfluous agent together with every other error: %s',
    (_, by, change) => {
      const base = { ...(by === registration ? registrationBody : body), ...change };
      const others = errors(base, by);
      expect(others.length).toBe(Object.keys(change).length);
      expect(errors({ ...base, ...BY_AGENT }, by)).toEqual([...others, { path: 'agent', code: 'required' }]);
      expect(errors({ ...base, agent: person }, by)).toEqual([
        ...others,
        { path: 'agent', code: 'unexpected' },
      ]);
      // One error only, and none about the agent when the applicant is unknown.
      expect(errors({ ...base, ...BY_AGENT, agent: { name: '李四' } }, by)).toHaveLength(others.length + 1);
      expect(errors({ ...base, agent: { name: '李四' } }, by)).toHaveLength(others.length + 1);
      expect(errors({ ...base, applicant: 'clerk', agent: person }, by)).toHaveLength(others.length + 1);
      for (const value of [null, 'text', 7, []])
        expect(errors(value, by)).toEqual([{ path: '', code: 'bad-format' }]);
    },
  );

  it('normalize a registration', () => {
    const typed = {
      ...registrationBody,
      unit: { code: '91320100-ma1dem015l', name: ' 南京示例（有限）公司 ' },
      email: ' Office@unit.example ',
      phone: '+86 138-0013-8000',
    };
    expect(registration.parse(typed)).toEqual({
      ...registrationBody,
      unit: { code: '91320100MA1DEM015L', name: '南京示例（有限）公司' },
      email: 'Office@unit.example',
    });
  });

  it('normalize a phone and its code', () => {
    const typed = { phone: '+86 139-0000-1234', code: '０４２ 137' };
    expect(phoneProofRequestSchema.parse(typed)).toEqual({ phone: '13900001234', code: '042137' });
  });

  it('limit the proof of work', () => {
    const long = { phone: '13900001234', proof: 'x'.repeat(4_001) };
    expect(errors(long, phoneCodeRequestSchema)).toEqual([{ path: 'proof', code: 'too-long' }]);
  });

  it('refuse fields that the contract does not have', () => {
    const code = { phone: '13900001234', proof: 'x' };
    expect(phoneCodeRequestSchema.safeParse(code).success).toBe(true);
    expect(phoneCodeRequestSchema.safeParse({ ...code, template: 'another' }).success).toBe(false);
    expect(schema.safeParse({ ...body, consent: true }).success).toBe(false);
    expect(schema.safeParse({ ...body, legalRepresentative: { ...person, phone: '1' } }).success).toBe(false);
  });

  it('take 1 to 1000 codes a batch', () => {
    const parse = (count: number) =>
      batchStatusRequestSchema.safeParse({ codes: Array(count).fill('D2143569-X') });
    expect(parse(0).success).toBe(false);
    expect(parse(1).data).toEqual({ codes: ['D2143569-X'] });
    expect(parse(LIMITS.batchCodes).success).toBe(true);
    expect(parse(LIMITS.batchCodes + 1).success).toBe(false);
  });
});
