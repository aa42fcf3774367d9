/**
 * An event is one row: audit entry and message to portals. The process that writes an event signs
 * it (`mac`), so `audit verify` finds an event that somebody else put into the database.
 *
 * A statement that decides an outcome gets a signed event for each possible outcome, and writes
 * those that apply (`eventValues`, `insertEvents`). Other code calls `writeEvents`. `detail`
 * contains no personal data.
 */
import { randomUUID } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import { type Database, type Parameter, prepare, runIn, type Session } from '../database/index.ts';
import type { KeyRing } from '../keys/index.ts';
import { isRight, macOf, type MacKeys } from './mac.ts';
import type { EVENTS, EventType, WriterOf } from './types.ts';

interface Happened {
  siteId?: string | undefined;
  submissionId?: string | undefined;
  detail?: object;
}

/** The unit of an event, as the rules of its type have it. */
type UnitPart = {
  one: { unitCode: string };
  some: { unitCode?: string | undefined };
  none: { unitCode?: undefined };
};

/** One of these types of events, an actor that writes it, and the instant. */
export type Deed<Types extends EventType> = {
  [Type in Types]: { type: Type; actor: WriterOf<Type>; at: Date };
}[Types];

export type NewEvent<Types extends EventType = EventType> = {
  [Type in Types]: Deed<Type> & Happened & UnitPart[(typeof EVENTS)[Type]['unit']];
}[Types];

/** An event as it is stored, all as text, because the MAC is of the exact text. */
export interface StoredEvent {
  position: number;
  id: string;
  at: string;
  actor: string;
  type: string;
  unit_code: string | null;
  site_id: string | null;
  submission_id: string | null;
  detail: string;
  mac: string;
}

/** The columns of an event that a webhook is made of. */
export interface ToldEvent {
  type: string;
  unit_code: string | null;
  at: Date;
  detail: object;
}

type Signed = Omit<StoredEvent, 'position' | 'mac'>;

/** Without the position, which the database assigns later. */
export const signedFields = (event: Signed): unknown[] => [
  event.id,
  event.at,
  event.actor,
  event.type,
  event.unit_code,
  event.site_id,
  event.submission_id,
  event.detail,
];

/** Whether this service wrote the event. Undefined when the key is gone. */
export const isGenuine = (keys: MacKeys, event: StoredEvent): boolean | undefined =>
  isRight(keys, event.mac, 'event', signedFields(event), event.position);

/** The same by a key that is live now. */
export const isOfLiveKey = (keys: MacKeys, event: StoredEvent): boolean =>
  isRight(keys, event.mac, 'event', signedFields(event)) === true;

/** An instant in the format of the stored ones, which have microseconds. */
export const instantText = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace('Z', '000Z');

export function signEvent(keys: KeyRing, event: NewEvent): Omit<StoredEvent, 'position'> {
  const signed: Signed = {
    id: randomUUID(),
    at: instantText(event.at.getTime()),
    actor: event.actor,
    type: event.type,
    unit_code: event.unitCode ?? null,
    site_id: event.siteId ?? null,
    submission_id: event.submissionId ?? null,
    detail: JSON.stringify(event.detail ?? {}),
  };
  return { ...signed, mac: macOf(keys.macs[0], 'event', signedFields(signed)) };
}

/** The parameter of a statement that writes events. */
export interface EventValues {
  /** JSON. */
  events: string;
}

/** Needed to record something. The keys sign its event. */
export interface Recording {
  database: Database;
  keys: KeyRing;
}

export const eventValues = (keys: KeyRing, events: readonly NewEvent[]): EventValues => ({
  events: JSON.stringify(events.map((event) => signEvent(keys, event))),
});

/**
 * SQL that inserts events in their order. `events`: the value of `EventValues`. `chosen`: SQL after
 * `from possible`, a table with the columns of an event; by default all are inserted.
 */
export const insertEvents = (
  events: RawBuilder<unknown>,
  chosen: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> => sql`
    insert into event (id, at, actor, type, unit_code, site_id, submission_id, detail, mac)
    select possible.id, possible.at, possible.actor, possible.type, possible.unit_code, possible.site_id,
           possible.submission_id, possible.detail::json, possible.mac
    from json_to_recordset(${events}::text::json) as possible (
      id uuid, at timestamptz, actor text, type text, unit_code text, site_id text, submission_id uuid, detail text, mac text)
    ${chosen}`;

/** The parameters of a statement that writes one event, if it writes anything. */
export type OneEventValues = { [Column in keyof SignedEvent as `event.${Column}`]: SignedEvent[Column] };

type SignedEvent = ReturnType<typeof signEvent>;

const COLUMNS = {
  id: 'uuid',
  at: 'timestamptz',
  actor: 'text',
  type: 'text',
  unit_code: 'text',
  site_id: 'text',
  submission_id: 'uuid',
  detail: 'json',
  mac: 'text',
} as const satisfies Record<keyof SignedEvent, string>;

const COLUMN_NAMES = Object.keys(COLUMNS) as (keyof SignedEvent)[];

export const oneEventValues = (keys: KeyRing, event: NewEvent): OneEventValues => {
  const signed = signEvent(keys, event);
  return Object.fromEntries(COLUMN_NAMES.map((name) => [`event.${name}`, signed[name]])) as OneEventValues;
};

/**
 * SQL that inserts the event of `OneEventValues`. `from`: SQL that selects one row when it is to be
 * written.
 */
export const insertOneEvent = (p: Parameter<OneEventValues>, from: RawBuilder<unknown>) => sql`
    insert into event (${sql.join(COLUMN_NAMES.map((name) => sql.ref(name)))})
    select ${sql.join(COLUMN_NAMES.map((name) => sql`${p(`event.${name}`)}::${sql.raw(COLUMNS[name])}`))}
    ${from}`;

const writeStatement = prepare<EventValues, never>(
  'events_write',
  (p) => insertEvents(p('events')) as RawBuilder<never>,
);

/** Writes events by themselves, or, with a `Session`, as a part of its transaction. */
export async function writeEvents(
  to: Pick<Database, 'run'> | Pick<Session, 'query'>,
  keys: KeyRing,
  events: readonly NewEvent[],
): Promise<void> {
  const values = eventValues(keys, events);
  if ('query' in to) await runIn(to, writeStatement, values);
  else await to.run(writeStatement, values);
}
