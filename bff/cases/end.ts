/**
 * Cases that end without a decision: the unit withdraws, was certified otherwise or is held, or
 * nobody came in time.
 */
import { sql, type RawBuilder } from 'kysely';
import type { CaseState } from '../contract/cases.ts';
import type { Dependencies } from '../attempts/index.ts';
import { dropOfCases } from '../proposals/index.ts';
import { type Actor, type ActorOf, prepare, runIn, type Session } from '../database/index.ts';
import { type Deed, eventValues, type EventValues, insertEvents, type Recording } from '../events/index.ts';
import { actorOf, type Caller } from '../keys/index.ts';
import { isCertifiedAt } from '../certifications/index.ts';
import { caseEvent, hasNotEnded, isOver, type CaseRow } from './case.ts';

export interface Ending extends Pick<CaseRow, 'id' | 'unitCode' | 'siteId' | 'reference'> {
  /** Its last proposal. */
  proposed: string | null;
  /** Whether the unit is certified now. */
  isCertified: boolean;
}

/** The columns of `Ending`. `unit`: the code under which it may be certified. */
export const endingColumns = (now: RawBuilder<unknown>, unit = sql`counter_case.unit_code`) => sql`
  counter_case.id, counter_case.unit_code as "unitCode", counter_case.site_id as "siteId", counter_case.reference,
  counter_case.proposal as proposed,
  ${isCertifiedAt(unit, now)} as "isCertified"`;

interface How {
  state: Extract<CaseState, 'withdrawn' | 'expired'>;
  /** Only the worker ends a case whose time is over. */
  actor: ActorOf<'user' | 'operator' | 'worker'>;
  /** Milliseconds. */
  now: number;
  /** For auditors. */
  detail?: object;
}

interface Values extends EventValues {
  ids: readonly string[];
  /** Their last proposals. */
  proposals: readonly (string | null)[];
  state: string;
  actor: Actor;
  now: Date;
}

/**
 * A case ends with its proposal. It stays where an officer has proposed something since it was
 * read: the caller reads it again.
 */
const endStatement = prepare<Values, { id: string }>(
  'cases_end',
  (p) => sql<{ id: string }>`
  with ended as (
    update counter_case
    set state = ${p('state')}::text, ended_at = ${p('now')}::timestamptz, ended_by = ${p('actor')}::text, claim = null, proposal = null
    from unnest(${p('ids')}::uuid[], ${p('proposals')}::uuid[]) as read (case_id, proposal)
    where id = case_id and counter_case.proposal is not distinct from read.proposal and ${hasNotEnded}
    returning id
  ),
  dropped as (${dropOfCases('ended')}),
  written as (${insertEvents(p('events'), sql`join ended on ended.id = possible.submission_id`)}
  )
  select id from ended`,
);

const endValues = (
  keys: Recording['keys'],
  cases: readonly Ending[],
  { state, actor, now, detail }: How,
): Values => {
  const at = new Date(now);
  const how = { type: `case.${state}`, actor, at } as Deed<`case.${typeof state}`>;
  const events = cases.map((one) =>
    caseEvent(one, how, { ...detail, ...(one.isCertified && { isCertified: true }) }),
  );
  return {
    ids: cases.map(({ id }) => id),
    proposals: cases.map(({ proposed }) => proposed),
    state,
    actor,
    now: at,
    ...eventValues(keys, events),
  };
};

/** How many have ended. A case that has ended already stays as it is. */
export async function endCases(
  { database, keys }: Recording,
  cases: readonly Ending[],
  how: How,
): Promise<number> {
  if (cases.length === 0) return 0;
  return (await database.run(endStatement, endValues(keys, cases, how))).length;
}

/** The same in a transaction. */
export const endCasesIn = async (
  transaction: Pick<Session, 'query'>,
  keys: Recording['keys'],
  cases: readonly Ending[],
  how: How,
): Promise<number> => (await runIn(transaction, endStatement, endValues(keys, cases, how))).length;

const toEraseStatement = prepare<{ ids: readonly string[]; now: Date }, Ending>(
  'cases_to_erase',
  (p) => sql<Ending>`
  select ${endingColumns(p('now'))} from counter_case where id = any(${p('ids')}::uuid[]) and ${hasNotEnded}
  for update of counter_case`,
);

/**
 * Ends those of these cases that have not ended, because a person asks for it; in a transaction.
 * How many have. `now` in milliseconds.
 */
export async function eraseCases(
  transaction: Pick<Session, 'query'>,
  keys: Recording['keys'],
  ids: readonly string[],
  { actor, now }: Pick<How, 'actor' | 'now'>,
): Promise<number> {
  const cases = await runIn(transaction, toEraseStatement, { ids, now: new Date(now) });
  return endCasesIn(transaction, keys, cases, {
    state: 'withdrawn',
    actor,
    now,
    detail: { reason: 'erased' },
  });
}

