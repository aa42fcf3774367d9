/** What follows from the reason of a refusal, beside its words. */
import type { Reason } from '../../bff/contract/reasons.ts';

interface Refusal {
  /** Data differs, so that the register may be wrong or behind. */
  differs: boolean;
  /** The applicant whose fields may have the error. */
  focus?: 'agent';
  /** The part of the registration's form that it is shown in. */
  place: 'unit' | 'real-name';
}

const REFUSALS: Record<Exclude<Reason, 'registry-unavailable'>, Refusal> = {
  'registry-mismatch': { differs: true, place: 'real-name' },
  'unit-mismatch': { differs: true, place: 'unit' },
  'unit-not-active': { differs: false, place: 'unit' },
  'agent-without-record': { differs: false, focus: 'agent', place: 'real-name' },
};

/** A newer service may have other reasons. */
export const refusalOf = (reason: string | undefined): Refusal =>
  (REFUSALS as Partial<Record<string, Refusal>>)[reason ?? ''] ?? { differs: false, place: 'real-name' };
