/**
 * The reads of a submission:
 * - `readSnapshot`: which unit it is, what is known of that unit at this moment, whether its key
 *   was used, what its user sent last, and how the counters stand. The statement that writes does
 *   not rely on it: others may write in between.
 * - `readRoom`: whether the people whom the claim aims at have budget left.
 * - `whyUnrecorded`: what a submission that was not recorded is told.
 */
import { sql, type RawBuilder } from 'kysely';
import type { SourceId } from '../contract/sources.ts';
import { DAY } from '../contract/time.ts';
import { organizationCodeOf } from '../contract/unit-code.ts';
import { type Database, type Parameter, prepareRead, type Tables } from '../database/index.ts';
import {
  type BusinessRegistry,
  claimFieldsOf,
  type ComparablePerson,
  prepareUnitRead,
  type RegistryRecord,
  type RegistryState,
} from '../registry/index.ts';
import {
  type AimedLimit,
  counterKeys,
  type Counters,
  type Exhausted,
  isAimedAt,
  refusing,
  type Stored,
  storedCounters,
  UNCOUNTED,
} from '../limits/index.ts';
import { type OpenTerm, openTermOf, type StoredTerm, stillCounts } from '../certifications/index.ts';
import { hadNoRoom, type TooManyAttempts } from './result.ts';
import { recordedSubmission, type SubmissionRow, type RecordedSubmission } from './submission.ts';
import { type Finding, isFindingOfState } from './decide.ts';
import { factColumns, type FactRow, type FactTerm, type FactValues } from './facts.ts';

export interface SnapshotQuery {
  /** The unit's code as the token has it, normalized. */
  unitCode: string;
  /** Digests of the idempotency key in its scope under the live keys. */
  keys?: readonly string[];
  /** Digests of the agent under the live keys; none when no agent applies. */
  agent?: readonly string[];
  /**
   * The user's digests, for their last submission. A user is one of a site, and in a registration a
   * phone.
   */
  users?: readonly string[];
  /** The user's site. */
  siteId?: string;
  /** The counters that the same read returns. */
  counters?: Counters;
}

/** The submission that used the same idempotency key. */
export interface EarlierSubmission {
  id: string;
  /** Digest of its body. */
  body: string;
  at: Date;
  submission: RecordedSubmission;
  /** Recorded as pending while a partner is asked (`attempt.ts`), and not decided yet. */
  isBeingAsked: boolean;
}

/** A user's last submission at a unit, without superseded ones. */
export interface LastSubmission {
  reference: string;
  flow: Tables['submission']['flow'];
  finding: Finding | null;
  /** The number of imports when it was decided; null when a partner was asked too. */
  evidenceVersion: string | null;
  /** Digest of the claim. */
  claim: string;
  at: Date;
}

export interface Snapshot {
  /** The canonical code; status and certification follow it. */
  unitCode: string;
  /** The number of imports; both records are of the last one. */
  evidenceVersion: string;
  /** The imported row of the registry. */
  registryRecord: RegistryRecord | undefined;
  /** The imported record of the agent's business at this unit. */
  handlerRecord: { lastHandledOn: string | undefined } | undefined;
  /**
   * The certification that has not ended; it may be over (`isCertified` is false then), for a
   * moment.
   */
  open: OpenTerm | undefined;
  isCertified: boolean;
  /** The facts that decide the next step. */
  facts: FactRow;
  earlier: EarlierSubmission | undefined;
  /** The last submission of the user at this unit. */
  last: LastSubmission | undefined;
  /** No claim of the unit is kept, and the user's site knows the unit. */
  isPlain: boolean;
  /** How the counters stand that were asked for, and the budgets of the registry's people. */
  stored: Stored;
}

interface Values extends ReturnType<typeof counterKeys>, FactValues {
  code: string;
  keys: readonly string[];
  handlerOrganization: string;
  agent: readonly string[];
}

/** The parts of an open term besides those that decide the next step. */
const OPEN_BESIDES = [
  'submissionId',
  'siteId',
  'agent',
  'method',
  'dueBy',
] as const satisfies (keyof StoredTerm)[];

type SnapshotTerm = FactTerm<(typeof OPEN_BESIDES)[number]>;

/** `T` as JSON, whose instants are texts as PostgreSQL writes them. */
type Json<T> = { [Name in keyof T]: Date extends T[Name] ? Exclude<T[Name], Date> | string : T[Name] };

type Row = FactRow<SnapshotTerm> & {
  code: string;
  evidence_version: string;
  /** Null: no imported row. */
  source: SourceId | null;
  as_of: string;
  name: string;
  representatives: ComparablePerson[];
  founded_on: string | null;
  state: RegistryState;
  handled: boolean;
  last_handled_on: string | null;
  is_known: boolean;
  earlier: Json<SubmissionRow & Pick<EarlierSubmission, 'id' | 'body' | 'at'>> | null;
  sent: Json<LastSubmission> | null;
  counters: Stored['counters'];
};

