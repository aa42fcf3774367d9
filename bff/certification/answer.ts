/** What a submission's caller is told: from what was recorded now, or from the first answer of a used key. */
import type { CertificationAnswer } from '../contract/wire.ts';
import { publicReason, type Finding } from './decide.ts';
import type { Recorded } from './record.ts';
import type { FirstAnswer, Situation } from './situation.ts';

export type SubmitResult =
  | { kind: 'answered'; answer: CertificationAnswer; finding: string | undefined; replayed: boolean }
  | { kind: 'already-certified' }
  | { kind: 'key-reused' }
  /** `until`: milliseconds since the epoch. */
  | { kind: 'too-many-attempts'; until: number };

export function answerOf(recorded: Recorded, finding: string | null, replayed = false): SubmitResult {
  if (recorded.outcome === 'already-certified') return { kind: 'already-certified' };
  const attempts = { remaining: recorded.remaining, resetsAt: recorded.resetsAt?.toISOString() ?? null };
  const answer: CertificationAnswer = { outcome: recorded.outcome, attempts };
  if (recorded.outcome === 'pending') answer.reason = 'registry-unavailable';
  if (recorded.outcome === 'rejected') answer.reason = publicReason(finding as Finding);
  if (answer.reason === 'registry-mismatch') answer.recheckable = true;
  return { kind: 'answered', answer, finding: finding ?? undefined, replayed };
}

/** The first answer of a used key; a pending one gets the state now. `bodies`: the new body's digests. */
export function replay(situation: Situation, bodies: readonly string[]): SubmitResult {
  const first = situation.first;
  if (!first) throw new Error('there is no first answer to replay');
  if (!bodies.includes(first.body)) return { kind: 'key-reused' };
  return answerOf({ ...first, outcome: outcomeNow(first, situation) }, first.finding, true);
}

function outcomeNow(first: FirstAnswer, situation: Situation): Recorded['outcome'] {
  const waiting = first.outcome === 'pending' || first.outcome === 'replaced';
  if (!waiting) return first.outcome as Recorded['outcome'];
  // A newer claim took this one's place: what is true of the unit is true for this caller.
  return situation.certification?.status === 'certified' ? 'certified' : 'pending';
}
