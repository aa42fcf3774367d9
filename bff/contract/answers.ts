/**
 * The schemas of answers and webhooks for `/openapi.json`. `wire.ts` and `webhook.ts` have the types; `test/contract` tests that both agree.
 * Later versions may add members, so the document allows more.
 */
import { z } from 'zod';
import { DUE_REASONS, END_REASONS, LAPSE_REASONS, REASONS } from './reasons.ts';
import {
  APPLICANTS,
  CLAIM_OUTCOMES,
  ENDED_OUTCOMES,
  FIELD_ERROR_CODES,
  KINDS,
  LIMITS,
  METHODS,
  OUTCOMES,
  PHONE_METHODS,
  PROBLEM_CODES,
  PROBLEM_TYPE_PREFIX,
  STATUSES,
} from './wire.ts';
import { CASE_REFUSALS, CASE_STATES, PAPERS, TOLD_CASE_STATES } from './cases.ts';
import { NEWS_REASONS, STEPS, WAYS } from './next.ts';
import { SOURCE_IDS } from './sources.ts';
import { TOKEN_CLAIMS, TOKEN_ERROR_CODES } from './token-errors.ts';
import { WEBHOOK_TYPES } from './webhook.ts';

/** Submissions that have ended, in a status. */
export const HISTORY_LENGTH = 5;

const instant = () => z.string().meta({ format: 'date-time' });
const seconds = () => z.int().nonnegative().meta({ description: 'Seconds.' });

const unitSchema = z.object({ code: z.string(), name: z.string().optional() }).meta({ id: 'Unit' });
const attemptsSchema = z
  .object({ remaining: z.int().nonnegative().nullable(), resetsAt: instant().nullable() })
  .meta({ id: 'Attempts' });
const reference = () =>
  z.string().meta({ description: 'Eight characters, read out over the phone as `K7M2-9QXH`.' });
const lastSchema = z.object({
  outcome: z.enum(ENDED_OUTCOMES),
  reference: reference(),
  reason: z.enum(REASONS).optional(),
  at: instant(),
});
const applicantSchema = z.enum(APPLICANTS);
const evidenceSchema = z
  .object({ source: z.string(), asOf: z.string().meta({ format: 'date' }) })
  .meta({ id: 'Evidence', description: 'The source that it rests on, and the day as of which it said so.' });
const dueSchema = z
  .object({ at: instant(), reason: z.enum(DUE_REASONS) })
  .meta({ id: 'Due', description: 'It counts until then, and ends unless it is renewed.' });
const submissionSchema = z
  .object({
    outcome: z.enum(ENDED_OUTCOMES),
    reference: reference(),
    reason: z.enum(REASONS).optional(),
    applicant: applicantSchema,
    at: instant(),
  })
  .meta({ id: 'Submission' });
const kindSchema = z
  .object({
    kind: z.enum(KINDS),
    status: z.enum(STATUSES),
    since: instant().optional(),
    reason: z.enum(LAPSE_REASONS).optional(),
    by: applicantSchema.optional(),
    method: z.enum([...METHODS, ...PHONE_METHODS]).optional(),
    evidence: evidenceSchema.optional(),
    due: dueSchema.optional(),
    elsewhere: z
      .literal(true)
      .meta({ description: 'It was certified through another site than the asking one.' })
      .optional(),
    submission: z
      .object({ reference: reference(), at: instant() })
      .meta({
        description:
          'The submission that waits: with `pending`, and with `certified` while a renewal or a takeover waits. Only for the unit’s own users.',
      })
      .optional(),
    last: lastSchema.optional(),
  })
  .meta({ id: 'Kind' });

const formSchema = z
  .object({
    fields: z
      .array(z.string())
      .meta({ description: 'The fields in their order, by their paths in the request’s body.' }),
    source: z.enum([...SOURCE_IDS, 'partner', 'counter']).optional(),
    asOf: z
      .string()
      .meta({ format: 'date', description: 'The day as of which the register’s last import speaks.' })
      .optional(),
    usualDays: z
      .int()
      .positive()
      .meta({ description: 'In so many days four of five changes reached the register lately.' })
      .optional(),
    counter: z.literal(true).meta({ description: 'The claim may also be brought to a counter.' }).optional(),
    reason: z
      .literal('no-source')
      .meta({ description: 'No register answers for this class of units, and there is no counter.' })
      .optional(),
  })
  .meta({ id: 'Form', description: 'What the unit’s users are asked for.' });
