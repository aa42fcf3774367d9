/** Rows of the audit as text, and the ends of the chain. */
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { Link, SealedEntry, SignedLink } from './chain.ts';

/** Microseconds and all, so that no part of an instant escapes the seal. */
const instant = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ${sql.ref(column)}`;

/** The same text for an instant of ours, in milliseconds. */
export const instantText = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace('Z', '000Z');

/** The columns of `Entry`. */
export const ENTRY: RawBuilder<unknown> = sql`${instant('at')}, actor, action, unit_code, site_id,
  submission_id::text, detail::text`;

/** As a number: a `bigint` would come as text. */
const position = sql`position::float8 as position`;

const rowsStatement = prepare<{ after: number; count: number }, SealedEntry>(
  'audit_rows',
  (p) => sql<SealedEntry>`
  select ${position}, ${ENTRY}, ${instant('sealed_at')}, seal from audit_chain
  where position > ${p('after')}::bigint order by audit_chain.position limit ${p('count')}::int`,
);

/** Up to `count` rows behind a position. */
export const readRows = (database: Database, after: number, count: number): Promise<SealedEntry[]> =>
  database.run(rowsStatement, { after, count });

const anchorStatement = prepare<object, SignedLink>(
  'audit_anchor',
  () => sql<SignedLink>`
  select ${position}, seal, ${instant('at')}, signature from audit_anchor`,
);

export const readAnchor = async (database: Database): Promise<SignedLink | undefined> =>
  (await database.run(anchorStatement, {}))[0];

export interface Tail extends Link {
  sealed_at: string;
}

const tailStatement = prepare<object, Tail>(
  'audit_tail',
  () => sql<Tail>`
  select ${position}, seal, ${instant('sealed_at')} from audit_chain
  order by audit_chain.position desc limit 1`,
);

/** The newest sealed entry. */
export const readTail = async (database: Database): Promise<Tail | undefined> =>
  (await database.run(tailStatement, {}))[0];
