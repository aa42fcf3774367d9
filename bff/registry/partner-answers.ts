/**
 * The schemas of partners' answers (docs/zh/partners.md). They refuse an answer that contradicts
 * itself: `matches` for a unit that was not found must never count as a match.
 */
import { z } from 'zod';
import { bounded } from '../contract/bounded.ts';
import { checkDate } from '../contract/identifiers.ts';

/** A date, returned as `YYYY-MM-DD`. An empty text means that the partner does not know it. */
const date = z.string().transform((text, context) => {
  if (text.trim() === '') return undefined;
  const checked = checkDate(text, '9999-12-31');
  if (checked.ok) return checked.value;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});

const unit = z.object({
  code: z.string(),
  name: z.string(),
  legalRepresentatives: bounded(z.array(z.object({ name: z.string(), idNumber: z.string() })), {
    maximum: 200,
  }),
  foundedOn: date,
  status: z.string(),
});

const notFound = z.object({
  found: z.literal(false),
  unit: z.never().optional(),
  matches: z.literal(false).optional(),
  active: z.boolean().optional(),
});
const record = z.object({
  found: z.literal(true),
  unit,
  matches: z.never().optional(),
  active: z.never().optional(),
});
const verdict = z.object({
  found: z.literal(true),
  unit: z.never().optional(),
  matches: z.boolean(),
  active: z.boolean(),
});

/** The answer of a registry that got the code alone, so it cannot have a verdict. */
export const recordAnswer = z.union([notFound, record]);

/** The answer of a registry that got the whole claim. */
export const matchAnswer = z.union([notFound, record, verdict]);

export const handlerAnswer = z.object({ handled: z.boolean(), lastHandledOn: date.nullish() });

export type RegistryAnswer = z.infer<typeof matchAnswer>;
