/** Runs something between two statements of the code under test. */
import type { Database } from '../../bff/database/database.ts';

/** Runs `work` once, before the statement runs for the first time. */
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
