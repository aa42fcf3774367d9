import type { Applicant, Outcome, Reason } from './wire.ts';

/** A decided submission: when, by whom (never a name) and what came of it. Nothing of the claim itself. */
export interface Submission {
  outcome: Exclude<Outcome, 'pending'>;
  reason?: Reason | undefined;
  applicant: Applicant;
  at: string;
}

/** How many of them a status tells of. */
export const HISTORY_LENGTH = 5;
