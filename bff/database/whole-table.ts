/** A statement that goes through a whole table may take minutes on the data of a province: a request's limits do not hold for it. */
import type { RawBuilder } from 'kysely';
import type { Database, Session } from './database.ts';

/** Until the transaction ends. Only the server has limits to lift: a session's connection is never given up early. */
export const liftLimits = (session: Session): Promise<unknown> =>
  session.query(`select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)`);

/** Runs one statement, without the limits. The embedded database has none. */
export const onWholeTable = <Row>(database: Database, statement: RawBuilder<Row>): Promise<Row[]> =>
  database.session((session) => {
    const { sql: text, parameters } = statement.compile(database.kysely);
    if (database.kind === 'embedded') return session.query<Row>(text, parameters);
    return session.transaction(async () => {
      await liftLimits(session);
      return session.query<Row>(text, parameters);
    });
  });
