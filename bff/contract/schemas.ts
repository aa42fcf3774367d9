/**
 * Bodies of requests, checked. `wire.ts` has the types; `test/contract` holds both equal.
 * Messages are the contract's field error codes, so that the HTTP layer copies them out.
 */
import { z } from 'zod';
import { checkEmail, checkPhone, checkPhoneCode } from './contact.ts';
import { checkDate, checkIdNumber, checkName, type Checked } from './identifiers.ts';
import { checkUnitCode, normaliseUnitCode } from './unit-code.ts';
import { LIMITS, type Applicant, type FieldErrorCode, type Person } from './wire.ts';

const code = (value: FieldErrorCode) => value;

/** Runs one of the pure checks of `identifiers.ts`; the parsed value is the normalised one. */
const checked = (check: (typed: string) => Checked<string>) =>
  z.string({ error: code('required') }).transform((typed, context) => {
    const result = check(typed);
    if (result.ok) return result.value;
    context.addIssue({ code: 'custom', message: result.code });
    return z.NEVER;
  });

const withinLength = (check: (typed: string) => Checked<string>) => (typed: string) =>
  typed.length > LIMITS.idNumberMaximum ? ({ ok: false, code: 'too-long' } as const) : check(typed);

export const personSchema = z.strictObject(
  { name: checked(checkName), idNumber: checked(withinLength(checkIdNumber)) },
  { error: code('required') },
);

/** The claim's members; `today` is asked for at each parse: `YYYY-MM-DD` in China Standard Time. */
const claimShape = (today: () => string) => ({
  legalRepresentative: personSchema,
  foundedOn: checked((typed) => checkDate(typed, today())),
  applicant: z.enum(['legal-representative', 'agent'], {
    error: ({ input }) => code(input === undefined ? 'required' : 'bad-format'),
  }),
  agent: personSchema.optional(),
});

/** An agent's data are there when an agent applies, and only then. */
const agentGoesWithApplicant = (
  { applicant, agent }: { applicant: Applicant; agent?: Person | undefined },
  context: z.RefinementCtx,
) => {
  if (applicant === 'agent' && !agent)
    context.addIssue({ code: 'custom', path: ['agent'], message: code('required') });
  if (applicant !== 'agent' && agent)
    context.addIssue({ code: 'custom', path: ['agent'], message: code('unexpected') });
};

export const certificationRequestSchema = (today: () => string) =>
  z.strictObject(claimShape(today), { error: code('bad-format') }).superRefine(agentGoesWithApplicant);

export const recheckRequestSchema = (today: () => string) =>
  z
    .strictObject(
      { ...claimShape(today), consent: z.literal(true, { error: code('required') }) },
      { error: code('bad-format') },
    )
    .superRefine(agentGoesWithApplicant);

/** Of a phone proof, which is opaque: longer than any of ours. */
const PHONE_PROOF_MAXIMUM = 200;

export const registrationRequestSchema = (today: () => string) =>
  z
    .strictObject(
      {
        ...claimShape(today),
        unit: z.strictObject(
          { code: checked(withinLength(checkUnitCode)), name: checked(checkName) },
          { error: code('required') },
        ),
        email: checked(checkEmail),
        phone: checked(withinLength(checkPhone)),
        phoneProof: z
          .string({ error: code('required') })
          .min(1, code('required'))
          .max(PHONE_PROOF_MAXIMUM, code('too-long')),
      },
      { error: code('bad-format') },
    )
    .superRefine(agentGoesWithApplicant);

/** A solved challenge in base64 takes some 900 characters. */
const PROOF_OF_WORK_MAXIMUM = 4_000;

export const phoneCodeRequestSchema = z.strictObject(
  {
    phone: checked(withinLength(checkPhone)),
    proof: z
      .string({ error: code('required') })
      .min(1, code('required'))
      .max(PROOF_OF_WORK_MAXIMUM, code('too-long')),
  },
  { error: code('bad-format') },
);

export const phoneProofRequestSchema = z.strictObject(
  { phone: checked(withinLength(checkPhone)), code: checked(withinLength(checkPhoneCode)) },
  { error: code('bad-format') },
);

export const batchStatusRequestSchema = z.strictObject({
  codes: z
    .array(
      checked((typed) => {
        const value = normaliseUnitCode(typed);
        return value === undefined ? { ok: false, code: 'bad-format' } : { ok: true, value };
      }),
      { error: code('required') },
    )
    .min(1, code('required'))
    .max(LIMITS.batchCodes, code('too-long')),
});
