/**
 * Up to which position every event is there. Positions come from a sequence, and a statement that drew one may commit after statements with
 * later ones. So whoever goes through the events in their order (the sealer, the fan-out) asks first which statements write events, and
 * goes on when those are over. Statements that begin later draw later positions.
 *
 * A statement locks the table `event` before it draws a position, and gives the lock back after its commit can be seen. Transaction ids
 * would not tell: a statement gets its own with its first row, which may be after its `nextval`; and an import has one for minutes.
 */
import { setTimeout as rest } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';

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
 * Makes the question, which remembers what it waits for: undefined when a transaction that writes events was not over in time. It asks for
 * the same ones again then, so that new ones do not put it off for ever.
 */
export function createWritten(database: Database): () => Promise<number | undefined> {
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
