/**
 * Compares rows with events: certifications, registrations, submissions, cases, proposed revocations and replaced keys must be what
 * their events say, and must be there. So a row that somebody put into a table, changed or deleted is found, also one whose event a
 * trigger has swallowed.
 *
 * An event is deleted after three years, and its certification may stand longer. `event.kept` takes its place (`retention.ts`).
 */
import { sql } from 'kysely';
import { DAY } from '../contract/time.ts';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { runWithoutTimeouts } from '../database/timeouts.ts';
import { organizationIn } from '../database/unit-code.ts';
import { KEPT_FOR } from '../protection/retention.ts';
import type { EventType, Recording } from './event.ts';
import { isTermAsSigned, termFactsColumns, type TermFacts } from './term.ts';

/** `unit`: the code that the row or the event has. `name`: of what the fault is, where that is no unit. */
export type RowFault =
  | {
      fault:
        | 'certification-without-event'
        | 'event-without-certification'
        | 'registration-without-event'
        | 'submission-without-event'
        | 'event-without-submission'
        | 'case-without-event'
        | 'event-without-case'
        | 'revocation-without-event'
        | 'message-missing';
      unit: string;
    }
  | {
      fault: 'key-put-back' | 'rows-changed' | 'fan-out-ahead' | 'trigger' | 'rule' | 'policy';
      name: string;
    };

const CERTIFYING: readonly EventType[] = ['certification.certified', 'registration.certified'];
const ENDING: readonly EventType[] = [
  'certification.lapsed',
  'certification.revoked',
  'certification.replaced',
];
const DUE: readonly EventType[] = [
  'certification.due',
  'certification.agent-withdrew',
  'certification.restored',
];
const RENEWING: EventType = 'certification.renewed';
const REGISTERING: EventType = 'unit.registered';
/** The newest of each tells what the imported tables hold. */
export const IMPORTING: readonly EventType[] = ['registry.imported', 'handlers.imported'];
/** Events that rows rest on. */
export const CARRYING: readonly string[] = [
  ...CERTIFYING,
  ...ENDING,
  ...DUE,
  RENEWING,
  REGISTERING,
  ...IMPORTING,
];

type Outcome = Tables['submission']['outcome'];

/**
 * How the outcome of a submission is proven. `told`: by an event with the name of the outcome. `after-pending`: by the event that it was
 * pending, because the event of another submission ended it.
 */
const OUTCOMES: Record<Outcome, 'told' | 'after-pending'> = {
  certified: 'told',
  rejected: 'told',
  pending: 'told',
  'already-certified': 'told',
  replaced: 'after-pending',
  expired: 'told',
  withdrawn: 'told',
  'agent-differs': 'told',
};
const outcomesThat = (are: 'told' | 'after-pending') =>
  Object.entries(OUTCOMES).flatMap(([outcome, how]) => (how === are ? [outcome] : []));
/** The events of these types say what became of a submission; the newest one of it counts. */
export const DECIDING: readonly string[] = ['certification', 'registration'].flatMap((flow) =>
  outcomesThat('told').map((outcome) => `${flow}.${outcome}`),
);

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
/** A case that one of these events has ended is deleted by its age. */
const ENDING_CASES: readonly EventType[] = [
  'case.certified',
  'case.refused',
  'case.withdrawn',
  'case.expired',
];

const PROPOSING: EventType = 'certification.revocation-proposed';

/** The clocks of processes may differ by less. */
const MARGIN = DAY;

/** Faults that are reported. */
const MOST = 100;

/** The tables of this schema, which have no trigger, rule or policy of ours. */
const ours = sql`(
  select oid, relname from pg_class where relnamespace = current_schema()::regnamespace) ours`;

/** An event of a unit that was known by its organization code names that code, and its certification the USCC that came later. */
const isOf = (
  told: 'begun' | 'ended',
) => sql`${sql.ref(`${told}.submission_id`)} = certification.submission_id
      and ${sql.ref(`${told}.unit_code`)} in (certification.unit_code, ${organizationIn(sql`certification.unit_code`)})`;

