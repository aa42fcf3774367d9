/** Runs something between two statements of the code under test. */
import type { Database } from '../../bff/database/database.ts';

/** Whether it is that statement, or one of its kinds: `certification_submit_refused` is one of `certification_submit`. */
export const isStatement = ({ name }: { name: string }, wanted: string): boolean =>
  name === wanted || name.startsWith(`${wanted}_`);

/** Runs `work` once, before the statement runs for the first time. */
export function before(database: Database, statementName: string, work: () => Promise<unknown>): Database {
  let done = false;
  return {
    ...database,
    async run(statement, values) {
      if (isStatement(statement, statementName) && !done) {
        done = true;
        await work();
      }
      return database.run(statement, values);
    },
  };
}
