/**
 * Reads cases for staff: their numbers, the queue, one case by its reference, and its claim in
 * clear beside what the registers say. Each look at the queue, a case or its claim is an event.
 * Nothing of this is told to the unit's users.
 */
import { sql } from 'kysely';
import type { CaseRefusal, Check } from '../contract/cases.ts';
import type { Applicant, ClaimRequest, Evidence } from '../contract/wire.ts';
import {
  claimOf,
  decide,
  type Decision,
  type Dependencies,
  gather,
  readSnapshot,
  usedSource,
} from '../attempts/index.ts';
import { type Actor, type ActorOf, type Database, prepare } from '../database/index.ts';
import { type OfficialAct, type Recording, writeEvents } from '../events/index.ts';
import { contentOf, openSentence } from '../proposals/index.ts';
import { unitNameOf } from '../registry/index.ts';
import { type Cipher, ifReadable } from '../keys/index.ts';
import {
  caseColumns,
  caseEvent,
  fromCases,
  hasNotEnded,
  isOverNow,
  openCaseClaim,
  type CaseRow,
  type CaseStage,
} from './case.ts';

const countStatement = prepare<object, { state: CaseStage; count: number }>(
  'cases_count',
  () => sql<{ state: CaseStage; count: number }>`
  select state, count(counter_case.id)::int as count
  from unnest(array['open', 'proposed', 'certified', 'refused', 'withdrawn', 'expired']) with ordinality as possible (state, place)
  left join counter_case using (state)
  group by state, place order by place`,
);

/** All cases that are kept, by state: those that have ended stay for 180 days. */
export const countCases = (database: Database): Promise<{ state: CaseStage; count: number }[]> =>
  database.run(countStatement, {});

/** A case without its claim. Instants are RFC 3339. */
export interface CaseOverview {
  reference: string;
  /** Canonical. */
  unitCode: string;
  /** As the registry writes it; null when it does not have the unit. */
  unitName: string | null;
  /**
   * As the site gave it, where the registry does not have the unit and the claim is kept; null
   * otherwise.
   */
  givenName: string | null;
  siteId: string;
  applicant: Applicant;
  openedAt: string;
  until: string;
  state: CaseStage;
  /**
   * The proposal was sent back, and waits for another one. `id`: the next one names this return.
   * `to`: the officer whose proposal it was, with the papers `seen`.
   */
  returned: { id: string; by: Actor; to: Actor; seen: Check[] } | null;
  /** The decision that waits for the second officer, or that was confirmed. */
  proposal: {
    /** The second officer confirms this very one. */
    id: string;
    decision: 'certified' | 'refused';
    seen: Check[];
    /** By the second officer; null while the proposal waits. */
    seenAgain: Check[] | null;
    reason: CaseRefusal | null;
    by: Actor;
    at: string;
  } | null;
  endedAt: string | null;
  endedBy: Actor | null;
}

type NamedCase = CaseRow & { unitName: string | null };

/**
 * The unit's name in the claim, where no register has one; null when the claim cannot be opened.
 * Nothing else of the claim is shown.
 */
const givenNameOf = (cipher: Cipher, row: NamedCase): string | null => {
  const { claim } = row;
  if (row.unitName !== null || claim === null) return null;
  return ifReadable(() => openCaseClaim(cipher, claim, row))?.unitName ?? null;
};

function overviewOf(cipher: Cipher, row: NamedCase): CaseOverview {
  const { reference, unitCode, unitName, siteId, applicant, state } = row;
  return {
    reference,
    unitCode,
    unitName,
    givenName: givenNameOf(cipher, row),
    siteId,
    applicant,
    openedAt: row.openedAt.toISOString(),
    until: row.until.toISOString(),
    state,
    ...proposalOf(row),
    endedAt: row.endedAt?.toISOString() ?? null,
    endedBy: row.endedBy,
  };
}

function proposalOf(row: NamedCase): Pick<CaseOverview, 'returned' | 'proposal'> {
  if (row.proposal === null) return { returned: null, proposal: null };
  const { proposal: id, proposedBy, proposedAt, decidedBy, seenAgain } = row;
  const { decision, seen, reason = null } = contentOf('case', row);
  return row.outcome === 'returned'
    ? { returned: { id, by: decidedBy!, to: proposedBy, seen }, proposal: null }
    : {
        returned: null,
        proposal: { id, decision, seen, seenAgain, reason, by: proposedBy, at: proposedAt.toISOString() },
      };
}

type OverviewDependencies = Recording & Pick<Dependencies, 'cipher'>;

/** Cases on a page of the queue. */
const PAGE = 50;

const unitName = sql`${unitNameOf(sql`counter_case.unit_code`)} as "unitName"`;

const queueStatement = prepare<{ after: string | null }, NamedCase>(
  'cases_queue',
  (p) => sql<NamedCase>`
  select ${caseColumns}, ${unitName}
  ${fromCases}
  where ${hasNotEnded} and (${p('after')}::text is null
    or (counter_case.until, opened_at, counter_case.id)
      > (select until, opened_at, id from counter_case where reference = ${p('after')}::text))
  order by counter_case.until, opened_at, counter_case.id limit ${sql.lit(PAGE)}`,
);

/** The page of a list. `next`: ask with it for the page after it. */
export interface CasePage {
  cases: CaseOverview[];
  next: string | undefined;
}

/**
 * Cases that have not ended, the oldest first. `after`: `next` of the page before. `now` in
 * milliseconds.
 */
