/** Reads events and seals as they are stored, and the ends of the chain. */
import { sql } from 'kysely';
import { type Database, prepare } from '../database/index.ts';
import type { Seal, SignedLink } from './chain.ts';
import type { StoredEvent } from './event.ts';

/** Microseconds and all, so that no part of an instant escapes the signature. */
const microseconds = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const instant = (column: string) => sql`${microseconds(column)} as ${sql.ref(column)}`;

/** As a number: a `bigint` would come as text. */
const number = (column: string) => sql`${sql.ref(column)}::float8 as ${sql.ref(column)}`;

/** The columns of `StoredEvent`, of a table `event`. */
export const STORED_EVENT = sql`
    event.position::float8 as position, event.id::text, ${microseconds('event.at')} as at, event.actor, event.type,
    event.unit_code, event.site_id, event.submission_id::text, event.detail::text, event.mac`;

/** Positions, both included. */
interface Range {
  from: number | bigint;
  upTo: number | bigint;
  most: number;
}

/** The limits of `bigint`: an intruder may have put an event at any position. */
export const FIRST = -(2n ** 63n);
export const LAST = 2n ** 63n - 1n;

const eventsStatement = prepare<Range, StoredEvent>(
  'events_read',
  (p) => sql<StoredEvent>`
  select ${STORED_EVENT} from event where position >= ${p('from')}::bigint and position <= ${p('upTo')}::bigint
  order by event.position limit ${p('most')}::int`,
);

/** Events of a range of positions in their order, `most` of them. */
export const readEvents = (database: Database, range: Range): Promise<StoredEvent[]> =>
  database.run(eventsStatement, range);

const macsStatement = prepare<Range, { position: number; mac: string }>(
  'events_read_macs',
  (p) => sql<{ position: number; mac: string }>`
  select ${number('position')}, mac from event
  where position >= ${p('from')}::bigint and position <= ${p('upTo')}::bigint
  order by event.position limit ${p('most')}::int`,
);

/** The same, only what a seal covers. */
export const readMacs = (database: Database, range: Range): Promise<{ position: number; mac: string }[]> =>
  database.run(macsStatement, range);

const SEAL = sql`${number('previous')}, ${number('position')}, count, digest, ${instant('at')}, signature`;

const sealsStatement = prepare<{ from: number | bigint; most: number }, Seal>(
  'seals_read',
  (p) => sql<Seal>`
  select ${SEAL} from seal where previous >= ${p('from')}::bigint order by seal.previous limit ${p('most')}::int`,
);

/** Seals in their order, from the one behind this position on. */
export const readSeals = (database: Database, from: number | bigint, most: number): Promise<Seal[]> =>
  database.run(sealsStatement, { from, most });

const newestStatement = prepare<object, Seal>(
  'seal_newest',
  () => sql<Seal>`select ${SEAL} from seal order by seal.previous desc limit 1`,
);

export const readNewestSeal = async (database: Database): Promise<Seal | undefined> =>
  (await database.run(newestStatement, {}))[0];

const anchorStatement = prepare<object, SignedLink>(
  'audit_anchor',
  () => sql<SignedLink>`
  select ${number('position')}, seal, ${instant('at')}, signature from audit_anchor`,
);

export const readAnchor = async (database: Database): Promise<SignedLink | undefined> =>
  (await database.run(anchorStatement, {}))[0];

/**
 * Judges the chain from its anchor on. Anchor and rows are read one after the other: when rows seem
 * to be missing because retention has moved the anchor meanwhile, the chain is judged again from
 * there. `isSound`: nothing was found that this could explain.
 */
export async function judgeFromAnchor<T>(
  database: Database,
  judge: (anchor: SignedLink | undefined) => Promise<T>,
  isSound: (judged: T) => boolean,
): Promise<T> {
  for (let anchor = await readAnchor(database); ;) {
    const judged = await judge(anchor);
    if (isSound(judged)) return judged;
    const now = await readAnchor(database);
    if (now?.signature === anchor?.signature) return judged;
    anchor = now;
  }
}
