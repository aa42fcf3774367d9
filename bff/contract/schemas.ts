/**
 * The checks of requests' bodies. `wire.ts` has the types, from which `components.json` has the
 * bounds; `test/contract` tests that types and checks agree. The messages are the field error
 * codes, which the HTTP layer copies into its answer.
 */
import { z } from 'zod';
import { bounded } from './bounded.ts';
import components from './components.json' with { type: 'json' };
import { checkPhone, checkPhoneCode } from './contact.ts';
import {
  CERTIFICATION_FIELDS,
  type FieldDefinition,
  fieldsOf,
  type FormSource,
  isAsked,
  memberOf,
  WITHDRAWAL_FIELDS,
} from './forms.ts';
import { checkDate, checkIdNumber, checkName, type Checked } from './identifiers.ts';
import { registrationFields } from './registration-fields.ts';
import { sourceOf } from './sources.ts';
import { checkUnitCode, normalizeUnitCode } from './unit-code.ts';
import {
  LIMITS,
  type CertificationRequest,
  type ClaimRequest,
  type FieldErrorCode,
  type RegistrationRequest,
} from './wire.ts';

const code = (value: FieldErrorCode) => value;

/** The error of a required field: it is missing, or has the wrong type. */
const absentOrWrong = ({ input }: { input?: unknown }) =>
  code(input === undefined ? 'required' : 'bad-format');

/**
 * A text that a pure check accepts (`identifiers.ts` and others). The parsed value is the
 * normalized one.
 */
const checked = (check: (typed: string) => Checked<string>) =>
  z.string({ error: absentOrWrong }).transform((typed, context) => {
    const result = check(typed);
    if (result.ok) return result.value;
    context.addIssue({ code: 'custom', message: result.code });
    return z.NEVER;
  });

/** Refuses a text that is too long before `check` reads it. */
const withinLength =
  (check: (typed: string) => Checked<string>, maximum: number = LIMITS.numberAsSent) =>
  (typed: string) =>
    typed.length > maximum ? ({ ok: false, code: 'too-long' } as const) : check(typed);

/** A text whose content the schema does not check. */
const opaque = ({ minLength, maxLength }: { minLength: number; maxLength: number }) =>
  bounded(z.string({ error: absentOrWrong }), {
    minimum: minLength,
    maximum: maxLength,
    tooShort: code('required'),
    tooLong: code('too-long'),
  });

/** Called at each parse; returns `YYYY-MM-DD` in China Standard Time. */
type Today = () => string;

/** A field by its definition. The parsed value is the normalized one. */
function fieldSchema(field: FieldDefinition, today: Today): z.ZodType<string, string> {
  switch (field.control) {
    case 'name':
      return checked(checkName);
    case 'number':
      return checked(withinLength(checkIdNumber));
    case 'date':
      return checked((typed) => checkDate(typed, today()));
    case 'text':
      return checked(withinLength(field.check, field.maximum ?? Infinity));
    case 'choice':
      return z.enum(field.options, { error: absentOrWrong });
  }
}

/** The fields by the body's members that hold them. */
function byMember(
  fields: readonly FieldDefinition[],
): [member: string, fields: readonly FieldDefinition[]][] {
  const members = new Set(fields.map(({ id }) => memberOf(id)));
  return [...members].map((member) => [member, fields.filter(({ id }) => memberOf(id) === member)]);
}

/** Whether some bodies have none of the fields. */
const isOptional = (fields: readonly FieldDefinition[]): boolean =>
  fields.every(({ when, of }) => when || of);

function memberSchema(
  member: string,
  fields: readonly FieldDefinition[],
  today: Today,
): z.ZodType<unknown, unknown> {
  const [only] = fields;
  const schema =
    only?.id === member
      ? fieldSchema(only, today)
      : z.strictObject(
          Object.fromEntries(
            fields.map((field) => [field.id.slice(member.length + 1), fieldSchema(field, today)]),
          ),
          { error: absentOrWrong },
        );
  return isOptional(fields) ? schema.optional() : schema;
}

/** The schemas of a body's members. */
type Shape<Body> = {
  [Member in keyof Body]-?: undefined extends Body[Member]
    ? z.ZodOptional<z.ZodType<NonNullable<Body[Member]>, NonNullable<Body[Member]>>>
    : z.ZodType<Body[Member], Body[Member]>;
};

/**
 * The body's members by their definitions, from which the compiler cannot tell their types: `Body`
 * has those that the server reads.
 */
const shapeOf = <Body>(fields: readonly FieldDefinition[], today: Today): Shape<Body> =>
  Object.fromEntries(
    byMember(fields).map(([member, own]) => [member, memberSchema(member, own, today)]),
  ) as Shape<Body>;

