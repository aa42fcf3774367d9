/** Statements that PostgreSQL undid because of another one, mostly by a deadlock: nothing of them was written, so they run again. */

/** How often a statement is run at most. */
const TRIES = 3;

/** Deadlock, serialization failure. */
const UNDONE = ['40P01', '40001'];

/** Callers say which statements may meet. */
export async function againWhenUndone<Result>(run: () => Promise<Result>, tries = 1): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    const { code = '' } = (error ?? {}) as { code?: string };
    if (UNDONE.includes(code) && tries < TRIES) return againWhenUndone(run, tries + 1);
    throw error;
  }
}
