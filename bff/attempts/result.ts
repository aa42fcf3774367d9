/** The results of a submission. The routes tell them, and add the status. */
import type { CertificationAnswer } from '../contract/wire.ts';
import { type Counters, exhausted, type Exhausted, type Stored } from '../limits/index.ts';

export type SubmissionResult =
  /**
   * `replayed`: nothing was decided now; an earlier request with this key or this claim got the
   * same answer.
   */
  | { kind: 'answered'; answer: Omit<CertificationAnswer, 'status'>; replayed: boolean }
  | { kind: 'way-closed' | 'key-reused' | 'claim-differs' }
  | { kind: 'agent-differs'; reference: string }
  | TooManyAttempts;

/** A limit has no room for the attempt. */
export interface TooManyAttempts extends Exhausted {
  kind: 'too-many-attempts';
  /** Canonical. */
  unitCode: string;
  /**
   * The reference of the user's last submission at the unit; undefined when the user has sent none.
   */
  reference: string | undefined;
}

/** The unit and the user's last submission there, as the snapshot has them. */
interface Known {
  unitCode: string;
  last: { reference: string } | undefined;
}

export const tooManyAttempts = ({ unitCode, last }: Known, full: Exhausted): TooManyAttempts => ({
  kind: 'too-many-attempts',
  unitCode,
  reference: last?.reference,
  ...full,
});

/**
 * Told after the statement that records had found no room. A limit may have some again since. `now`
 * in milliseconds.
 */
export const hadNoRoom = (
  snapshot: Known & { stored: Stored },
  counters: Counters,
  now: number,
): TooManyAttempts =>
  tooManyAttempts(snapshot, exhausted(counters, snapshot.stored, now) ?? { limits: [], until: now });
