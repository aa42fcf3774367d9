/** How long rows are kept (docs/storage.md has the reasons), and their removal in batches. Claims that wait and the audit have their own times. */
import { sql, type RawBuilder } from 'kysely';
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

/** Rows removed in one statement, so that no lock is held long. */
export const BATCH = 1_000;

/**
 * Removes one batch of a table's rows that were over at `until`, the oldest first: PostgreSQL takes them from an index on `age` and reads nothing
 * else. `key`: the table's; `also`: SQL, what holds besides. True when there may be more.
 */
export async function removeBatch(
  kysely: Database['kysely'],
  table: keyof Tables,
  key: readonly string[],
  age: RawBuilder<unknown>,
  until: Date,
  also = sql`true`,
): Promise<boolean> {
  const columns = sql.join(key.map((name) => sql.ref(name)));
  // Asked twice: a row that is renewed while the removal waits for it stays.
  const isOver = sql`${age} <= ${until} and ${also}`;
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where ${isOver} and (${columns}) in (
      select ${columns} from ${sql.table(table)} where ${isOver}
      order by ${age} limit ${sql.lit(BATCH)})`.execute(kysely);
  return Number(numAffectedRows ?? 0) >= BATCH;
}