const bring = () =>
  z.array(z.enum(PAPERS)).meta({ description: 'The papers that are brought to the counter.' });
const caseSchema = z
  .object({
    reference: reference(),
    state: z.enum(TOLD_CASE_STATES),
    openedAt: instant(),
    until: instant(),
    endedAt: instant()
      .meta({ description: 'The decision, or the end of the time; absent with `open`.' })
      .optional(),
    bring: bring()
      .meta({ description: 'With `open` until the papers have been seen, and with `papers-missing`.' })
      .optional(),
    seen: z
      .literal(true)
      .meta({ description: 'The papers have been seen, and a second officer confirms the decision.' })
      .optional(),
    returned: z
      .literal(true)
      .meta({
        description: 'The second officer has sent the decision back: the papers are to be seen again.',
      })
      .optional(),
    reason: z.enum(CASE_REFUSALS).optional(),
    elsewhere: z.literal(true).optional(),
  })
  .meta({ id: 'Case', description: 'A claim that is kept for a look at the papers at the counter.' });
const endReasonSchema = z.enum(END_REASONS);
const endedTermSchema = z
  .object({
    since: instant(),
    endedAt: instant(),
    endReason: endReasonSchema,
    by: applicantSchema,
    method: z.enum(METHODS),
    elsewhere: z.literal(true).optional(),
  })
  .meta({ id: 'EndedTerm', description: 'A certification that ended.' });

const waySchema = z.enum(WAYS).meta({ id: 'Way' });
const nextSchema = z
  .object({
    step: z.enum(STEPS),
    ways: z.array(waySchema).meta({ description: 'Open, the best one first.' }),
    closed: z
      .array(z.object({ way: waySchema, until: instant() }))
      .meta({ description: 'Closed by a limit that is told.' }),
    reason: z.enum(NEWS_REASONS).nullable(),
    reference: reference().nullable(),
    until: instant().nullable(),
    attempts: z.int().nonnegative().nullable(),
    again: z.literal(true).optional(),
  })
  .meta({ id: 'NextStep', description: 'What the unit may do next, for its user.' });

export const certificationStatusSchema = z
  .object({
    unit: unitSchema,
    canSubmit: z.boolean(),
    kinds: z.array(kindSchema),
    attempts: attemptsSchema,
    form: formSchema,
    next: nextSchema,
    history: z
      .array(submissionSchema)
      .max(HISTORY_LENGTH)
      .meta({ description: 'Only those of the asking site, newest first.' })
      .optional(),
    recheck: z.object({ reference: reference(), until: instant() }).optional(),
    caseAttempts: attemptsSchema
      .meta({ description: 'Cases that the unit may still open, where there is a counter.' })
      .optional(),
    case: caseSchema.optional(),
    terms: z
      .array(endedTermSchema)
      .max(LIMITS.termsPerPage)
      .meta({ description: 'Certifications that ended, newest first.' })
      .optional(),
  })
  .meta({ id: 'CertificationStatus' });

export const certificationAnswerSchema = z
  .object({
    outcome: z.enum(OUTCOMES),
    reference: reference(),
    reason: z.enum(REASONS).optional(),
    due: dueSchema.optional(),
    until: instant().optional(),
    bring: bring().optional(),
    repeated: z
      .literal(true)
      .meta({ description: 'The same claim was refused before: it was not compared or counted again.' })
      .optional(),
    status: certificationStatusSchema,
  })
  .meta({ id: 'CertificationAnswer' });

export const keptWithdrawnSchema = z
  .object({ status: certificationStatusSchema })
  .meta({ id: 'KeptWithdrawn' });

export const proofOfWorkChallengeSchema = z
  .object({ parameters: z.record(z.string(), z.unknown()), signature: z.string() })
  .meta({
    id: 'ProofOfWorkChallenge',
    description: 'An ALTCHA challenge (PBKDF2), valid once and for five minutes.',
  });

