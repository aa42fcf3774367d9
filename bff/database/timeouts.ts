/**
 * How long the parts of a database's work may take, and how a statement over a whole table gets
 * more time.
 */
import type { RawBuilder } from 'kysely';
import type { Database, Session } from './database.ts';
import type { Transaction } from './transaction.ts';

/** Milliseconds. */
export interface Timeouts {
  /**
   * PostgreSQL ends a statement after this; 0 keeps the server's own limit, because a pooled
   * connection serves others next.
   */
  statement: number;
  /**
   * This process gives up a statement and its connection: the server may have vanished without
   * closing it.
   */
  answer: number;
  /** PostgreSQL ends a statement that waits for a lock; 0 as in `statement`. */
  lock: number;
  /** PostgreSQL ends a transaction in which nothing happens. */
  idleTransaction: number;
  connect: number;
  /** How long `close` waits for the server to close its side. */
  close: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = {
  statement: 10_000,
  answer: 11_000,
  lock: 1_000,
  idleTransaction: 60_000,
  connect: 5_000,
  close: 2_000,
};

/**
 * Lifts PostgreSQL's own timeouts until the transaction ends. A session's connection has no timeout
 * of this process.
 */
export const liftTimeouts = (session: Pick<Session, 'query'>): Promise<unknown> =>
  session.query(`select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)`);

/**
 * A transaction without timeouts, for work over whole tables, which may take minutes on the data of
 * a province.
 */
export const inLongTransaction = <T>(
  database: Database,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> =>
  database.session((session) =>
    session.transaction(async () => {
      await liftTimeouts(session);
      return work({
        query: session.query,
        run<Row>(statement: RawBuilder<Row>) {
          const { sql: text, parameters } = statement.compile(database.kysely);
          return session.query<Row>(text, parameters);
        },
      });
    }),
  );

/** Runs one statement that reads or writes a whole table, without timeouts. */
export const runWithoutTimeouts = <Row>(database: Database, statement: RawBuilder<Row>): Promise<Row[]> =>
  inLongTransaction(database, (transaction) => transaction.run(statement));
