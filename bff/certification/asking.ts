/**
 * The order of recording a claim whose agent only a partner knows (decision 0014): it is recorded as pending, the partner is asked, and the
 * claim is decided. The first step asks the limits for room, so nothing that only a right claim needs comes before it. A request that ends in
 * between leaves the pending submission; the same idempotency key finds it and asks again.
 */
import type { HandlerEvidence } from '../evidence/evidence.ts';
import { INSURANCE_IS_ASKED, type Decision } from './decide.ts';
import type { FoundHandler } from './gather.ts';

interface Steps<Written> {
  found: FoundHandler;
  /** The submission is recorded as pending already, by an earlier request of the same key. */
  isRecorded: boolean;
  decideBy: (handler: HandlerEvidence | undefined) => Decision;
  /** `isWaiting`: the submission is recorded, and is decided now. */
  record: (decision: Decision, isWaiting: boolean) => Promise<Written>;
}

/** The decision of the first step: what the limits are asked for. */
export const firstDecision = ({ found, decideBy }: Pick<Steps<unknown>, 'found' | 'decideBy'>): Decision =>
  found.asks ? INSURANCE_IS_ASKED : decideBy(found.handler);

/** The last step's result, or the first one's when that recorded nothing. */
export async function recordInSteps<Written extends { kind: string }>({
  found,
  isRecorded,
  decideBy,
  record,
}: Steps<Written>): Promise<Written> {
  if (!found.asks) return record(decideBy(found.handler), isRecorded);
  if (!isRecorded) {
    const asked = await record(INSURANCE_IS_ASKED, false);
    if (asked.kind !== 'recorded') return asked;
  }
  return record(decideBy(await found.ask()), true);
}