export const phoneCodeAnswerSchema = z
  .object({ resendAfter: seconds(), expiresIn: seconds() })
  .meta({ id: 'PhoneCodeAnswer' });

export const phoneProofAnswerSchema = z.object({ phoneProof: z.string() }).meta({ id: 'PhoneProofAnswer' });

export const registrationAnswerSchema = z
  .object({
    outcome: z.enum(CLAIM_OUTCOMES),
    reference: reference().optional(),
    reason: z.enum(REASONS).optional(),
    attempts: attemptsSchema.optional(),
    assertion: z.string().meta({ description: 'A JWT for the portal’s server.' }).optional(),
  })
  .meta({ id: 'RegistrationAnswer' });

export const unitStatusSchema = z
  .object({ unit: unitSchema, kinds: z.array(kindSchema) })
  .meta({ id: 'UnitStatus' });

const unitTermSchema = z
  .object({
    since: instant(),
    endedAt: instant().optional(),
    endReason: endReasonSchema.optional(),
    by: applicantSchema,
    method: z.enum(METHODS),
    evidence: evidenceSchema,
    due: dueSchema.optional(),
  })
  .meta({ id: 'UnitTerm', description: 'A certification; `endedAt` is absent while it counts.' });

export const unitTermsSchema = z
  .object({
    unit: unitSchema,
    terms: z.array(unitTermSchema).max(LIMITS.termsPerPage).meta({ description: 'Newest first.' }),
    next: z.string().meta({ description: 'Ask with it for the next page.' }).optional(),
  })
  .meta({ id: 'UnitTerms' });

const malformedCodeSchema = z
  .object({ code: z.string().meta({ description: 'As it was sent.' }), error: z.literal('bad-format') })
  .meta({ id: 'MalformedCode' });

export const batchStatusAnswerSchema = z
  .object({ units: z.array(z.union([unitStatusSchema, malformedCodeSchema])) })
  .meta({ id: 'BatchStatusAnswer' });

export const jwksSchema = z
  .object({ keys: z.array(z.record(z.string(), z.unknown())).min(1) })
  .meta({ id: 'JwkSet', description: 'RFC 7517.' });

const fieldErrorSchema = z
  .object({ path: z.string(), code: z.enum(FIELD_ERROR_CODES) })
  .meta({ id: 'FieldError', description: 'For 422: a field of the body.' });
const tokenErrorSchema = z.object({ path: z.enum(TOKEN_CLAIMS), code: z.enum(TOKEN_ERROR_CODES) }).meta({
  id: 'TokenError',
  description: 'For 401 after the signature has verified: a claim of the token.',
});

export const problemSchema = z
  .object({
    type: z.templateLiteral([PROBLEM_TYPE_PREFIX, z.enum(PROBLEM_CODES)]),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(PROBLEM_CODES),
    errors: z.array(z.union([fieldErrorSchema, tokenErrorSchema])).optional(),
    reference: reference().optional(),
    certification: certificationStatusSchema.optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' });

export const webhookSchema = z
  .object({
    type: z.enum(WEBHOOK_TYPES),
    timestamp: instant(),
    data: z.object({
      unit: z.string(),
      kind: z.enum(KINDS),
      status: z.enum(STATUSES),
      reason: z.enum([...REASONS, ...LAPSE_REASONS]).optional(),
      by: applicantSchema.optional(),
      method: z.enum(METHODS).optional(),
      due: z
        .object({ at: instant().nullable(), reason: z.enum(DUE_REASONS) })
        .meta({ description: 'With `unit.due`. `at` is null when it is taken back.' })
        .optional(),
      case: z
        .object({ state: z.enum(CASE_STATES), reason: z.enum(CASE_REFUSALS).optional() })
        .meta({ description: 'With `unit.case`.' })
        .optional(),
      reference: reference().optional(),
      at: instant(),
      sequence: z.int(),
    }),
    audit: z
      .object({ position: z.int(), seal: z.string(), at: instant(), signature: z.string() })
      .optional()
      .meta({
        description: 'The head of the service’s audit chain. Store the body; nothing else is needed.',
      }),
  })
  .meta({ id: 'Webhook' });
