/** What an attempt that was not recorded is told: the answer of the one that came first, or that there is no room for it. */
import type { Database } from '../database/database.ts';
import { readSnapshot, type EarlierAttempt, type Snapshot, type SnapshotQuery } from './snapshot.ts';

export type Overtaken =
  /** Another attempt came first with the same key. */
  | { kind: 'earlier'; earlier: EarlierAttempt; snapshot: Snapshot }
  /**
   * Another attempt came first as the last one that was left, or the person aimed at has no budget left, which the first read did not
   * ask. `until`: milliseconds since the epoch.
   */
  | { kind: 'too-many-attempts'; until: number };

/** `written`: why it was not recorded. `now` in milliseconds. */
export async function overtaken(
  database: Database,
  query: SnapshotQuery,
  written: { kind: string },
  now: number,
): Promise<Overtaken> {
  const snapshot = await readSnapshot(database, query, now);
  const { earlier, exhaustedUntil } = snapshot;
  if (earlier) return { kind: 'earlier', earlier, snapshot };
  if (written.kind === 'key-used') throw new Error('the key is used, and no attempt has it');
  return { kind: 'too-many-attempts', until: exhaustedUntil ?? now };
}