/** The submission that used the key, as JSON. */
const earlierSubmission = (p: Parameter<{ keys: readonly string[] }>) => sql`
         (select json_build_object('id', id, 'body', body, 'at', at, 'reference', reference, 'outcome', outcome, 'finding', finding,
                                   'remaining', remaining, 'resets_at', resets_at)
          from submission where key = any(${p('keys')}::text[]) limit 1)`;

/** The user's last submission at the unit, as JSON. `unit`: its canonical code. */
const lastSubmission = (p: Parameter<{ users: readonly string[] }>, unit: RawBuilder<unknown>) => sql`
         (select json_build_object('reference', reference, 'flow', flow, 'finding', finding, 'evidenceVersion', evidence_version::text,
                                   'claim', claim, 'at', at)
          from submission
          where unit_code = ${unit} and user_digest = any(${p('users')}::text[]) and outcome <> 'replaced'
          order by submission.at desc limit 1)`;

/** The budgets of the people in the unit's registry row, as `aim.ts` names them. */
const representativesBudgets = sql`
             union all
             select ${sql.lit('personPerDay' satisfies AimedLimit)}, person -> 'numbers' ->> -1
             from jsonb_array_elements(unit.representatives) person`;

const snapshotStatement = prepareUnitRead<Values, Row>(
  'certification_snapshot',
  (p, unit) => sql<Row>`
  with ${unit}
  select canonical.code, evidence_version.version as evidence_version,
         unit.source, (select as_of from source where id = unit.source) as as_of, unit.name, unit.representatives, unit.founded_on, unit.state,
         handler.organization_code is not null as handled, handler.last_handled_on,
         ${factColumns(p, sql`canonical.code`, { parts: OPEN_BESIDES })},
         site_unit.unit_code is not null as is_known,
         ${earlierSubmission(p)} as earlier,
         ${lastSubmission(p, sql`canonical.code`)} as sent,
         ${storedCounters(p, representativesBudgets)} as counters
  from canonical
  cross join evidence_version
  left join unit on true
  left join lateral (
    select organization_code, last_handled_on from handler_record
    where organization_code = ${p('handlerOrganization')}::text and person = any(${p('agent')}::text[])
    order by last_handled_on desc nulls last
    limit 1
  ) handler on true
  left join site_unit on site_unit.unit_code = canonical.code and site_unit.site_id = ${p('site')}::text`,
);

/** `now` in milliseconds. */
export async function readSnapshot(
  database: Database,
  { unitCode, keys = [], agent = [], users = [], siteId = '', counters = UNCOUNTED }: SnapshotQuery,
  now: number,
): Promise<Snapshot> {
  const [row] = await database.run(snapshotStatement(unitCode), {
    code: unitCode,
    keys,
    handlerOrganization: organizationCodeOf(unitCode),
    agent,
    users,
    site: siteId,
    ...counterKeys(counters, unitCode),
    now: new Date(now),
  });
  if (!row) throw new Error('the snapshot always has one row');
  const open = openOf(row);
  return {
    unitCode: row.code,
    evidenceVersion: row.evidence_version,
    registryRecord: row.source ? registryRecordOf(row, row.source) : undefined,
    handlerRecord: row.handled ? { lastHandledOn: row.last_handled_on ?? undefined } : undefined,
    open,
    isCertified: open !== undefined && stillCounts(open.dueAt, now),
    facts: row,
    earlier: earlierOf(row),
    last: lastOf(row),
    isPlain: row.kept === null && row.is_known,
    stored: { unitCode: row.code, counters: row.counters },
  };
}

function openOf({ code: unitCode, terms }: Row): OpenTerm | undefined {
  const [newest] = terms ?? [];
  if (!newest?.isOpen) return undefined;
  return openTermOf({ ...newest, unitCode, dueAt: newest.dueAt === null ? null : new Date(newest.dueAt) });
}

const registryRecordOf = (
  { name, representatives, founded_on, state, as_of: asOf }: Row,
  source: SourceId,
): RegistryRecord => ({
  name,
  representatives,
  foundedOn: founded_on ?? undefined,
  state,
  compares: claimFieldsOf(source),
  imported: { source, asOf },
});

function earlierOf({ earlier, kept }: Row): EarlierSubmission | undefined {
  if (!earlier) return undefined;
  const { id, body, at, resets_at: resets, ...submission } = earlier;
  return {
    id,
    body,
    at: new Date(at),
    submission: recordedSubmission({ ...submission, resets_at: resets === null ? null : new Date(resets) }),
    isBeingAsked: submission.outcome === 'pending' && !kept?.some(({ submissionId }) => submissionId === id),
  };
}

