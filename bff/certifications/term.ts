/**
 * A unit's certifications. Each is a term: it begins, may become due, and ends. It ends at the
 * instant at which it is due, whenever a worker writes that, so readers ask for the terms as they
 * stand at an instant: `termsAt`, and `certificationInForce` of those that count.
 */
import { sql, type RawBuilder } from 'kysely';
import type { DueReason, EndReason, LapseReason } from '../contract/reasons.ts';
import type { Due } from '../contract/wire.ts';
import type { DueBy } from '../database/index.ts';
import type { TermFacts } from '../events/index.ts';

/** A certification as it is stored. Statements read parts of it (`columnsOf`). */
export interface StoredTerm extends TermFacts {
  /** Canonical. */
  unitCode: string;
  dueAt: Date | null;
  dueReason: DueReason | null;
  dueBy: DueBy | null;
  dueSetAt: Date | null;
  endedAt: Date | null;
  endReason: EndReason | null;
}

const COLUMNS: Record<keyof StoredTerm, string> = {
  unitCode: 'unit_code',
  submissionId: 'submission_id',
  siteId: 'site_id',
  since: 'since',
  by: 'by',
  method: 'method',
  source: 'source',
  evidenceAsOf: 'evidence_as_of',
  evidenceVersion: 'evidence_version',
  representative: 'representative',
  agent: 'agent',
  seen: 'seen',
  dueAt: 'due_at',
  dueReason: 'due_reason',
  dueBy: 'due_by',
  dueSetAt: 'due_set_at',
  endedAt: 'ended_at',
  endReason: 'end_reason',
};

/**
 * The columns of a part of `StoredTerm`. `table`: `certification`, or the alias of `termsAt` or
 * `currentTerm`.
 */
export const columnsOf = (part: readonly (keyof StoredTerm)[], table: string) =>
  sql.join(part.map((name) => sql`${sql.ref(`${table}.${COLUMNS[name]}`)} as ${sql.ref(name)}`));

/** A part of `StoredTerm` as JSON, whose instants are texts as PostgreSQL writes them. */
export type JsonOf<Name extends keyof StoredTerm> = {
  [Each in Name]: StoredTerm[Each] extends Date
    ? string
    : Date extends StoredTerm[Each]
      ? string | null
      : StoredTerm[Each];
};

/** The part of a term that callers may see. */
const TOLD = [
  'since',
  'by',
  'method',
  'source',
  'evidenceAsOf',
  'dueAt',
  'dueReason',
  'endedAt',
  'endReason',
] as const satisfies (keyof StoredTerm)[];
export type Term = Pick<StoredTerm, (typeof TOLD)[number]>;

/** The same of a unit that may have no term. */
export type MaybeTerm = Term | { [Column in keyof Term]: null };

const instantIn = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** A term that was read as JSON. */
export const termOf = (json: JsonOf<keyof Term>): Term => ({
  ...json,
  since: new Date(json.since),
  dueAt: instantIn(json.dueAt),
  endedAt: instantIn(json.endedAt),
});

/** The same of a unit that may have none. */
export const termIn = (json: JsonOf<keyof Term> | undefined): MaybeTerm => (json ? termOf(json) : NO_TERM);

const NO_TERM = Object.fromEntries(TOLD.map((name) => [name, null])) as { [Column in keyof Term]: null };

/** The columns of `MaybeTerm`, of a row `term` of `termsAt` or `currentTerm`. */
export const termColumns = columnsOf(TOLD, 'term');

/**
 * A subquery for all terms as they stand at `now`: one that was due until then has ended, for the
 * reason for which it was due. It is open (`is_open`) until a worker has written that. Look terms
 * up by their unit: no index covers this `ended_at`.
 */
export const termsAt = (now: RawBuilder<unknown>) => sql`(
    select unit_code, submission_id, site_id, since, by, method, source, evidence_as_of, representative, agent, seen,
           due_at, due_reason, due_by, due_set_at, ended_at is null as is_open,
           coalesce(ended_at, case when due_at <= ${now}::timestamptz then due_at end) as ended_at,
           coalesce(end_reason, case when due_at <= ${now}::timestamptz then due_reason end) as end_reason
    from certification
  )`;

/** `stillCounts` in SQL, of an open term. */
export const stillCountsAt = (now: RawBuilder<unknown>) =>
  sql`(due_at is null or due_at > ${now}::timestamptz)`;

/**
 * A subquery for the certifications in force at `now`: of a unit there is at most one. It is no
 * view of the database, because the instant comes from the caller, and because whoever can change a
 * view could change which certifications count, without a changed row.
 */
export const certificationInForce = (now: RawBuilder<unknown>) => sql`(
    select * from certification where ended_at is null and ${stillCountsAt(now)}
  )`;

/** A condition: the unit is certified at `now`. `unit`: the canonical code. */
export const isCertifiedAt = (unit: RawBuilder<unknown>, now: RawBuilder<unknown>) =>
  sql`exists (select from ${certificationInForce(now)} term where term.unit_code = ${unit})`;

/**
 * A condition: the unit is certified, and its certification is not due (`isCurrent` in SQL).
 * `unit`: the canonical code.
 */
export const hasCurrentTerm = (unit: RawBuilder<unknown>) =>
  sql`exists (select from certification term where term.unit_code = ${unit} and term.ended_at is null and term.due_at is null)`;

/** A term that has not ended counts until the instant at which it is due. `now` in milliseconds. */
export const stillCounts = (dueAt: Date | null, now: number): boolean =>
  dueAt === null || dueAt.getTime() > now;

/**
 * A subquery for the unit's term in force at `now`, or the one that ended last; no row when it has
 * none. `unit`: the canonical code.
 */
export const currentTerm = (unit: RawBuilder<unknown>, now: RawBuilder<unknown>) => sql`(
    select * from ${termsAt(now)} term where unit_code = ${unit} order by ended_at desc limit 1
  )`;

/** Whether the unit is certified by this term, which was read as it stands now. */
export const isCertified = <Row extends MaybeTerm>(term: Row): term is Row & Term & { endedAt: null } =>
  term.since !== null && term.endedAt === null;

/** When a term that has not ended will end. */
export const dueOf = ({ endedAt, dueAt, dueReason }: Term): Due | undefined =>
  endedAt === null && dueAt && dueReason ? { at: dueAt.toISOString(), reason: dueReason } : undefined;

/** Why a unit whose last term has ended is certified no more. */
export const lapseOf = (reason: EndReason | null): LapseReason | undefined =>
  reason === null || reason === 'replaced' ? undefined : reason;
