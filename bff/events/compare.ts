/**
 * Compares rows with events: certifications, registrations, submissions, cases, holds, proposals
 * and replaced keys must be what their events say, and must be there. So a row that somebody put
 * into a table, changed or deleted is found, also one whose event a trigger has swallowed.
 *
 * An event is deleted after three years, and its certification may stand longer. `event.kept` takes
 * its place (`retention.ts`).
 */
import { sql, type RawBuilder } from 'kysely';
import { DAY } from '../contract/time.ts';
import {
  type Database,
  KEPT_FOR,
  organizationIn,
  runWithoutTimeouts,
  type Tables,
} from '../database/index.ts';
import type { Recording } from './event.ts';
import { addTo, joinTallies, MOST_KEPT, newTally, tallyOf, type RowFault, type Tally } from './faults.ts';
import { isTermAsSigned, termFactsColumns, type TermFacts } from './term-mac.ts';
import { createTurns } from './turns.ts';
import { typesThatProve } from './types.ts';

/** The newest of each tells what the imported tables hold. */
export const IMPORTING = typesThatProve('import');
const CERTIFYING = typesThatProve('term-begun');
/** Events that rows rest on for longer than events are kept. */
export const CARRYING: readonly string[] = typesThatProve(
  'term-begun',
  'term-ended',
  'term-due',
  'term-renewed',
  'registration',
  'import',
  'hold',
);

/** The events of these types say what became of a submission; the newest one of it counts. */
export const DECIDING = typesThatProve('submission');

/**
 * How the outcome of a submission is proven. `told`: by an event with the name of the outcome.
 * `after-pending`: by the event that it was pending, because the event of another submission ended
 * it.
 */
const OUTCOMES: Record<Tables['submission']['outcome'], 'told' | 'after-pending'> = {
  certified: 'told',
  rejected: 'told',
  pending: 'told',
  'already-certified': 'told',
  replaced: 'after-pending',
  expired: 'told',
  withdrawn: 'told',
  'agent-differs': 'told',
};
const AFTER_PENDING = Object.entries(OUTCOMES).flatMap(([outcome, how]) =>
  how === 'after-pending' ? [outcome] : [],
);

/** The clocks of processes may differ by less. */
const MARGIN = DAY;

/** The tables of this schema, which have no trigger, rule or policy of ours. */
const ours = sql`(
  select oid, relname from pg_class where relnamespace = current_schema()::regnamespace) ours`;

/**
 * An event of a unit that was known by its organization code names that code, and its certification
 * the USCC that came later.
 */
const isOf = (
  told: 'begun' | 'ended',
) => sql`${sql.ref(`${told}.submission_id`)} = certification.submission_id
      and ${sql.ref(`${told}.unit_code`)} in (certification.unit_code, ${organizationIn(sql`certification.unit_code`)})`;

/** The site has been removed since, with its rows. */
const isOfRemovedSite = (event: 'decided' | 'changed') => sql`exists (
        select from removed where removed.site_id = ${sql.ref(`${event}.site_id`)} and removed.position > ${sql.ref(`${event}.position`)})`;

/**
 * The others are found by the MACs of certifications, by the deliveries, and by the digests of
 * imported tables.
 */
type ComparedFault = Exclude<RowFault['fault'], 'certification-altered' | 'message-missing' | 'rows-changed'>;