export async function readQueue(
  { database, keys, cipher }: OverviewDependencies,
  { actor, after }: { actor: ActorOf<'staff' | 'operator'>; after?: string | undefined },
  now: number,
): Promise<CasePage> {
  const rows = await database.run(queueStatement, { after: after ?? null });
  const detail = { cases: rows.length };
  await writeEvents(database, keys, [{ at: new Date(now), actor, type: 'case.listed', detail }]);
  return {
    cases: rows.map((row) => overviewOf(cipher, row)),
    next: rows.length < PAGE ? undefined : rows.at(-1)?.reference,
  };
}

const caseStatement = prepare<{ reference: string }, NamedCase>(
  'cases_read',
  (p) => sql<NamedCase>`
  select ${caseColumns}, ${unitName} ${fromCases} where reference = ${p('reference')}::text`,
);

/** Undefined when no case has the reference. Whoever calls writes the event of the look. */
export async function findCaseOverview(
  { database, cipher }: Pick<OverviewDependencies, 'database' | 'cipher'>,
  reference: string,
): Promise<CaseOverview | undefined> {
  const [row] = await database.run(caseStatement, { reference });
  return row && overviewOf(cipher, row);
}

/** The same, with an event. `now` in milliseconds. */
export async function readCase(
  { database, keys, cipher }: OverviewDependencies,
  reference: string,
  { actor, reason }: OfficialAct<'staff'>,
  now: number,
): Promise<CaseOverview | undefined> {
  const [row] = await database.run(caseStatement, { reference });
  const at = new Date(now);
  const detail = { reason, found: row !== undefined };
  const how = { type: 'case.read', actor, at } as const;
  await writeEvents(database, keys, [
    row ? caseEvent(row, how, detail) : { ...how, detail: { reference, ...detail } },
  ]);
  return row && overviewOf(cipher, row);
}

/** The last refusal at the counter. */
export interface RefusedCase {
  reference: string;
  reason: CaseRefusal;
  /** RFC 3339 */
  endedAt: string;
}

const refusedStatement = prepare<{ unitCode: string }, Omit<RefusedCase, 'endedAt'> & { endedAt: Date }>(
  'cases_refused',
  (p) => sql<Omit<RefusedCase, 'endedAt'> & { endedAt: Date }>`
  select reference, content ->> 'reason' as reason, ended_at as "endedAt" ${fromCases}
  where counter_case.unit_code = ${p('unitCode')}::text and state = 'refused'
  order by ended_at desc limit 1`,
);

/** Undefined when no case of the unit was refused. `unitCode`: canonical. */
export async function readRefused(database: Database, unitCode: string): Promise<RefusedCase | undefined> {
  const [row] = await database.run(refusedStatement, { unitCode });
  return row && { ...row, endedAt: row.endedAt.toISOString() };
}

/** The claim of an open case, beside what is known of the unit. */
export interface LookedAt {
  case: CaseOverview;
  claim: ClaimRequest;
  /** The sentence of the proposal, or of its withdrawal by the officer who made it. */
  note: string | undefined;
  /** The sentence of the last return by another officer. */
  returnedNote: string | undefined;
  /** The unit's row in the imported registry. */
  registry: {
    source: Evidence;
    name: string;
    representatives: string[];
    foundedOn: string | undefined;
    active: boolean;
  } | null;
  /** How the registers decide the claim now. */
  decision: Decision;
}

export type LookResult =
  | { kind: 'looked'; look: LookedAt }
  /**
   * The claim or the sentence was altered in the database, or its key is gone: nobody can decide
   * it.
   */
  | { kind: 'unreadable'; case: CaseOverview }
  /** There is no such case, or it has ended. */
  | { kind: 'changed' };

type LookDependencies = Pick<
  Dependencies,
  'database' | 'cipher' | 'digester' | 'keys' | 'sources' | 'rules' | 'now'
>;

/** The event is written before anything is shown. */
export async function readClaim(
  { database, cipher, digester, keys, sources, rules, ...dependencies }: LookDependencies,
  reference: string,
  actor: ActorOf<'staff'>,
): Promise<LookResult> {
  const now = dependencies.now();
  const [row] = await database.run(caseStatement, { reference });
  if (!row || row.claim === null || isOverNow(row, now)) return { kind: 'changed' };
  await writeEvents(database, keys, [caseEvent(row, { type: 'case.claim-read', actor, at: new Date(now) })]);
  const { claim: sealed } = row;
  const place = { kind: 'case', subject: row.id } as const;
  const opened = ifReadable(() => ({
    ...openCaseClaim(cipher, sealed, row),
    note: openSentence(cipher, 'note', row.note, place),
    returnedNote: openSentence(cipher, 'returned_note', row.returnedNote, place),
  }));
  if (!opened) return { kind: 'unreadable', case: overviewOf(cipher, row) };
  const { request } = opened;
  const claim = claimOf(request, digester);
  const snapshot = await readSnapshot(database, { unitCode: row.unitCode, agent: claim.agent }, now);
  const evidence = await gather(snapshot, request, claim, sources);
  const record = snapshot.registryRecord;
  const { name, asOf } = usedSource(snapshot, now);
  return {
    kind: 'looked',
    look: {
      case: overviewOf(cipher, row),
      claim: request,
      note: opened.note,
      returnedNote: opened.returnedNote,
      registry: record
        ? {
            source: { source: name, asOf },
            name: record.name,
            representatives: record.representatives.map((person) => person.name),
            foundedOn: record.foundedOn,
            active: record.state === 'active',
          }
        : null,
      decision: decide(claim, evidence, rules, now),
    },
  };
}
