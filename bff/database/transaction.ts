/**
 * A transaction of several statements, for rare work that must know what one statement did before
 * it writes the next.
 */
import { CompiledQuery, type RawBuilder } from 'kysely';
import type { Database, Session } from './database.ts';
import { bind, type Statement } from './statement.ts';

export interface Transaction extends Pick<Session, 'query'> {
  run<Row>(statement: RawBuilder<Row>): Promise<Row[]>;
}

/**
 * Over the pool, whose timeouts end it when the database is silent: those of sessions are an hour,
 * for imports.
 */
export const inTransaction = <T>(
  database: Database,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> =>
  database.kysely.transaction().execute((transaction) =>
    work({
      query: async <Row>(text: string, values: readonly unknown[] = []) =>
        (await transaction.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows,
      run: async (statement) => (await statement.execute(transaction)).rows,
    }),
  );

/** Runs a statement in a session or a transaction. */
export const runIn = <Values extends object, Row>(
  { query }: Pick<Session, 'query'>,
  statement: Statement<Values, Row>,
  values: Values,
): Promise<Row[]> => query<Row>(statement.text, bind(statement, values));