const lastOf = ({ sent }: Row): LastSubmission | undefined =>
  sent ? { ...sent, at: new Date(sent.at) } : undefined;

/**
 * Finds the user's last claim if it was this very one and was refused. Sent again it is no further
 * guess, so it is answered as before and not counted. That holds for a day, as long as a user's
 * failures at a unit count, and only while the claim would be compared with the same data: no
 * import has come, and no partner was asked. `claims`: the digests of the claim. `now`: in
 * milliseconds.
 */
export const sentBefore = (
  { last, evidenceVersion }: Pick<Snapshot, 'last' | 'evidenceVersion'>,
  claims: readonly string[],
  now: number,
): (LastSubmission & { finding: Finding }) | undefined =>
  last?.finding != null &&
  last.flow === 'certification' &&
  last.evidenceVersion === evidenceVersion &&
  isSameClaim(last, claims, now)
    ? { ...last, finding: last.finding }
    : undefined;

const isSameClaim = ({ claim, at }: LastSubmission, claims: readonly string[], now: number): boolean =>
  claims.includes(claim) && at.getTime() > now - DAY;

/** The same for a registration. It is answered as before only when the unit was not active. */
export const sentWhenNotActive = (
  { last }: Pick<Snapshot, 'last'>,
  claims: readonly string[],
  now: number,
): LastSubmission | undefined =>
  last && isFindingOfState(last.finding) && isSameClaim(last, claims, now) ? last : undefined;

type RoomValues = ReturnType<typeof counterKeys> & { keys: readonly string[] };

const roomStatement = prepareRead<RoomValues, Pick<Stored, 'counters'>>(
  'certification_room',
  (p) => sql<Pick<Stored, 'counters'>>`
  select ${storedCounters(p)} as counters
  where not exists (
    select from submission where key = any(${p('keys')}::text[]) limit 1)`,
);

/**
 * Asked before anything happens that depends on the claim being right: a refusal takes the same
 * way, and the same time, for a right guess and a wrong one. The statement that records asks once
 * more, for what came in between. Returns the counters that do not admit the attempt; undefined
 * when all do, and when the same request has come first and taken what was left: the statement that
 * records finds it.
 *
 * A registry that is a partner may have taken seconds since the snapshot, so the counters are read
 * again: for every unit, because the number of reads must not depend on whom the partner was asked
 * about. Without such a partner the snapshot is of this moment.
 *
 * `counters`: all of the submission. `now` in milliseconds.
 */
export async function readRoom(
  { database, sources }: { database: Database; sources: { registry: BusinessRegistry | undefined } },
  counters: Counters,
  { snapshot, keys }: { snapshot: Snapshot; keys: readonly string[] },
  now: number,
): Promise<Exhausted | undefined> {
  if (!counters.budgets.some(isAimedAt)) return undefined;
  if (!sources.registry) return refusing(counters, snapshot.stored, now);
  const { unitCode } = snapshot;
  const [row] = await database.run(roomStatement, { ...counterKeys(counters, unitCode), keys });
  return row && refusing(counters, { unitCode, ...row }, now);
}

export type Unrecorded =
  /** Another submission came first with the same key. */
  | { kind: 'earlier'; earlier: EarlierSubmission; snapshot: Snapshot }
  /**
   * Another submission has taken the last attempt, or the person aimed at has no budget left, which
   * the first read did not ask.
   */
  | TooManyAttempts;

/**
 * `query.counters`: those that were asked for room. `written`: why it was not recorded. `now` in
 * milliseconds.
 */
export async function whyUnrecorded(
  database: Database,
  query: SnapshotQuery & { counters: Counters },
  written: { kind: string },
  now: number,
): Promise<Unrecorded> {
  const snapshot = await readSnapshot(database, query, now);
  const { earlier } = snapshot;
  if (earlier) return { kind: 'earlier', earlier, snapshot };
  if (written.kind === 'key-used') throw new Error('the key is used, and no submission has it');
  return hadNoRoom(snapshot, query.counters, now);
}

/**
 * The certification whose place a new one would take; undefined when there is none, or it may not
 * be replaced. Anybody who may certify the unit replaces a certification that is due; another one
 * only its legal representative, who says so. `replace`: as asked for.
 */
export const termToReplace = (
  { isCertified, open }: Pick<Snapshot, 'isCertified' | 'open'>,
  replace: boolean | undefined,
): OpenTerm | undefined => (isCertified && open && (open.dueAt || replace) ? open : undefined);
