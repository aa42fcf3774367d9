/**
 * Events to be read by an auditor: a page at a time, newest first, and all of a time for a file.
 */
import { sql, type RawBuilder } from 'kysely';
import { organizationCodeOf } from '../contract/unit-code.ts';
import { type Database, prepare, runWithoutTimeouts } from '../database/index.ts';
import { isGenuine, type Recording, type StoredEvent } from './event.ts';
import { LAST, STORED_EVENT } from './read-chain.ts';
import { LOOKS } from './types.ts';

/** Absent members are not asked for. */
export interface EventFilter {
  /** The beginning of the type, such as `case.`. */
  type?: string | undefined;
  unitCode?: string | undefined;
  /** The eight characters of a submission’s or a case’s number. */
  reference?: string | undefined;
  /**
   * The whole actor, such as `staff:SUBJECT`; of a user (`user:DIGEST`) the end of the digest is
   * enough.
   */
  actor?: string | undefined;
  /** Without looks. */
  deedsAlone?: boolean | undefined;
  /** Events at this instant or later. */
  since?: Date | undefined;
  /** Events before this instant. */
  until?: Date | undefined;
}

export interface EventPage {
  events: StoredEvent[];
  /** Ask with it for the older ones; undefined on the last page. */
  before: number | undefined;
}

const PAGE = 50;

interface Target {
  id: string;
  unitCode: string;
}

const referredStatement = prepare<{ reference: string }, Target>(
  'events_referred',
  (p) => sql<Target>`
  select id, unit_code as "unitCode" from submission where reference = ${p('reference')}::text
  union all
  select id, unit_code from counter_case where reference = ${p('reference')}::text`,
);

/** Undefined when no submission or case with the reference is kept. */
export const unitOfReference = async (database: Database, reference: string): Promise<string | undefined> =>
  (await database.run(referredStatement, { reference }))[0]?.unitCode;

/** The actors of the index `event_people`: staff and operators. */
const isIndexed = (actor: string): boolean => actor < 'user:';

function actorIs(actor: string): RawBuilder<unknown> {
  if (isIndexed(actor)) return sql`actor = ${actor}::text and actor < 'user:'`;
  const digest = /^user:(.*)/.exec(actor)?.[1];
  return digest === undefined
    ? sql`actor = ${actor}::text`
    : sql`starts_with(actor, 'user:') and right(actor, length(${digest}::text)) = ${digest}::text`;
}

/** Stands for an actor that no event has. */
export const UNKNOWN_ACTOR = 'unknown';

/**
 * The actor as the audit may keep it. One that somebody has typed and no event has may be a
 * person's name or number: then it is `UNKNOWN_ACTOR`.
 */
export async function knownActor(database: Database, actor: string): Promise<string> {
  const query = sql<{ found: boolean }>`select exists (select from event where ${actorIs(actor)}) as found`;
  return (await query.execute(database.kysely)).rows[0]!.found ? actor : UNKNOWN_ACTOR;
}

/**
 * A page of the events that satisfy the filter. Only what is asked for stands in the statement: a
 * generic plan of a condition that may be absent uses no index. `referred`: the submission or case
 * of the reference.
 */
export function eventsPage(
  { type, unitCode, reference, actor, deedsAlone, since, until }: EventFilter,
  referred: Target | undefined,
  before: number | undefined,
): RawBuilder<StoredEvent> {
  // The unit narrows the search for a reference.
  const ofReferred = referred ? [referred.unitCode, organizationCodeOf(referred.unitCode)] : undefined;
  const unitCodes = unitCode === undefined ? ofReferred : [unitCode];
  const isReferred = sql`event.detail ->> 'reference' = ${reference}::text`;
  const conditions = [
    sql`position < ${before ?? LAST}::bigint`,
    ...(type ? [sql`starts_with(type, ${type}::text)`] : []),
    ...(unitCodes ? [sql`unit_code = any(${unitCodes}::text[])`] : []),
    ...(reference === undefined
      ? []
      : [referred ? sql`(submission_id = ${referred.id}::uuid or ${isReferred})` : isReferred]),
    ...(actor === undefined ? [] : [actorIs(actor)]),
    ...(deedsAlone ? [sql`type <> all(${LOOKS}::text[])`] : []),
    ...(since ? [sql`at >= ${since}::timestamptz`] : []),
    ...(until ? [sql`at < ${until}::timestamptz`] : []),
  ];
  return sql<StoredEvent>`
    select ${STORED_EVENT} from event where ${sql.join(conditions, sql` and `)}
    order by event.position desc limit ${sql.lit(PAGE)}`;
}

export async function listEvents(
  database: Database,
  filter: EventFilter,
  before?: number,
): Promise<EventPage> {
  const { reference } = filter;
  const [referred] = reference === undefined ? [] : await database.run(referredStatement, { reference });
  const { rows: events } = await eventsPage(filter, referred, before).execute(database.kysely);
  return { events, before: events.length < PAGE ? undefined : events.at(-1)?.position };
}

/** The newest one that this service wrote. */
export async function lastEvent(
  { database, keys }: Recording,
  filter: EventFilter,
): Promise<StoredEvent | undefined> {
  const { events } = await listEvents(database, filter);
  return events.find((event) => isGenuine(keys, event));
}

const BATCH = 1_000;

const between = (after: number, from: Date, until: Date) => sql<StoredEvent>`
  select ${STORED_EVENT} from event
  where position > ${after}::bigint and at >= ${from}::timestamptz and at < ${until}::timestamptz
  order by event.position limit ${sql.lit(BATCH)}`;

/**
 * In their order, batch by batch. `until` is not included. The first batch reads past all older
 * events and the last one past all newer: positions say nothing about `at`, which comes from clocks
 * that may have been wrong.
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
