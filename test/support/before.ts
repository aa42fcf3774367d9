/** Runs something in the middle of the work under test, between two of its statements. */
import type { Database } from '../../bff/database/database.ts';

/** Runs `work` once, when the statement has been asked for, and before it runs. */
export function before(database: Database, statementName: string, work: () => Promise<unknown>): Database {
  let done = false;
  return {
    ...database,
    async run(statement, values) {
      if (statement.name === statementName && !done) {
        done = true;
        await work();
      }
      return database.run(statement, values);
    },
  };
}
