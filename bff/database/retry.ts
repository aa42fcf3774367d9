/** Retries of statements that PostgreSQL rolled back because of another one, mostly to end a deadlock: nothing of them was written. */

const MAXIMUM_TRIES = 3;

/** Deadlock, serialization failure (SQLSTATE). */
const ROLLED_BACK = ['40P01', '40001'];

/** Runs a statement, at most three times. Callers say with which other statements it may collide. */
export async function retryDeadlocks<Result>(run: () => Promise<Result>, tries = 1): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    const { code = '' } = (error ?? {}) as { code?: string };
    if (ROLLED_BACK.includes(code) && tries < MAXIMUM_TRIES) return retryDeadlocks(run, tries + 1);
    throw error;
  }
}
