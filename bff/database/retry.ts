/**
 * Retries of statements that PostgreSQL rolled back because of another one, mostly to end a
 * deadlock: nothing of them was written.
 */
import { handleWhen, retry } from 'cockatiel';

/** Deadlock, serialization failure (SQLSTATE). */
const ROLLED_BACK = ['40P01', '40001'];

/** `maxAttempts` of cockatiel are those after the first one. */
const twiceMore = retry(
  handleWhen((error) => ROLLED_BACK.includes((error as { code?: string } | null)?.code ?? '')),
  { maxAttempts: 2 },
);

/**
 * Runs a statement, at most three times. Callers say with which other statements it may collide.
 */
export const retryDeadlocks = <Result>(run: () => Promise<Result>): Promise<Result> => twiceMore.execute(run);
