/** Runs something between two statements of the code under test, or beside one. */
import { sql } from 'kysely';
import { vi } from 'vitest';
import type { Database } from '../../bff/database/database.ts';
import { bind } from '../../bff/database/statement.ts';
import { PATIENCE } from './serve.ts';

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

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give };
}

/**
 * Two statements that do not see each other's rows: the first one's transaction stays open until `second` waits for a lock of it. `first` gets
 * the database in which its statement does so. The database must be the test's alone.
 */
export async function beside<First, Second>(
  database: Database,
  statementName: string,
  first: (held: Database) => Promise<First>,
  second: () => Promise<Second>,
): Promise<[First, Second]> {
  const [ran, released] = [signal(), signal()];
  const held: Database = {
    ...database,
    run: (statement, values) =>
      isStatement(statement, statementName)
        ? database.session((session) =>
            session.transaction(async () => {
              const rows = await session.query(statement.text, bind(statement, values));
              ran.give();
              await released.given;
              return rows as never;
            }),
          )
        : database.run(statement, values),
  };
  const one = first(held);
  await Promise.race([ran.given, one]);
  const other = second();
  const isBlocked = async () => {
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      database.kysely,
    );
    if (rows.length === 0) throw new Error('the second statement does not wait');
  };
  try {
    await vi.waitFor(isBlocked, PATIENCE);
  } finally {
    released.give();
  }
  return Promise.all([one, other]);
}
