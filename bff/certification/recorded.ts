/** What the statements that record an attempt answer, and how they are run. */
import { violatedConstraint } from '../database/database.ts';
import { retryDeadlocks } from '../database/retry.ts';
import { recordedAttempt, type AttemptRow, type RecordedAttempt } from './attempt.ts';

/**
 * The row that each of them returns. `evidence_is_current`: false when an import has come since the evidence was read; `is_open`: whether
 * there was something to record. The attempt's columns are null when nothing was recorded: then the unit has no room.
 */
export type RecordRow = { evidence_is_current: boolean; is_open: boolean } & {
  [Column in keyof AttemptRow]: AttemptRow[Column] | null;
};

/**
 * In the other cases nothing was written. `limited`: a limit has no room, so the decision may not be told. `outdated`: an import
 * has come since the evidence was read.
 */
export type Recorded = { kind: 'recorded'; attempt: RecordedAttempt } | { kind: Undone | 'outdated' };

/** Why the statement was undone. `key-used`: another attempt has the key. */
type Undone = 'limited' | 'key-used';

/** Undefined when there was nothing to record. */
export function recordedOf(row: RecordRow | Undone): Recorded | undefined {
  if (typeof row === 'string') return { kind: row };
  const { evidence_is_current, is_open, reference, outcome, ...attempt } = row;
  if (!evidence_is_current) return { kind: 'outdated' };
  if (!is_open) return undefined;
  if (outcome === null || reference === null) return { kind: 'limited' };
  return { kind: 'recorded', attempt: recordedAttempt({ reference, outcome, ...attempt }) };
}

/**
 * The statement's row, or why it was undone: a budget has no room, or the key is used. A submission and a settlement of one unit lock the
 * same rows in different orders, so that a deadlock can undo one of them. A reference that another submission has is tried with another one.
 */
export async function runRecording<Row>(
  newReference: () => string,
  run: (reference: string) => Promise<Row[]>,
): Promise<Row | Undone> {
  try {
    const [row] = await retryDeadlocks(() => run(newReference()));
    return row!; // it always has one
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'budget_has_room') return 'limited';
    if (constraint === 'submission_key') return 'key-used';
    if (constraint === 'submission_reference') return runRecording(newReference, run);
    throw error;
  }
}
