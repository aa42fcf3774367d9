/**
 * Which certifications an import speaks against. Asked twice: before its commit, to count, and
 * after it, to act (`apply.ts`).
 *
 * A certification is compared when its unit's row has changed since the evidence that it rests on.
 * Rows of certifications that are due are kept until they end, so that an import which agrees with
 * them again takes that back.
 */
import { sql } from 'kysely';
import {
  type ActorOf,
  type MovedUnit,
  movedUnits,
  type MovedValues,
  movedValues,
  prepare,
  retryDeadlocks,
  runIn,
  type Session,
  type Statement,
} from '../database/index.ts';
import type { Digester, KeyRing } from '../keys/index.ts';
import {
  type DueChange,
  dueIn,
  dueStatement,
  dueValues,
  type Ending,
  endStatement,
  endValues,
  type OpenTerm,
  openTermColumns,
  openTermOf,
  type StoredTerm,
  stillCounts,
  stillHolds,
  stillHoldsAsSeen,
  type Verdict,
} from '../certifications/index.ts';
import {
  areSameName,
  type ComparablePerson,
  nameDigestsEver,
  type RegistryState,
} from '../registry/index.ts';

interface Question {
  /** Has the registry's new rows. */
  table: string;
  /** The version of the last import whose consequences are not asked for. */
  since: string;
  /** Units whose certifications still stand under an organization code. */
  moved: readonly MovedUnit[];
  digester: Digester;
}

interface Row extends OpenTerm, Pick<StoredTerm, 'representative' | 'seen'> {
  hadBefore: boolean;
  beforeRepresentatives: ComparablePerson[];
  beforeFoundedOn: string | null;
  isThere: boolean;
  representatives: ComparablePerson[];
  foundedOn: string | null;
  state: RegistryState;
}

export interface Judged {
  term: OpenTerm;
  verdict: Verdict;
}

/** Changed units looked at in one step: memory does not grow with their number. */
const BATCH = 2_000;

/**
 * All certifications whose units' rows have changed, with the verdict on each, in the order of the
 * units' codes.
 */
export async function* judge(
  session: Pick<Session, 'query'>,
  { table, since, moved, digester }: Question,
): AsyncGenerator<Judged[]> {
  const liveKeys = digester.liveKeys();
  const units = movedValues(moved);
  const compared = comparedStatement(table);
  for (let after = ''; ;) {
    const changed = await session.query<{ code: string }>(CHANGED(table), [since, after]);
    const codes = changed.map(({ code }) => code);
    const rows = await runIn(session, compared, { asked: codes, ...units });
    if (rows.length > 0) yield rows.map((row) => judged(row, digester, liveKeys));
    if (codes.length < BATCH) return;
    after = codes.at(-1)!;
  }
}

/** The next units after `$2` of which a row was written or kept by an import after `$1`. */
const CHANGED = (table: string): string => {
  const next = (from: string) =>
    `(select code from ${from} where version > $1::bigint and code > $2 order by code limit ${BATCH})`;
  return `select code from (${next(table)} union ${next('replaced_unit')}) changed order by code limit ${BATCH}`;
};

/** `asked`: the codes of the changed units. */
type Names = MovedValues & Record<'asked', readonly string[]>;

const comparedStatement = (table: string) =>
  prepare<Names, Row>(
    'terms_compared',
    (p) => sql<Row>`
  with changed as (
    select code, code as unit_code from unnest(${p('asked')}::text[]) as asked (code)
    union all
    select code, old from ${movedUnits(p)} where code = any(${p('asked')}::text[])
  )
  select ${openTermColumns}, certification.representative, certification.seen,
         before.code is not null as "hadBefore", before.representatives as "beforeRepresentatives",
         before.founded_on as "beforeFoundedOn", unit.code is not null as "isThere", unit.representatives,
         unit.founded_on as "foundedOn", unit.state
  from changed
  join certification on certification.unit_code = changed.unit_code and certification.ended_at is null
  left join ${sql.table(table)} unit on unit.code = changed.code
  left join lateral (
    select code, representatives, founded_on from replaced_unit
    where replaced_unit.code = changed.code and version > certification.evidence_version order by version limit 1
  ) before on true
  where before.code is not null or unit.version > certification.evidence_version
  order by changed.code`,
  );