const ofUnitStatement = prepare<{ unitCode: string; reference: string; now: Date }, Ending>(
  'cases_to_withdraw',
  (p) => sql<Ending>`
  select ${endingColumns(p('now'))} from counter_case
  where unit_code = ${p('unitCode')}::text and counter_case.reference = ${p('reference')}::text
    and ${hasNotEnded} and not ${isOver(p('now'))}`,
);

/**
 * Any administrator of the unit, through any site. Nothing happens when the unit has no such case,
 * or its time is over. `unitCode`: canonical.
 */
export async function withdrawCase(
  dependencies: Pick<Dependencies, 'database' | 'keys' | 'now'>,
  caller: Caller,
  unitCode: string,
  reference: string,
): Promise<void> {
  const { database, keys } = dependencies;
  const now = dependencies.now();
  const cases = await database.run(ofUnitStatement, { unitCode, reference, now: new Date(now) });
  const here = cases.map((one) => ({ ...one, siteId: caller.siteId }));
  const how = { state: 'withdrawn', actor: actorOf(caller), now } as const;
  const ended = await endCases({ database, keys }, here, how);
  if (ended < cases.length) await withdrawCase(dependencies, caller, unitCode, reference); // an officer came first
}

/** Cases ended in one step. */
const BATCH = 100;

interface Over extends Ending {
  /**
   * The unit was certified after the case was opened, or nothing speaks against its certification
   * any more.
   */
  isNeedless: boolean;
}

const overStatement = prepare<{ now: Date }, Over>(
  'cases_over',
  (p) => sql<Over>`
  select ${endingColumns(p('now'))}, term.unit_code is not null as "isNeedless"
  from counter_case
  left join certification term on term.unit_code = counter_case.unit_code and term.ended_at is null
    and (term.due_at is null or term.since > counter_case.opened_at)
  where ${hasNotEnded} and (${isOver(p('now'))} or term.unit_code is not null)
  order by counter_case.until limit ${sql.lit(BATCH)}`,
);

/**
 * A worker's step: true when there may be more. Any number of processes may take it at once. `now`
 * in milliseconds.
 */
export async function endOverCases({ database, keys }: Recording, now: number): Promise<boolean> {
  const over = await database.run(overStatement, { now: new Date(now) });
  const needless = over.filter(({ isNeedless }) => isNeedless);
  const late = over.filter(({ isNeedless }) => !isNeedless);
  const by = { actor: 'worker:cases', now } as const;
  const detail = { reason: 'already-certified' };
  await endCases({ database, keys }, needless, { ...by, state: 'withdrawn', detail });
  await endCases({ database, keys }, late, { ...by, state: 'expired' });
  return over.length === BATCH;
}

const ofSiteStatement = prepare<{ site: string; now: Date }, Ending>(
  'cases_of_site',
  (p) => sql<Ending>`
  select ${endingColumns(p('now'))} from counter_case where site_id = ${p('site')}::text and ${hasNotEnded} limit ${sql.lit(BATCH)}`,
);

/** Before an operator removes the site. */
export async function endCasesOfSite(
  { database, keys }: Recording,
  site: string,
  actor: ActorOf<'operator'>,
  now: number,
): Promise<void> {
  const how = { state: 'withdrawn', actor, now, detail: { reason: 'site-removed' } } as const;
  const cases = await database.run(ofSiteStatement, { site, now: new Date(now) });
  if (cases.length === 0) return;
  await endCases({ database, keys }, cases, how);
  await endCasesOfSite({ database, keys }, site, actor, now); // an officer may have come first
}

const heldStatement = prepare<{ units: readonly string[]; now: Date }, Ending>(
  'cases_held',
  (p) => sql<Ending>`
  select ${endingColumns(p('now'))} from counter_case where unit_code = any(${p('units')}::text[]) and ${hasNotEnded}`,
);

/**
 * Ends the cases of held units. One that an officer has changed since it was read is left for the
 * next time. `now` in milliseconds.
 */
export async function endHeldCases(
  { database, keys }: Recording,
  units: readonly string[],
  now: number,
): Promise<void> {
  const cases = await database.run(heldStatement, { units, now: new Date(now) });
  const how = { state: 'withdrawn', actor: 'worker:holds', now, detail: { reason: 'held' } } as const;
  await endCases({ database, keys }, cases, how);
}

/** SQL that selects the cases of a site that have not ended. */
export const openCasesOfSite = (site: RawBuilder<unknown>) =>
  sql`select id from counter_case where site_id = ${site} and ${hasNotEnded}`;

/** SQL that deletes the cases of a site (`upkeep/remove-site.ts`). */
export const dropCasesOfSite = sql`delete from counter_case using removed where counter_case.site_id = removed.id`;
