/**
 * Compares rows with events: every certification, registration, submission, case and proposed revocation must have its event. So a row that
 * somebody put into a table is found, also one whose event a trigger has swallowed, and a certification that somebody deleted.
 *
 * An event is deleted after three years, and its certification may stand longer. `event.kept` takes its place (`retention.ts`).
 */
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { runWithoutTimeouts } from '../database/timeouts.ts';
import type { EventType } from './event.ts';

/** `unit`: the code that the row or the event has. */
export interface RowFault {
  fault:
    | 'certification-without-event'
    | 'event-without-certification'
    | 'registration-without-event'
    | 'submission-without-event'
    | 'case-without-event'
    | 'revocation-without-event';
  unit: string;
}

const CERTIFYING: readonly EventType[] = ['certification.certified', 'registration.certified'];
const ENDING: readonly EventType[] = [
  'certification.lapsed',
  'certification.revoked',
  'certification.replaced',
];
const DUE: readonly EventType[] = ['certification.due', 'certification.withdrawn', 'certification.restored'];
const REGISTERING: EventType = 'unit.registered';
/** Events that rows rest on. */
export const CARRYING: readonly string[] = [...CERTIFYING, ...ENDING, ...DUE, REGISTERING];

/** Events of which the last one says the state of a case. */
const CHANGING_CASES: readonly EventType[] = [
  'case.opened',
  'case.proposed',
  'case.returned',
  'case.certified',
  'case.refused',
  'case.withdrawn',
  'case.expired',
];

const PROPOSING: EventType = 'certification.revocation-proposed';

/** Faults that are reported. */
const MOST = 100;

/** An event of a unit that was known by its organization code names that code, and its certification the USCC that came later. */
const isOf = (
  told: 'begun' | 'ended',
) => sql`${sql.ref(`${told}.submission_id`)} = certification.submission_id
      and ${sql.ref(`${told}.unit_code`)} in (certification.unit_code, substr(certification.unit_code, 9, 9))`;

const compared = sql<RowFault>`
  with told as materialized (
    select position, submission_id, unit_code, site_id,
           case type when 'event.kept' then detail ->> 'type' else type end as type,
           case type when 'event.kept' then (detail ->> 'at')::timestamptz else at end as at,
           case type when 'event.kept' then detail -> 'detail' else detail end as detail
    from event where type = 'event.kept' or type = any(${CARRYING}::text[])
  ),
  begun as (select * from told where type = any(${CERTIFYING}::text[])),
  ended as (select * from told where type = any(${ENDING}::text[])),
  due as (
    select distinct on (submission_id) submission_id,
           case when type <> 'certification.restored' then (detail ->> 'at')::timestamptz end as due_at
    from told where type = any(${DUE}::text[])
    order by submission_id, position desc
  ),
  changed as (
    select distinct on (submission_id) submission_id, type, actor, detail ->> 'proposedBy' as told_proposer,
           detail ->> 'decision' as told_decision
    from event where type = any(${CHANGING_CASES}::text[])
    order by submission_id, position desc
  ),
  faults as (
    select distinct 'certification-without-event' as fault, certification.unit_code as unit
    from certification
    left join begun on ${isOf('begun')} and begun.at = since
    left join ended on ${isOf('ended')}
    left join due on due.submission_id = certification.submission_id
    where begun.submission_id is null
      or (ended_at is null) <> (ended.submission_id is null)
      or ended.at < ended_at
      or ended_at is null and certification.due_at is distinct from due.due_at
    union all
    select distinct 'event-without-certification', begun.unit_code
    from begun left join certification on ${isOf('begun')}
    where certification.submission_id is null
    union all
    select distinct 'registration-without-event', registered.unit_code
    from registered_unit as registered
    left join told on told.type = ${REGISTERING} and told.site_id = registered.site_id and told.at = registered.at
      and told.unit_code in (registered.unit_code, substr(registered.unit_code, 9, 9))
    where told.position is null
    union all
    select distinct 'submission-without-event', submission.unit_code
    from submission left join event on event.submission_id = submission.id
    where event.submission_id is null
    union all
    select distinct 'case-without-event', counter_case.unit_code
    from counter_case left join changed on changed.submission_id = counter_case.id
    where case counter_case.state
      when 'open' then type in ('case.opened', 'case.returned')
      else type = 'case.' || counter_case.state and actor = coalesce(ended_by, proposed_by)
        and (proposed_by is null or coalesce(told_proposer, actor) = proposed_by)
        and (state <> 'proposed' or told_decision = proposed)
    end is not true
    union all
    select distinct 'revocation-without-event', revocation.unit_code
    from revocation left join event on event.submission_id = revocation.submission_id
      and event.type = ${PROPOSING} and event.actor = revocation.proposed_by and event.detail ->> 'proposal' = revocation.proposal::text
    where event.position is null
  )
  select fault, unit from faults order by fault, unit limit ${sql.lit(MOST)}`;

export const compareRows = (database: Database): Promise<RowFault[]> =>
  runWithoutTimeouts(database, compared);

const repeated = sql<{ position: number }>`
  select max(position)::float8 as position from event group by id having count(*) > 1
  order by 1 limit ${sql.lit(MOST)}`;

/** Positions of copied events: a copy has a valid MAC. */
export const repeatedEvents = async (database: Database): Promise<number[]> =>
  (await runWithoutTimeouts(database, repeated)).map(({ position }) => position);