function judged(row: Row, digester: Digester, liveKeys: readonly string[]): Judged {
  const { representative, seen, representatives, foundedOn, state } = row;
  const term = openTermOf(row)!;
  const before = row.hadBefore
    ? { representatives: row.beforeRepresentatives, foundedOn: row.beforeFoundedOn }
    : undefined;
  const after = row.isThere ? { representatives, foundedOn, state } : undefined;
  if (!seen)
    return { term, verdict: stillHolds({ representative }, before, after, { liveKeys, areSameName }) };
  const then = seen.registry ?? undefined;
  const people = [...(then?.representatives ?? []), ...(after?.representatives ?? [])];
  const name = people.find((person) =>
    nameDigestsEver(digester, person.name).some((digest) => seen.names.includes(digest)),
  )?.name;
  const facts = { representative, name, foundedOn: seen.foundedOn };
  return { term, verdict: stillHoldsAsSeen(facts, then, after, { liveKeys, areSameName }) };
}

/**
 * `now` in milliseconds. `graceDays`: how long a certification counts when the registry says
 * otherwise.
 */
export interface Grace {
  now: number;
  graceDays: number;
}

export type Consequence = { kind: 'ends'; ending: Ending } | { kind: 'due' | 'restored'; change: DueChange };

/**
 * Undefined: all stays as it is. A second reason never moves the day on which it ends, and only
 * what an import has set is taken back by an import. One whose time is over has ended on that day,
 * whatever the registry says now; a worker writes it.
 */
export function consequenceOf({ term, verdict }: Judged, { now, graceDays }: Grace): Consequence | undefined {
  if (!stillCounts(term.dueAt, now)) return undefined;
  if (verdict.holds)
    return term.dueBy === 'import' ? { kind: 'restored', change: { term, due: null } } : undefined;
  const { reason } = verdict;
  if (verdict.isClosed || (graceDays === 0 && term.dueAt === null))
    return { kind: 'ends', ending: { term, endedAt: new Date(now), reason, detail: { reason } } };
  if (term.dueAt !== null) return undefined;
  const due = { at: dueIn(graceDays, now), reason, by: 'import' } as const;
  return { kind: 'due', change: { term, due } };
}

/** Certifications changed in one statement: a submission of one of these units waits for it. */
const CHANGED_AT_ONCE = 100;

/** Applies the consequences, with an event each. */
export async function applyConsequences(
  session: Session,
  keys: KeyRing,
  consequences: readonly Consequence[],
  by: { actor: ActorOf<'operator' | 'worker'>; at: Date },
): Promise<void> {
  const inBatches = async <Values extends object, One>(
    statement: Statement<Values, unknown>,
    all: readonly One[],
    valuesOf: (batch: readonly One[]) => Values,
  ) => {
    for (let start = 0; start < all.length; start += CHANGED_AT_ONCE) {
      const values = valuesOf(all.slice(start, start + CHANGED_AT_ONCE));
      await retryDeadlocks(() => runIn(session, statement, values));
    }
  };
  const changes = (kind: 'due' | 'restored') =>
    consequences.flatMap((one) => (one.kind === kind ? [one.change] : []));
  const endings = consequences.flatMap((one) => (one.kind === 'ends' ? [one.ending] : []));
  await inBatches(endStatement, endings, (batch) =>
    endValues(keys, batch, { ...by, type: 'certification.lapsed' }),
  );
  for (const kind of ['due', 'restored'] as const)
    await inBatches(dueStatement, changes(kind), (batch) =>
      dueValues(keys, batch, { ...by, type: `certification.${kind}` }),
    );
}