const compared = (now: number) => {
  const since = (age: number) => sql`${new Date(now - age + MARGIN)}::timestamptz`;
  return sql<RowFault>`
  with told as materialized (
    select position, submission_id, unit_code, site_id,
           case type when 'event.kept' then detail ->> 'type' else type end as type,
           case type when 'event.kept' then (detail ->> 'at')::timestamptz else at end as at,
           case type when 'event.kept' then detail ->> 'actor' else actor end as actor,
           case type when 'event.kept' then detail -> 'detail' else detail end as detail
    from event where type = 'event.kept' or type = any(${CARRYING}::text[])
  ),
  begun as (select * from told where type = any(${CERTIFYING}::text[])),
  ended as (
    select *, case type when 'certification.lapsed' then detail ->> 'reason' else substr(type, length('certification.') + 1) end as reason,
           case type when 'certification.lapsed' then coalesce((detail ->> 'due')::timestamptz, at) else at end as ended_at
    from told where type = any(${ENDING}::text[])
  ),
  due as (
    select distinct on (submission_id) submission_id, type <> 'certification.restored' as stands,
           (detail ->> 'at')::timestamptz as at, detail ->> 'reason' as reason, detail ->> 'by' as by, at as set_at
    from told where type = any(${DUE}::text[])
    order by submission_id, position desc
  ),
  changed as (
    select distinct on (submission_id) submission_id, position, at, unit_code, site_id, type, actor,
           detail ->> 'proposedBy' as told_proposer, detail ->> 'decision' as told_decision
    from event where type = any(${CHANGING_CASES}::text[])
    order by submission_id, position desc
  ),
  proposed as (
    select distinct on (submission_id) submission_id, (detail -> 'seen')::jsonb as seen, detail ->> 'reason' as reason
    from event where type = 'case.proposed'
    order by submission_id, position desc
  ),
  decided as (
    select distinct on (submission_id) submission_id, position, unit_code, site_id, split_part(type, '.', 1) as flow,
           split_part(type, '.', 2) as outcome, detail ->> 'finding' as finding,
           min(at) over (partition by submission_id) as first_at
    from event where type = any(${DECIDING}::text[]) and detail ->> 'method' is distinct from 'counter'
    order by submission_id, position desc
  ),
  removed as (select site_id, max(position) as position from event where type = 'site.removed' group by site_id),
  replaced as (
    select detail ->> 'use' as use, detail ->> 'id' as id from event
    where type = 'keys.replaced' and detail ->> 'step' = 'replaced'
      and position > coalesce((select max(position) from event where type = 'keys.begun-anew'), 0)
  ),
  faults as (
    select distinct 'certification-without-event' as fault, certification.unit_code as unit, null as name
    from certification
    left join begun on ${isOf('begun')} and begun.at = since
    left join ended on ${isOf('ended')}
    left join due on due.submission_id = certification.submission_id and stands
    where begun.submission_id is null
      or (certification.ended_at, end_reason, ended_by) is distinct from (ended.ended_at, ended.reason, ended.actor)
      or (certification.due_at, certification.due_reason, certification.due_by, certification.due_set_at)
        is distinct from (due.at, due.reason, due.by, due.set_at)
    union all
    select distinct 'event-without-certification', begun.unit_code, null
    from begun left join certification on ${isOf('begun')}
    where certification.submission_id is null
    union all
    select distinct 'registration-without-event', registered.unit_code, null
    from registered_unit as registered
    left join told on told.type = ${REGISTERING} and told.site_id = registered.site_id and told.at = registered.at
      and told.unit_code in (registered.unit_code, ${organizationIn(sql`registered.unit_code`)})
    where told.position is null
    union all
    select distinct 'submission-without-event', submission.unit_code, null
    from submission left join decided on decided.submission_id = submission.id
    where submission.flow <> 'withdrawal' and (decided.site_id = submission.site_id and decided.flow = submission.flow
      and decided.finding is not distinct from submission.finding
      and (decided.outcome = submission.outcome
        or decided.outcome = 'pending' and submission.outcome = any(${outcomesThat('after-pending')}::text[]))) is not true
    union all
    select distinct 'event-without-submission', decided.unit_code, null
    from decided
    left join submission on submission.id = decided.submission_id
    left join removed on removed.site_id = decided.site_id and removed.position > decided.position
    where submission.id is null and removed.site_id is null and decided.first_at > ${since(KEPT_FOR.submissions)}
    union all
    select distinct 'case-without-event', counter_case.unit_code, null
    from counter_case
    left join changed on changed.submission_id = counter_case.id
    left join proposed on proposed.submission_id = counter_case.id
    where (case counter_case.state
      when 'open' then type in ('case.opened', 'case.returned')
      else type = 'case.' || counter_case.state and actor = coalesce(ended_by, proposed_by)
        and (proposed_by is null or coalesce(told_proposer, actor) = proposed_by)
        and (state <> 'proposed' or told_decision = counter_case.proposed)
        and (refusal is null or proposed.reason = refusal)
    end and (counter_case.seen is null or to_jsonb(counter_case.seen) = proposed.seen)) is not true
    union all
    select distinct 'event-without-case', changed.unit_code, null
    from changed
    left join counter_case on counter_case.id = changed.submission_id
    left join removed on removed.site_id = changed.site_id and removed.position > changed.position
    where counter_case.id is null and removed.site_id is null
      and (type <> all(${ENDING_CASES}::text[]) or at > ${since(KEPT_FOR.cases)})
    union all
    select distinct 'revocation-without-event', revocation.unit_code, null
    from revocation left join event on event.submission_id = revocation.submission_id
      and event.type = ${PROPOSING} and event.actor = revocation.proposed_by and event.detail ->> 'proposal' = revocation.proposal::text
    where event.position is null
    union all
    select distinct 'key-put-back', null, replaced.use
    from replaced left join data_key newer on newer.id = replaced.id
    where newer.id is null or newer.state not in ('sole', 'replaced')
      or exists (select from data_key older
                 where older.use = newer.use and older.number < newer.number and older.state <> 'replaced')
    union all
    select 'fan-out-ahead', null, id from fan_out where position > coalesce((select max(position) from event), 0)
    union all
    select 'trigger', null, relname || ': ' || tgname from pg_trigger join ${ours} on ours.oid = tgrelid where not tgisinternal
    union all
    select 'rule', null, relname || ': ' || rulename from pg_rewrite join ${ours} on ours.oid = ev_class where rulename <> '_RETURN'
    union all
    select 'policy', null, relname || ': ' || polname from pg_policy join ${ours} on ours.oid = polrelid
  )
  select fault, unit, name from faults order by fault, unit, name limit ${sql.lit(MOST)}`;
};

