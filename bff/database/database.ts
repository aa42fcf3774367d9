/** The interface to the database, and the meaning of its errors. */
import type { Readable } from 'node:stream';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import type { Statement } from './statement.ts';

/** One connection for temporary tables, COPY and transactions of several statements. */
export interface Session {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /**
   * Streams bytes in PostgreSQL's text format into `COPY target FROM STDIN`. `target` is SQL and
   * must not come from outside.
   */
  copyIn(target: string, rows: Readable): Promise<void>;
  /** Inside another transaction, the work becomes a part of that transaction. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
}

export interface Database {
  /** For rare queries. Frequent ones are prepared statements (`run`). */
  readonly kysely: Kysely<Tables>;
  run<Values extends object, Row>(statement: Statement<Values, Row>, values: Values): Promise<Row[]>;
  session<T>(work: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The name of the constraint or unique index that `error` violates. */
export function violatedConstraint(error: unknown): string | undefined {
  const { code, constraint } = (error ?? {}) as { code?: string; constraint?: string };
  return code?.startsWith('23') ? constraint : undefined;
}

/** SQLSTATE of a statement that waited too long for a lock. */
export const LOCK_TIMEOUT = '55P03';

/**
 * Messages of `pg` errors without a code: the connection broke, could not be made, or got no
 * answer.
 */
const NO_CONNECTION =
  /Connection terminated|timeout expired|timeout exceeded when trying to connect|not queryable|Query read timeout/;

/**
 * For the log: the error's code, or the message of `pg` about a connection; no other message,
 * because it may quote data.
 */
export function reasonOf(error: unknown): string {
  const { code, message, name } = (error ?? {}) as { code?: unknown; message?: string; name?: string };
  return String(code ?? NO_CONNECTION.exec(message ?? '')?.[0] ?? name);
}

/**
 * A prepared statement is missing or exists already, because a pooler changed the connection
 * (SQLSTATE).
 */
const LOST_STATEMENT = ['26000', '42P05'];

export const isLostStatement = (error: unknown): boolean =>
  LOST_STATEMENT.includes((error as { code?: string } | undefined)?.code ?? '');

/** Tells the operator what to change, for errors that have one remedy. */
export function adviceOn(error: unknown): string | undefined {
  const { code = '' } = (error ?? {}) as { code?: string };
  return isLostStatement(error)
    ? `The pooler in front of PostgreSQL loses prepared statements (${code}). Set max_prepared_statements = 200 in PgBouncer, version 1.21 or newer, or let DATABASE_URL lead past the pooler (docs/en/operations.md).`
    : undefined;
}

/** The database cannot be reached, or this process has no file descriptor left for a socket. */
const UNREACHABLE = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'EMFILE',
  'ENFILE',
];

/** For errors of the service itself that pass soon. */
export class Unavailable extends Error {
  override name = 'Unavailable';
}

/** True for errors that may pass: the caller answers `unavailable`. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Unavailable) return true;
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (code === undefined) return NO_CONNECTION.test(message ?? '');
  return (
    /^(08|53|57P|58)/.test(code) || // connection, resources (disk full), shutdown, I/O
    isLostStatement(error) ||
    ['25006', '40001', '40P01', LOCK_TIMEOUT, '57014'].includes(code) || // standby, retry, lock and statement timeouts
    UNREACHABLE.includes(code)
  );
}
