/** The zod schema of a submission, for the peers that check it. */
import { z } from 'zod';

const person = z.object({ name: z.string().trim().min(1).max(100), idNumber: z.string().min(5).max(30) });

export const requestSchema = z
  .object({
    legalRepresentative: person,
    foundedOn: z.iso.date(),
    applicant: z.enum(['legal-representative', 'agent']),
    agent: person.optional(),
  })
  .refine(({ applicant, agent }) => (applicant === 'agent') === (agent !== undefined));
