/** Events to be read by an auditor: a page at a time, newest first, and all of a time for a file. */
import { sql } from 'kysely';
import { organizationCodeOf } from '../contract/unit-code.ts';
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
  /** The eight characters of a submission’s or a case’s number. */
  reference?: string | undefined;
  /** The whole actor, such as `staff:SUBJECT`; of a user (`user:DIGEST`) the end of the digest is enough. */
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

interface Referred {
  id: string;
  unitCode: string;
}

const referredStatement = prepare<{ reference: string }, Referred>(
  'events_referred',
  (p) => sql<Referred>`
  select id, unit_code as "unitCode" from submission where reference = ${p('reference')}::text
  union all
  select id, unit_code from counter_case where reference = ${p('reference')}::text`,
);

/** Undefined when no submission or case with the reference is kept. */
export const unitOfReference = async (database: Database, reference: string): Promise<string | undefined> =>
  (await database.run(referredStatement, { reference }))[0]?.unitCode;

interface Values {
  before: number | bigint;
  type: string;
  unitCodes: readonly string[] | null;
  reference: string | null;
  /** The id of what the reference is of. */
  submissionId: string | null;
  actor: string | null;
  until: Date | null;
}

const listStatement = prepare<Values, StoredEvent>(
  'events_list',
  (p) => sql<StoredEvent>`
  select ${STORED_EVENT} from event
  where position < ${p('before')}::bigint and starts_with(type, ${p('type')}::text)
    and (${p('unitCodes')}::text[] is null or unit_code = any(${p('unitCodes')}::text[]))
    and (${p('reference')}::text is null or submission_id = ${p('submissionId')}::uuid
      or event.detail ->> 'reference' = ${p('reference')}::text)
    and (${p('actor')}::text is null or actor = ${p('actor')}::text
      or (starts_with(${p('actor')}::text, 'user:') and starts_with(actor, 'user:')
        and right(actor, length(${p('actor')}::text) - 5) = substr(${p('actor')}::text, 6)))
    and (${p('until')}::timestamptz is null or at < ${p('until')}::timestamptz)
  order by event.position desc limit ${sql.lit(PAGE)}`,
);

export async function listEvents(
  database: Database,
  { type = '', unitCode, reference, actor, until }: EventFilter,
  before?: number,
): Promise<EventPage> {
  const [referred] = reference === undefined ? [] : await database.run(referredStatement, { reference });
  // The unit narrows the search for a reference; when the submission or the case is no longer kept, all events are searched.
  const ofReferred = referred ? [referred.unitCode, organizationCodeOf(referred.unitCode)] : null;
  const values = {
    before: before ?? LAST,
    type,
    unitCodes: unitCode === undefined ? ofReferred : [unitCode],
    reference: reference ?? null,
    submissionId: referred?.id ?? null,
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