/**
 * A member of the body that `form` asks for is required, and forbidden otherwise. A member with an
 * error, or whose choice has one, is reported already.
 */
const isAsAsked =
  <Body extends Record<string, unknown>>(
    all: readonly FieldDefinition[],
    formOf: (body: Body) => readonly FieldDefinition[],
  ) =>
  (body: Body, context: z.core.$RefinementCtx<unknown>): void => {
    const reported = new Set(context.issues.map(({ path }) => path?.[0]));
    const asked = formOf(body).filter((field) => isAsked(field, (choice) => body[choice]));
    const members = new Set(asked.map(({ id }) => memberOf(id)));
    for (const [member, fields] of byMember(all)) {
      if (reported.has(member) || fields.some(({ when }) => when && reported.has(when.field))) continue;
      const isThere = body[member] !== undefined;
      if (isThere !== members.has(member))
        context.addIssue({
          code: 'custom',
          path: [member],
          message: code(isThere ? 'unexpected' : 'required'),
        });
    }
  };

/** An agent cannot take over what somebody else has certified. */
const byRepresentative = (
  { applicant }: { applicant?: unknown },
  context: z.core.$RefinementCtx<unknown>,
) => {
  if (applicant === 'agent')
    context.addIssue({ code: 'custom', path: ['applicant'], message: code('unexpected') });
};

/** Runs the rule for every object. By default Zod skips it when a field is wrong. */
const OF_ANY = {
  when: ({ value }: { value: unknown }) =>
    typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** `source`: whose form it is. */
export const certificationRequestSchema = (today: Today, source: FormSource = 'partner') => {
  const claim = <Intended extends z.core.$ZodLooseShape>(intended: Intended) =>
    z
      .strictObject(
        { ...shapeOf<ClaimRequest>(CERTIFICATION_FIELDS, today), ...intended },
        { error: code('bad-format') },
      )
      .superRefine(
        isAsAsked(CERTIFICATION_FIELDS, () => fieldsOf(source)),
        OF_ANY,
      );
  const consent = z.literal(true, { error: code('required') });
  return z.discriminatedUnion(
    'intent',
    [
      claim({ intent: z.literal('certify').optional() }),
      claim({ intent: z.literal('replace') }).superRefine(byRepresentative, OF_ANY),
      claim({ intent: z.literal('recheck'), consent }),
      claim({ intent: z.literal('counter'), consent }),
      z.strictObject(
        {
          ...shapeOf<Pick<Extract<CertificationRequest, { intent: 'withdraw' }>, 'agent'>>(
            WITHDRAWAL_FIELDS,
            today,
          ),
          intent: z.literal('withdraw'),
        },
        { error: code('bad-format') },
      ),
    ],
    { error: code('bad-format') },
  );
};

const REGISTRATION_FIELDS = registrationFields(CERTIFICATION_FIELDS);

/** The fields for the unit that the body names. Its code may be missing or wrong. */
function fieldsOfUnit({ unit }: { unit?: { code?: unknown } | undefined }): readonly FieldDefinition[] {
  const typed = unit?.code;
  const code = typeof typed === 'string' ? normalizeUnitCode(typed.slice(0, LIMITS.numberAsSent)) : undefined;
  return registrationFields(fieldsOf((code !== undefined && sourceOf(code)) || 'partner'));
}

export const registrationRequestSchema = (today: Today) =>
  z
    .strictObject(
      {
        ...shapeOf<Omit<RegistrationRequest, 'phoneProof'>>(REGISTRATION_FIELDS, today),
        phoneProof: opaque(components.RegistrationRequest.properties.phoneProof),
      },
      { error: code('bad-format') },
    )
    .superRefine(isAsAsked(REGISTRATION_FIELDS, fieldsOfUnit), OF_ANY);

export const phoneCodeRequestSchema = z.strictObject(
  {
    phone: checked(withinLength(checkPhone)),
    proof: opaque(components.PhoneCodeRequest.properties.proof),
    unit: z
      .strictObject({ code: checked(withinLength(checkUnitCode)) }, { error: code('bad-format') })
      .optional(),
  },
  { error: code('bad-format') },
);

export const phoneProofRequestSchema = z.strictObject(
  { phone: checked(withinLength(checkPhone)), code: checked(withinLength(checkPhoneCode)) },
  { error: code('bad-format') },
);

/** A malformed code does not refuse the batch: it is reported in its place of the answer. */
export const batchStatusRequestSchema = z.strictObject({
  codes: bounded(z.array(z.string({ error: absentOrWrong }), { error: absentOrWrong }), {
    minimum: components.BatchStatusRequest.properties.codes.minItems,
    maximum: components.BatchStatusRequest.properties.codes.maxItems,
    tooShort: code('required'),
    tooLong: code('too-long'),
  }),
});