interface Signed extends TermFacts {
  unitCode: string;
  /** The MAC in the newest event that has one; null when none has. */
  term: string | null;
}

/** Certifications compared at once. */
const BATCH = 1_000;

const termsStatement = (after: Pick<Signed, 'unitCode' | 'submissionId'>) => sql<Signed>`
  select certification.unit_code as "unitCode", ${termFactsColumns}, told.term
  from certification
  left join lateral (
    select coalesce(detail ->> 'term', detail -> 'detail' ->> 'term') as term from event
    where event.unit_code in (certification.unit_code, ${organizationIn(sql`certification.unit_code`)})
      and event.submission_id = certification.submission_id
      and (type = any(${TERMS}::text[]) or type = 'event.kept' and detail ->> 'type' = any(${TERMS}::text[]))
    order by position desc limit 1
  ) told on true
  where (certification.unit_code, certification.submission_id) > (${after.unitCode}::text, ${after.submissionId}::uuid)
  order by certification.unit_code, certification.submission_id limit ${sql.lit(BATCH)}`;
const TERMS: readonly EventType[] = [...CERTIFYING, RENEWING];

/** The units of certifications whose columns are not what the service has signed. */
async function changedTerms({ database, keys }: Recording): Promise<string[]> {
  const units: string[] = [];
  let after: Signed | undefined;
  do {
    const from = after ?? { unitCode: '', submissionId: '00000000-0000-0000-0000-000000000000' };
    const terms: Signed[] = await runWithoutTimeouts(database, termsStatement(from));
    for (const { unitCode, term, ...facts } of terms)
      if (term === null || isTermAsSigned(keys, term, facts) === false) units.push(unitCode);
    after = terms.length < BATCH ? undefined : terms.at(-1);
  } while (after && units.length < MOST);
  return units;
}

/** `now`: milliseconds. */
export async function compareRows({
  now,
  ...recording
}: Recording & { now: () => number }): Promise<RowFault[]> {
  const rows = await runWithoutTimeouts(recording.database, compared(now()));
  const faults = rows.map(
    ({ fault, ...of }) =>
      ({
        fault,
        ...Object.fromEntries(Object.entries(of).filter(([, value]) => value !== null)),
      }) as RowFault,
  );
  const known = new Set(
    faults.flatMap((one) => (one.fault === 'certification-without-event' ? [one.unit] : [])),
  );
  const changed = [...new Set(await changedTerms(recording))].filter((unit) => !known.has(unit));
  return [...changed.map((unit) => ({ fault: 'certification-without-event', unit }) as const), ...faults];
}

const repeated = sql<{ position: number }>`
  select max(position)::float8 as position from event group by id having count(*) > 1
  order by 1 limit ${sql.lit(MOST)}`;

/** Positions of copied events: a copy has a valid MAC. */
export const repeatedEvents = async (database: Database): Promise<number[]> =>
  (await runWithoutTimeouts(database, repeated)).map(({ position }) => position);
