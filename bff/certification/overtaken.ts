/** What an attempt that was not recorded is told: the answer of the one that came first, or that there is no room for it. */
import type { Database } from '../database/database.ts';
import type { Exhausted } from '../limits/limits.ts';
import { readSnapshot, type EarlierAttempt, type Snapshot, type SnapshotQuery } from './snapshot.ts';

export type Overtaken =
  /** Another attempt came first with the same key. */
  | { kind: 'earlier'; earlier: EarlierAttempt; snapshot: Snapshot }
  /**
   * Another attempt came first as the last one that was left, or the person aimed at has no budget left, which the first read did not
   * ask.
   */
  | TooManyAttempts;

/** A limit has no room for the attempt. */
export interface TooManyAttempts extends Exhausted {
  kind: 'too-many-attempts';
  /** Canonical. */
  unitCode: string;
}

export const tooManyAttempts = (unitCode: string, exhausted: Exhausted): TooManyAttempts => ({
  kind: 'too-many-attempts',
  unitCode,
  ...exhausted,
});

/** `written`: why it was not recorded. `now` in milliseconds. */
export async function overtaken(
  database: Database,
  query: SnapshotQuery,
  written: { kind: string },
  now: number,
): Promise<Overtaken> {
  const snapshot = await readSnapshot(database, query, now);
  const { earlier, exhausted, unitCode } = snapshot;
  if (earlier) return { kind: 'earlier', earlier, snapshot };
  if (written.kind === 'key-used') throw new Error('the key is used, and no attempt has it');
  // A limit that had no room a moment ago may have some now.
  return tooManyAttempts(unitCode, exhausted ?? { limits: [], until: now });
}
