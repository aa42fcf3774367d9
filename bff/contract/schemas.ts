/**
 * Bodies of requests, checked. `wire.ts` has the types; `test/contract` holds both equal.
 * Messages are the contract's field error codes, so that the HTTP layer copies them out.
 */
import { z } from 'zod';
import { boundedList, boundedText } from './bounded.ts';
import { checkEmail, checkPhone, checkPhoneCode } from './contact.ts';
import { checkDate, checkIdNumber, checkName, type Checked } from './identifiers.ts';
import { checkUnitCode } from './unit-code.ts';
import { LIMITS, type FieldErrorCode } from './wire.ts';

const code = (value: FieldErrorCode) => value;

/** Of a field that must be there: it is missing, or of another type. */
const absentOrWrong = ({ input }: { input?: unknown }) =>
  code(input === undefined ? 'required' : 'bad-format');

/** Runs one of the pure checks of `identifiers.ts`; the parsed value is the normalized one. */
const checked = (check: (typed: string) => Checked<string>) =>
  z.string({ error: absentOrWrong }).transform((typed, context) => {
    const result = check(typed);
    if (result.ok) return result.value;
    context.addIssue({ code: 'custom', message: result.code });
    return z.NEVER;
  });

/** Characters of a number or code as it is sent, with the spaces and hyphens that people type. */
const NUMBER_AS_SENT = 30;

/** A check that is not run on a text that is longer than anybody types. */
const withinLength = (check: (typed: string) => Checked<string>) => (typed: string) =>
  typed.length > NUMBER_AS_SENT ? ({ ok: false, code: 'too-long' } as const) : check(typed);

/** A text that only its maker can read. */
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

/** The claim's members; `today` is asked for at each parse: `YYYY-MM-DD` in China Standard Time. */
const claimShape = (today: () => string) => ({
  legalRepresentative: personSchema,
  foundedOn: checked((typed) => checkDate(typed, today())),
  applicant: z.enum(['legal-representative', 'agent'], {
    error: absentOrWrong,
  }),
  agent: personSchema.optional(),
});

/** What an agent's rule looks at: also a body whose other fields are wrong, so that all errors are told at once. */
interface Applying {
  applicant?: unknown;
  agent?: unknown;
}

/** An agent's data are there when an agent applies, and only then. What is wrong within them is told already. */
const agentGoesWithApplicant = ({ applicant, agent }: Applying, context: z.core.$RefinementCtx<unknown>) => {
  const reported = context.issues.some(({ path }) => path?.[0] === 'agent');
  if (applicant === 'agent' && agent === undefined && !reported)
    context.addIssue({ code: 'custom', path: ['agent'], message: code('required') });
  if (applicant === 'legal-representative' && agent !== undefined && !reported)
    context.addIssue({ code: 'custom', path: ['agent'], message: code('unexpected') });
};
/** Of any object: without it the rule is not asked when a field is wrong. */
const OF_ANY = { when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null };

export const certificationRequestSchema = (today: () => string) =>
  z
    .strictObject(claimShape(today), { error: code('bad-format') })
    .superRefine(agentGoesWithApplicant, OF_ANY);

export const recheckRequestSchema = (today: () => string) =>
  z
    .strictObject(
      { ...claimShape(today), consent: z.literal(true, { error: code('required') }) },
      { error: code('bad-format') },
    )
    .superRefine(agentGoesWithApplicant, OF_ANY);

/** Of a phone proof, which is opaque: longer than any of ours. */
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
    .superRefine(agentGoesWithApplicant, OF_ANY);

/** A solved challenge in base64 takes some 900 characters. */
const PROOF_OF_WORK_MAXIMUM = 4_000;

export const phoneCodeRequestSchema = z.strictObject(
  {
    phone: checked(withinLength(checkPhone)),
    proof: opaque(PROOF_OF_WORK_MAXIMUM),
  },
  { error: code('bad-format') },
);

export const phoneProofRequestSchema = z.strictObject(
  { phone: checked(withinLength(checkPhone)), code: checked(withinLength(checkPhoneCode)) },
  { error: code('bad-format') },
);

/** A text that is no code does not refuse the others: it is answered in its place. */
export const batchStatusRequestSchema = z.strictObject({
  codes: boundedList(z.array(z.string({ error: absentOrWrong }), { error: absentOrWrong }), {
    minimum: 1,
    maximum: LIMITS.batchCodes,
    tooShort: code('required'),
    tooLong: code('too-long'),
  }),
});
