/**
 * Finds the watermark: the position up to which no event can be added any more. Positions come from
 * a sequence, and a statement that drew one may commit after statements with later ones. So sealer
 * and fan-out, which go through the events in their order, look first which transactions write
 * events, and wait until these are over. Statements that begin later draw later positions.
 *
 * A statement locks the table `event` before it draws a position, and releases the lock after its
 * commit is visible. Transaction ids do not help: a statement gets its own with its first row,
 * which may be after its `nextval`; and an import has one for minutes.
 */
import { setTimeout as rest } from 'node:timers/promises';
import { sql, type RawBuilder } from 'kysely';
import { type Database, prepare } from '../database/index.ts';

/**
 * SQL: whether an event was written after `position`; null counts as 0. It compares the newest
 * position, which is the end of an index. PostgreSQL plans `exists (select from event where
 * position > …)` as a read of the whole table, because it expects many such events.
 */
export const isEventAfter = (position: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`coalesce((select max(position) from event), 0) > coalesce(${position}, 0)`;

interface Awaited {
  position: number;
  /** Transactions that may have an earlier position and are not over. */
  writers: readonly string[];
}

/** Locks of transactions that write events. */
const WRITING = sql`relation = 'event'::regclass and mode = 'RowExclusiveLock'
    and database = (select oid from pg_database where datname = current_database())`;

const awaitedStatement = prepare<object, Awaited>(
  'events_awaited',
  () => sql<Awaited>`
  select (select last_value from event_position_seq)::float8 as position,
         array(select virtualtransaction from pg_locks where ${WRITING}) as writers`,
);

const writingStatement = prepare<{ writers: readonly string[] }, { writer: string }>(
  'events_writing',
  (p) => sql<{ writer: string }>`
  select virtualtransaction as writer from pg_locks
  where ${WRITING} and virtualtransaction = any(${p('writers')}::text[])`,
);

/** Milliseconds. */
const PAUSE = 5;
const LONGEST_WAIT = 500;

/**
 * Returns a function that resolves to the watermark, or to undefined when a transaction that writes
 * events was not over in time. The next call waits for the same transactions, so that newer ones
 * cannot delay it for ever.
 */
export function createWatermark(database: Database): () => Promise<number | undefined> {
  let awaited: Awaited | undefined;
  return async () => {
    awaited ??= (await database.run(awaitedStatement, {}))[0]!;
    const { position } = awaited;
    for (let { writers } = awaited, until = performance.now() + LONGEST_WAIT; writers.length > 0;) {
      if (performance.now() > until) return undefined;
      await rest(PAUSE);
      writers = (await database.run(writingStatement, { writers })).map(({ writer }) => writer);
      awaited = { position, writers };
    }
    awaited = undefined;
    return position;
  };
}
