/**
 * How long rows are kept (docs/storage.md has the reasons), and their removal in batches. Claims
 * that wait and the audit have their own times.
 */
import { sql } from 'kysely';
import { DAY, HOUR } from '../contract/time.ts';
import { LIMITS } from '../contract/wire.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Milliseconds. Counters, and what proves phones carry their own end. */
export const KEPT_FOR = {
  submissions: 180 * DAY,
  /** Since the end; also of those that certified a unit, whose certification stays. */
  cases: 180 * DAY,
  idempotencyKeys: LIMITS.idempotencyHours * HOUR,
  delivered: 7 * DAY,
  dead: 90 * DAY,
  replacedSigningKeys: DAY,
} as const;

/** Rows of a table that a job removes by their age. */
export interface Expiry {
  table: keyof Tables;
  key: readonly string[];
  /** Columns, of which the latest counts. They have an index together. */
  since: readonly string[];
  /** Milliseconds since then; 0: the columns say themselves when the row is over. */
  keptFor: number;
}

/** Rows removed in one statement, so that no lock is held long. */
export const BATCH = 1_000;

/**
 * Removes one batch of the rows that are over at `now` (milliseconds), the oldest first: PostgreSQL
 * takes them from the index and reads nothing else. `also`: SQL of a further condition. True when
 * there may be more.
 */
export async function removeBatch(
  kysely: Database['kysely'],
  { table, key, since, keptFor }: Expiry,
  now: number,
  also = sql`true`,
): Promise<boolean> {
  const columns = sql.join(key.map((name) => sql.ref(name)));
  const ages = since.map((name) => sql.ref(name));
  const age = ages.length === 1 ? ages[0]! : sql`greatest(${sql.join(ages)})`;
  // Asked twice: a row that is renewed while the removal waits for it stays.
  const isOver = sql`${age} <= ${new Date(now - keptFor)} and ${also}`;
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where ${isOver} and (${columns}) in (
      select ${columns} from ${sql.table(table)} where ${isOver}
      order by ${age} limit ${sql.lit(BATCH)})`.execute(kysely);
  return Number(numAffectedRows ?? 0) >= BATCH;
}