/** For each fault a query of the units, or else of the names, that have it. */
const faultyRows = (now: number): Record<ComparedFault, RawBuilder<unknown>> => {
  const since = (age: number) => sql`${new Date(now - age + MARGIN)}::timestamptz`;
  return {
    'certification-without-event': sql`
      select certification.unit_code, null
      from certification
      left join begun on ${isOf('begun')} and begun.at = since
      left join ended on ${isOf('ended')}
      left join due on due.submission_id = certification.submission_id and stands
      where begun.submission_id is null
        or (certification.ended_at, end_reason, ended_by) is distinct from (ended.ended_at, ended.reason, ended.actor)
        or (certification.due_at, certification.due_reason, certification.due_by, certification.due_set_at)
          is distinct from (due.at, due.reason, due.by, due.set_at)`,
    'event-without-certification': sql`
      select begun.unit_code, null
      from begun left join certification on ${isOf('begun')}
      where certification.submission_id is null`,
    'registration-without-event': sql`
      select registered.unit_code, null
      from registered_unit as registered
      left join told on told.type = any(${typesThatProve('registration')}::text[])
        and told.site_id = registered.site_id and told.at = registered.at
        and told.unit_code in (registered.unit_code, ${organizationIn(sql`registered.unit_code`)})
      where told.position is null`,
    'submission-without-event': sql`
      select submission.unit_code, null
      from submission left join decided on decided.submission_id = submission.id
      where submission.flow <> 'withdrawal' and (decided.site_id = submission.site_id and decided.flow = submission.flow
        and decided.finding is not distinct from submission.finding
        and (decided.outcome = submission.outcome
          or decided.outcome = 'pending' and submission.outcome = any(${AFTER_PENDING}::text[]))) is not true`,
    'event-without-submission': sql`
      select decided.unit_code, null
      from decided
      left join submission on submission.id = decided.submission_id
      where submission.id is null and not ${isOfRemovedSite('decided')} and decided.first_at > ${since(KEPT_FOR.submissions)}`,
    'case-without-event': sql`
      select counter_case.unit_code, null
      from counter_case
      left join proposal on proposal.case_id = counter_case.id and proposal.id = counter_case.proposal
      left join changed on changed.submission_id = counter_case.id
      left join proposed on proposed.submission_id = counter_case.id
      where (case counter_case.state
        when 'open' then type = case when counter_case.proposal is null then 'case.opened' else 'case.returned' end
          and actor = coalesce(decided_by, actor)
        else type = 'case.' || counter_case.state and actor = coalesce(ended_by, proposed_by)
          and (state <> 'proposed' or told_decision = content ->> 'decision')
      end and changed.seen_again is not distinct from proposal.seen_again
        and (counter_case.proposal is null or coalesce(told_proposer, actor) = proposed_by
        and (content -> 'seen')::jsonb = proposed.seen and content ->> 'reason' is not distinct from proposed.reason)) is not true`,
    'event-without-case': sql`
      select changed.unit_code, null
      from changed
      left join counter_case on counter_case.id = changed.submission_id
      where counter_case.id is null and not ${isOfRemovedSite('changed')}
        and (type <> all(${typesThatProve('case-over')}::text[]) or at > ${since(KEPT_FOR.cases)})`,
    'proposal-without-event': sql`
      select proposal.unit_code, null
      from proposal left join event on event.submission_id = proposal.subject
        and event.type = any(${typesThatProve('proposal')}::text[]) and event.actor = proposal.proposed_by
        and event.detail ->> 'proposal' = proposal.id::text
      where kind <> 'case' and event.position is null`,
    'hold-without-event': sql`
      select unit_hold.unit_code, null
      from unit_hold left join held on held.organization_code = unit_hold.organization_code
      where (held.type = 'hold.placed' and held.at = placed_at and held.actor = placed_by and held.unit_code = unit_hold.unit_code) is not true`,
    'event-without-hold': sql`
      select held.unit_code, null
      from held left join unit_hold on unit_hold.organization_code = held.organization_code
      where type = 'hold.placed' and unit_hold.organization_code is null`,
    'key-put-back': sql`
      select null, replaced.use
      from replaced left join data_key newer on newer.id = replaced.id
      where newer.id is null or newer.state not in ('sole', 'replaced')
        or exists (select from data_key older
                   where older.use = newer.use and older.number < newer.number and older.state <> 'replaced')`,
    'fan-out-ahead': sql`select null, id from fan_out where position > coalesce((select max(position) from event), 0)`,
    trigger: sql`select null, relname || ': ' || tgname from pg_trigger join ${ours} on ours.oid = tgrelid where not tgisinternal`,
    rule: sql`select null, relname || ': ' || rulename from pg_rewrite join ${ours} on ours.oid = ev_class where rulename <> '_RETURN'`,
    policy: sql`select null, relname || ': ' || polname from pg_policy join ${ours} on ours.oid = polrelid`,
  };
};

