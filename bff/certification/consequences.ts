/** What a decision leaves besides the attempt: the finding, the event for portals, the audit entry's detail. */
import type { Applicant } from '../contract/wire.ts';
import { publicReason, type Decision } from './decide.ts';

export interface Consequences {
  outcome: Decision['outcome'];
  finding: string | null;
  /** JSON: the webhook's payload; unit code, kind, status, reason and instant, never personal data. */
  event: string;
  /** JSON: rich inside, for auditors. */
  detail: string;
}

/** `now` in milliseconds since the epoch. */
export function consequencesOf(
  decision: Decision,
  unitCode: string,
  applicant: Applicant,
  now: number,
): Consequences {
  const finding = decision.outcome === 'rejected' ? decision.finding : null;
  const waiting =
    decision.outcome === 'pending' ? { partner: decision.partner, outage: decision.outage } : {};
  return {
    outcome: decision.outcome,
    finding,
    event: JSON.stringify({
      unit: unitCode,
      kind: 'real-name',
      status: decision.outcome === 'rejected' ? 'uncertified' : decision.outcome,
      ...(finding && {
        reason: publicReason(decision.outcome === 'rejected' ? decision.finding : 'unit-not-found'),
      }),
      at: new Date(now).toISOString(),
    }),
    detail: JSON.stringify({ applicant, ...(finding && { finding }), ...waiting }),
  };
}
