/** A unit's certifications. Each is a term: it begins, may become due, and ends. */
import { sql, type RawBuilder } from 'kysely';
import type { DueReason, EndReason, LapseReason } from '../contract/reasons.ts';
import type { Applicant, Due, Method } from '../contract/wire.ts';

/** The columns of a term that callers may see. */
export interface Term {
  since: Date;
  by: Applicant;
  method: Method;
  source: string;
  evidence_as_of: string;
  due_at: Date | null;
  due_reason: DueReason | null;
  ended_at: Date | null;
  end_reason: EndReason | null;
}

/** The same of a unit that may have no term. */
export type MaybeTerm = Term | { [Column in keyof Term]: null };

/** The columns of `MaybeTerm`, of a row `term`. */
export const termColumns = sql`term.since, term.by, term.method, term.source, term.evidence_as_of, term.due_at, term.due_reason,
         term.ended_at, term.end_reason`;

/** A subquery for the unit's open term, or the one that ended last; no row when it has none. `unit`: the canonical code. */
export const currentTerm = (unit: RawBuilder<unknown>) => sql`(
    select * from certification where unit_code = ${unit} order by ended_at desc limit 1
  )`;

/** A term that has not ended counts until the instant at which it is due. `now` in milliseconds. */
export const stillCounts = (dueAt: Date | null, now: number): boolean =>
  dueAt === null || dueAt.getTime() > now;

/** Whether the unit is certified by this term. */
export const isCertified = <Row extends MaybeTerm>(term: Row, now: number): term is Row & Term =>
  term.since !== null && term.ended_at === null && stillCounts(term.due_at, now);

/** When a term stopped counting, and why; null while it counts. It stops at the instant at which it was due, whenever that is written. */
export const endedAt = (now: RawBuilder<unknown>) =>
  sql`coalesce(ended_at, case when due_at <= ${now}::timestamptz then due_at end)`;
export const endReason = (now: RawBuilder<unknown>) =>
  sql`coalesce(end_reason, case when due_at <= ${now}::timestamptz then due_reason end)`;

/** When a term that counts will end. */
export const dueOf = ({ due_at, due_reason }: Term): Due | undefined =>
  due_at && due_reason ? { at: due_at.toISOString(), reason: due_reason } : undefined;

/** Why a unit that was certified is certified no more: its last term has ended, or its time is over. */
export function lapseOf({
  end_reason,
  due_reason,
}: Pick<Term, 'end_reason' | 'due_reason'>): LapseReason | undefined {
  const reason = end_reason ?? due_reason;
  return reason === null || reason === 'replaced' ? undefined : reason;
}