interface Compared {
  fault: ComparedFault;
  unit: string | null;
  name: string | null;
  /** How many faults of this kind there are. */
  total: number;
}

/**
 * `held`: an event that is still there is newer than one of which only a copy is left. Their
 * instants do not count, because clocks may differ.
 */
const compared = (now: number) => sql<Compared>`
  with told as materialized (
    select position, submission_id, unit_code, site_id, type = 'event.kept' as is_copy,
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
    from told where type = any(${typesThatProve('term-ended')}::text[])
  ),
  due as (
    select distinct on (submission_id) submission_id, type <> 'certification.restored' as stands,
           (detail ->> 'at')::timestamptz as at, detail ->> 'reason' as reason, detail ->> 'by' as by, at as set_at
    from told where type = any(${typesThatProve('term-due')}::text[])
    order by submission_id, position desc
  ),
  held as (
    select distinct on (organization_code) * from (
      select ${organizationIn(sql`unit_code`)} as organization_code, unit_code, type, actor, at, position, is_copy
      from told where type = any(${typesThatProve('hold')}::text[])) holding
    order by organization_code, is_copy, position desc
  ),
  changed as (
    select distinct on (submission_id) submission_id, position, at, unit_code, site_id, type, actor,
           detail ->> 'proposedBy' as told_proposer, detail ->> 'decision' as told_decision,
           (detail -> 'seenAgain')::jsonb as seen_again
    from event where type = any(${typesThatProve('case-open', 'case-over')}::text[])
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
  faults as (${sql.join(
    Object.entries(faultyRows(now)).map(
      ([fault, rows]) =>
        sql`select distinct ${sql.lit(fault)} as fault, faulty.* from (${rows}) as faulty (unit, name)`,
    ),
    sql` union all `,
  )})
  select fault, unit, name, total from (
    select *, count(*) over (partition by fault)::int as total, row_number() over (partition by fault order by unit, name) as place
    from faults) as counted
  where place <= ${sql.lit(MOST_KEPT)} order by fault, place`;

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
const TERMS = typesThatProve('term-begun', 'term-renewed');

/**
 * The units of certifications whose columns are not what the service has signed. One that nothing
 * has signed has no event either.
 */
async function alteredTerms({ database, keys }: Recording): Promise<Tally<RowFault>> {
  const tally = newTally<RowFault>();
  const turns = createTurns();
  let after: Signed | undefined;
  let found = '';
  do {
    const from = after ?? { unitCode: '', submissionId: '00000000-0000-0000-0000-000000000000' };
    const terms: Signed[] = await runWithoutTimeouts(database, termsStatement(from));
    for (const { unitCode, term, ...facts } of terms) {
      const isAltered = term !== null && isTermAsSigned(keys, term, facts) === false;
      if (isAltered && unitCode !== found) addTo(tally, { fault: 'certification-altered', unit: unitCode });
      if (isAltered) found = unitCode;
      await turns();
    }
    after = terms.length < BATCH ? undefined : terms.at(-1);
  } while (after);
  return tally;
}

/** `now`: milliseconds. */
export async function compareRows({
  now,
  ...recording
}: Recording & { now: () => number }): Promise<Tally<RowFault>> {
  const rows = await runWithoutTimeouts(recording.database, compared(now()));
  const found = rows.map(({ fault, unit, name, total }) => ({
    found: (unit === null ? { fault, name } : { fault, unit }) as RowFault,
    total,
  }));
  return joinTallies([await alteredTerms(recording), tallyOf(found)]);
}

const repeated = sql<{ position: number; total: number }>`
  select position, (count(*) over ())::int as total
  from (select max(position)::float8 as position from event group by id having count(*) > 1) as copied
  order by position limit ${sql.lit(MOST_KEPT)}`;

/** Copied events: a copy has a valid MAC. */
export async function repeatedEvents(
  database: Database,
): Promise<Tally<{ position: number; fault: 'event-repeated' }>> {
  const rows = await runWithoutTimeouts(database, repeated);
  return tallyOf(
    rows.map(({ position, total }) => ({ found: { position, fault: 'event-repeated' }, total })),
  );
}
