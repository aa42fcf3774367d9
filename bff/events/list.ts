/** Events to be read by an auditor: a page at a time, newest first, and all of a time for a file. */
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import { runWithoutTimeouts } from '../database/timeouts.ts';
import type { StoredEvent } from './event.ts';
import { LAST, STORED_EVENT } from './rows.ts';

/** Absent members are not asked for. */
export interface EventFilter {
  /** The beginning of the type, such as `case.`. */
  type?: string | undefined;
  unitCode?: string | undefined;
  /** The whole actor, such as `staff:SUBJECT`. */
  actor?: string | undefined;
  /** Events before this instant. */
  until?: Date | undefined;
}

export interface EventPage {
  events: StoredEvent[];
  /** Ask with it for the older ones; undefined on the last page. */
  before: number | undefined;
}

const PAGE = 50;

interface Values {
  before: number | bigint;
  type: string;
  unitCode: string | null;
  actor: string | null;
  until: Date | null;
}

const listStatement = prepare<Values, StoredEvent>(
  'events_list',
  (p) => sql<StoredEvent>`
  select ${STORED_EVENT} from event
  where position < ${p('before')}::bigint and starts_with(type, ${p('type')}::text)
    and (${p('unitCode')}::text is null or unit_code = ${p('unitCode')}::text)
    and (${p('actor')}::text is null or actor = ${p('actor')}::text)
    and (${p('until')}::timestamptz is null or at < ${p('until')}::timestamptz)
  order by event.position desc limit ${sql.lit(PAGE)}`,
);

export async function listEvents(
  database: Database,
  { type = '', unitCode, actor, until }: EventFilter,
  before?: number,
): Promise<EventPage> {
  const values = {
    before: before ?? LAST,
    type,
    unitCode: unitCode ?? null,
    actor: actor ?? null,
    until: until ?? null,
  };
  const events = await database.run(listStatement, values);
  return { events, before: events.length < PAGE ? undefined : events.at(-1)?.position };
}

const BATCH = 1_000;

const between = (after: number, from: Date, until: Date) => sql<StoredEvent>`
  select ${STORED_EVENT} from event
  where position > ${after}::bigint and at >= ${from}::timestamptz and at < ${until}::timestamptz
  order by event.position limit ${sql.lit(BATCH)}`;

/**
 * In their order, batch by batch. `until` is not included. The first batch reads past all older events and the last one past all newer:
 * positions say nothing about `at`, which comes from clocks that may have been wrong.
 */
export async function* eventsBetween(
  database: Database,
  from: Date,
  until: Date,
): AsyncGenerator<StoredEvent[]> {
  for (let after = 0; ;) {
    const events = await runWithoutTimeouts(database, between(after, from, until));
    if (events.length > 0) yield events;
    if (events.length < BATCH) return;
    after = events.at(-1)!.position;
  }
}
