/**
 * The schemas of requests' bodies. `wire.ts` has the types; `test/contract` tests that both agree. The messages are the field error codes, which
 * the HTTP layer copies into its answer.
 */
import { z } from 'zod';
import { boundedList, boundedText } from './bounded.ts';
import { checkEmail, checkPhone, checkPhoneCode } from './contact.ts';
import { checkDate, checkIdNumber, checkName, type Checked } from './identifiers.ts';
import { CLAIM_FIELDS, claimFieldsOf, type ClaimField, sourceOf } from './sources.ts';
import { checkUnitCode, normalizeUnitCode } from './unit-code.ts';
import { LIMITS, type FieldErrorCode } from './wire.ts';

const code = (value: FieldErrorCode) => value;

/** The error of a required field: it is missing, or has the wrong type. */
const absentOrWrong = ({ input }: { input?: unknown }) =>
  code(input === undefined ? 'required' : 'bad-format');

/** A text that a pure check accepts (`identifiers.ts` and others). The parsed value is the normalized one. */
const checked = (check: (typed: string) => Checked<string>) =>
  z.string({ error: absentOrWrong }).transform((typed, context) => {
    const result = check(typed);
    if (result.ok) return result.value;
    context.addIssue({ code: 'custom', message: result.code });
    return z.NEVER;
  });

/** The maximal length of a number or code as it is sent, with typed spaces and hyphens. */
const NUMBER_AS_SENT = 30;

/** Refuses a text that is too long before `check` reads it. */
const withinLength = (check: (typed: string) => Checked<string>) => (typed: string) =>
  typed.length > NUMBER_AS_SENT ? ({ ok: false, code: 'too-long' } as const) : check(typed);

/** A text whose content the schema does not check. */
const opaque = (maximum: number) =>
  boundedText(z.string({ error: absentOrWrong }), {
    minimum: 1,
    maximum,
    tooShort: code('required'),
    tooLong: code('too-long'),
  });

export const personSchema = z.strictObject(
  { name: checked(checkName), idNumber: checked(withinLength(checkIdNumber)) },
  { error: absentOrWrong },
);

/** The members of a claim. `today` is called at each parse, and returns `YYYY-MM-DD` in China Standard Time. */
const claimShape = (today: () => string) => ({
  legalRepresentative: personSchema,
  foundedOn: checked((typed) => checkDate(typed, today())).optional(),
  applicant: z.enum(['legal-representative', 'agent'], {
    error: absentOrWrong,
  }),
  agent: personSchema.optional(),
});

/** The fields that `agentGoesWithApplicant` and `replaceGoesWithApplicant` read. Other fields may be wrong, so that all errors are reported at once. */
interface Applying {
  applicant?: unknown;
  agent?: unknown;
  replace?: unknown;
}

/** The agent's data are required when an agent applies, and forbidden otherwise. Errors within them are already reported. */
const agentGoesWithApplicant = ({ applicant, agent }: Applying, context: z.core.$RefinementCtx<unknown>) => {
  const reported = context.issues.some(({ path }) => path?.[0] === 'agent');
  if (applicant === 'agent' && agent === undefined && !reported)
    context.addIssue({ code: 'custom', path: ['agent'], message: code('required') });
  if (applicant === 'legal-representative' && agent !== undefined && !reported)
    context.addIssue({ code: 'custom', path: ['agent'], message: code('unexpected') });
};
/** The founding date is required where `fields` has it, and forbidden otherwise. An error within it is already reported. */
const dateGoesWith = (
  fields: readonly ClaimField[],
  { foundedOn }: { foundedOn?: unknown },
  context: z.core.$RefinementCtx<unknown>,
) => {
  const asked = fields.includes('foundedOn');
  const reported = context.issues.some(({ path }) => path?.[0] === 'foundedOn');
  if (asked === (foundedOn !== undefined) || (asked && reported)) return;
  context.addIssue({ code: 'custom', path: ['foundedOn'], message: code(asked ? 'required' : 'unexpected') });
};

/** An agent cannot take over what somebody else has certified. */
const replaceGoesWithApplicant = (
  { applicant, replace }: Applying,
  context: z.core.$RefinementCtx<unknown>,
) => {
  if (applicant === 'agent' && replace === true)
    context.addIssue({ code: 'custom', path: ['replace'], message: code('unexpected') });
};

/** Runs the rule for every object. By default Zod skips it when a field is wrong. */
const OF_ANY = {
  when: ({ value }: { value: unknown }) =>
    typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** `fields`: those that the unit's source compares. */
export const certificationRequestSchema = (
  today: () => string,
  fields: readonly ClaimField[] = CLAIM_FIELDS,
) =>
  z
    .strictObject(
      { ...claimShape(today), replace: z.boolean({ error: code('bad-format') }).optional() },
      { error: code('bad-format') },
    )
    .superRefine((value, context) => dateGoesWith(fields, value, context), OF_ANY)
    .superRefine(agentGoesWithApplicant, OF_ANY)
    .superRefine(replaceGoesWithApplicant, OF_ANY);

export const withdrawalRequestSchema = z.strictObject({ agent: personSchema }, { error: code('bad-format') });

/** As `certificationRequestSchema`. */
export const recheckRequestSchema = (today: () => string, fields: readonly ClaimField[] = CLAIM_FIELDS) =>
  z
    .strictObject(
      { ...claimShape(today), consent: z.literal(true, { error: code('required') }) },
      { error: code('bad-format') },
    )
    .superRefine((value, context) => dateGoesWith(fields, value, context), OF_ANY)
    .superRefine(agentGoesWithApplicant, OF_ANY);

/** The fields for the unit that the body names. Its code may be missing or wrong. */
const fieldsOfUnit = ({ unit }: { unit?: { code?: unknown } | undefined }): readonly ClaimField[] => {
  const typed = unit?.code;
  const code = typeof typed === 'string' ? normalizeUnitCode(typed.slice(0, NUMBER_AS_SENT)) : undefined;
  return claimFieldsOf(code === undefined ? undefined : sourceOf(code));
};

/** Characters; longer than any phone proof of the server. */
const PHONE_PROOF_MAXIMUM = 200;

export const registrationRequestSchema = (today: () => string) =>
  z
    .strictObject(
      {
        ...claimShape(today),
        unit: z.strictObject(
          { code: checked(withinLength(checkUnitCode)), name: checked(checkName) },
          { error: absentOrWrong },
        ),
        email: checked(checkEmail),
        phone: checked(withinLength(checkPhone)),
        phoneProof: opaque(PHONE_PROOF_MAXIMUM),
      },
      { error: code('bad-format') },
    )
    .superRefine((value, context) => dateGoesWith(fieldsOfUnit(value), value, context), OF_ANY)
    .superRefine(agentGoesWithApplicant, OF_ANY);

/** Characters. A solved challenge in base64 has about 900. */
const PROOF_OF_WORK_MAXIMUM = 4_000;

export const phoneCodeRequestSchema = z.strictObject(
  {
    phone: checked(withinLength(checkPhone)),
    proof: opaque(PROOF_OF_WORK_MAXIMUM),
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
  codes: boundedList(z.array(z.string({ error: absentOrWrong }), { error: absentOrWrong }), {
    minimum: 1,
    maximum: LIMITS.batchCodes,
    tooShort: code('required'),
    tooLong: code('too-long'),
  }),
});
