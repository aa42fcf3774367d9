/** A transaction of several statements, for rare work that must know what one statement did before it writes the next. */
import type { RawBuilder } from 'kysely';
import type { Database, Session } from './database.ts';

export interface Transaction extends Pick<Session, 'query'> {
  run<Row>(statement: RawBuilder<Row>): Promise<Row[]>;
}

export const inTransaction = <T>(
  database: Database,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> =>
  database.session((session) =>
    session.transaction(() =>
      work({
        query: (text, values) => session.query(text, values),
        run<Row>(statement: RawBuilder<Row>) {
          const { sql, parameters } = statement.compile(database.kysely);
          return session.query<Row>(sql, parameters);
        },
      }),
    ),
  );
