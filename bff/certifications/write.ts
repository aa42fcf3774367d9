/**
 * The SQL that writes `certification`: parts of statements, so that a certification is written in
 * one statement with all else that happens. A term is inserted once. A change names an open term by
 * its key, and happens only while it has not ended. No other folder writes the table.
 */
import { sql, type RawBuilder } from 'kysely';
import type { DueReason, EndReason } from '../contract/reasons.ts';
import type { Actor, DueBy, Parameter } from '../database/index.ts';

/** SQL of a value, or of a condition. */
type Sql = RawBuilder<unknown>;

/** The open terms that an update changes. */
interface Which {
  unitCode: Sql;
  /** The submission that made the term. */
  submissionId: Sql;
  /** A `from` clause whose rows have the unit and the submission, when these are no constants. */
  from?: Sql;
  when?: Sql;
}

const changing = (columns: Sql, { unitCode, submissionId, from, when }: Which): Sql => sql`
    update certification set ${columns}
    ${from ? sql`from ${from}` : sql``}
    where certification.unit_code = ${unitCode} and certification.submission_id = ${submissionId} and certification.ended_at is null
      ${when ? sql`and ${when}` : sql``}
    returning certification.unit_code, certification.submission_id`;

/** SQL of a value that the program knows, or that each row has. */
const valueOf = (known: string | Sql): Sql => (typeof known === 'string' ? sql.lit(known) : known);

/** When, why and by whom terms end. */
interface Ending {
  at: Sql;
  reason: EndReason | Sql;
  by: Sql;
}

/** For an `update` of the table: written once, when a term ends. */
export const endColumns = ({ at, reason, by }: Ending) =>
  sql`ended_at = ${at}, end_reason = ${valueOf(reason)}, ended_by = ${by}`;

/** Ends terms. Returns the keys of those that ended. */
export const endTerms = (ending: Ending, which: Which): Sql => changing(endColumns(ending), which);

/** Makes terms due, or takes that back with nulls. Returns the keys of those that changed. */
export const setDue = (
  { at, reason, by, setAt }: { at: Sql; reason: DueReason | Sql; by: DueBy | Sql; setAt: Sql },
  which: Which,
): Sql =>
  changing(
    sql`due_at = ${at}, due_reason = ${valueOf(reason)}, due_by = ${valueOf(by)}, due_set_at = ${setAt}`,
    which,
  );

/**
 * Gives terms the digest of their representative's number under another key. Returns the keys of
 * those that changed.
 */
export const renewRepresentative = (renewed: Sql, which: Which): Sql =>
  changing(sql`representative = ${renewed}`, which);

/**
 * The values that each certification has. `replaces`: the submission that made the term whose place
 * it takes.
 */
export interface TermValues {
  siteId: string;
  applicant: string;
  /** `YYYY-MM-DD` */
  evidenceAsOf: string;
  /** Digests; `agent` is null when the legal representative certifies the unit. */
  representative: string;
  agent: string | null;
  actor: Actor;
  replaces: string | null;
  now: Date;
}

interface NewTerm extends Record<'unitCode' | 'submissionId' | 'method' | 'source' | 'evidenceVersion', Sql> {
  /** At the counter. */
  seen?: Sql;
}

/**
 * Certifies a unit by a new term, which may take the place of one that has not ended. While another
 * term is open nothing happens, so that of submissions that come at once one certifies. The insert
 * reads `term_ended`, so that the update runs first. CTEs:
 * - `term_ended`: the term whose place is taken. `replacing`: when it may be. Without it no place
 *   is taken.
 * - `certified`: the unit's code, when the term began. `from`: one row when it may begin, if `when`
 *   is so too.
 */
export const certifyingCtes = (
  p: Parameter<TermValues>,
  { unitCode, submissionId, method, source, evidenceVersion, seen }: NewTerm,
  { from, when, replacing }: { from: Sql; when?: Sql; replacing?: Pick<Which, 'from' | 'when'> },
): Sql => {
  const ended =
    replacing &&
    sql`
  term_ended as (${endTerms(
    { at: sql`${p('now')}::timestamptz`, reason: 'replaced', by: sql`${p('actor')}::text` },
    { unitCode, submissionId: sql`${p('replaces')}::uuid`, ...replacing },
  )}
  ),`;
  const conditions = [
    ...(when ? [when] : []),
    ...(ended ? [sql`(select count(*) from term_ended) is not null`] : []),
  ];
  return sql`${ended ?? sql``}
  certified as (
    insert into certification (unit_code, submission_id, site_id, since, by, method, source, evidence_as_of, evidence_version,
                               representative, agent${seen ? sql`, seen` : sql``})
    select ${unitCode}, ${submissionId}, ${p('siteId')}::text, ${p('now')}::timestamptz, ${p('applicant')}::text, ${method}, ${source},
           ${p('evidenceAsOf')}::date, ${evidenceVersion}, ${p('representative')}::text, ${p('agent')}::text${seen ? sql`, ${seen}` : sql``}
    from ${from} ${conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``}
    on conflict (unit_code) where ended_at is null do nothing
    returning unit_code
  )`;
};
