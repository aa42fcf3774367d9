/** The database as the rest of the BFF sees it, whether PostgreSQL or the embedded PGlite. */
import type { Readable } from 'node:stream';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import type { Statement } from './statement.ts';

/** One pinned connection: what temporary tables, COPY and multi-statement transactions need. */
export interface Session {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Streams bytes into `COPY target FROM STDIN`, in PostgreSQL's text format; `target` is our own SQL. */
  copyIn(target: string, rows: Readable): Promise<void>;
  /** All or nothing. Inside of another it is part of that. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
}

export interface Database {
  readonly kind: 'postgres' | 'embedded';
  /** For queries that need no speed. Hot ones are statements. */
  readonly kysely: Kysely<Tables>;
  run<Values extends object, Row>(statement: Statement<Values, Row>, values: Values): Promise<Row[]>;
  session<T>(work: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A check constraint's or unique index's name when `error` is its violation, on either database. */
export function violatedConstraint(error: unknown): string | undefined {
  const { code, constraint } = (error ?? {}) as { code?: string; constraint?: string };
  return code?.startsWith('23') ? constraint : undefined;
}

/** SQLSTATE of a statement that waited too long for a lock. */
export const LOCK_TIMEOUT = '55P03';

/** Messages of `pg` errors without a code: the connection broke, was not made, or fell silent. */
const NO_CONNECTION =
  /Connection terminated|timeout expired|timeout exceeded when trying to connect|not queryable|Query read timeout/;

/** For the log: a code, or what `pg` says of a connection; never a message, which may quote data. */
export function reasonOf(error: unknown): string {
  const { code, message, name } = (error ?? {}) as { code?: unknown; message?: string; name?: string };
  return String(code ?? NO_CONNECTION.exec(message ?? '')?.[0] ?? name);
}

/** A prepared statement is not there, or another's is: a pooler gave ours to connections that do not know its name. */
const LOST_STATEMENT = ['26000', '42P05'];

/** What the operator must change, when the error tells it. */
export function adviceOn(error: unknown): string | undefined {
  const { code = '' } = (error ?? {}) as { code?: string };
  return LOST_STATEMENT.includes(code)
    ? `The pooler in front of PostgreSQL loses prepared statements (${code}). Set max_prepared_statements = 100 in PgBouncer, version 1.21 or newer, or lead DATABASE_URL past the pooler (docs/en/operations.md).`
    : undefined;
}

/** The database cannot be reached, or this process has no descriptor left for a socket. */
const NO_WAY = [
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

/** SQLSTATE classes and socket errors that mean "not now": the caller answers `unavailable`. */
export function isUnavailable(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (code === undefined) return NO_CONNECTION.test(message ?? '');
  return (
    /^(08|53|57P|58)/.test(code) || // connection, resources (disk full), shutdown, I/O
    LOST_STATEMENT.includes(code) ||
    ['25006', '40001', '40P01', LOCK_TIMEOUT, '57014'].includes(code) || // standby, retry, lock and statement timeouts
    NO_WAY.includes(code)
  );
}
