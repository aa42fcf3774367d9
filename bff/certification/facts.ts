/** Reads the facts from which a unit's next step follows (`next.ts`), beside whatever else a statement reads of the unit. */
import { sql, type RawBuilder } from 'kysely';
import type { CaseRefusal, CaseState } from '../contract/cases.ts';
import { DAY } from '../contract/time.ts';
import type { Applicant, Attempts, Role } from '../contract/wire.ts';
import type { Parameter } from '../database/statement.ts';
import { REPLACING } from '../limits/limits.ts';
import { isCertified, lapseOf, type MaybeTerm } from '../terms/term.ts';
import { RECHECKABLE, publicReason, type Finding } from './decide.ts';
import { RECHECKS_OF_A_CLAIM } from './kept-claim.ts';
import type { Case, EndedClaim, Facts } from './next.ts';

export interface FactValues {
  site: string;
  /** The asking user's digests. */
  users: readonly string[];
  now: Date;
}

/** The unit's newest case, as JSON. Instants as PostgreSQL writes them, here and below. */
export interface CaseAtCounter {
  reference: string;
  state: CaseState | 'proposed';
  openedAt: string;
  until: string;
  endedAt: string | null;
  applicant: Applicant;
  reason: CaseRefusal | null;
  returned: boolean;
  elsewhere: boolean;
}

/** The asking user's newest claim that has ended, as JSON. */
interface LastClaim {
  outcome: 'certified' | 'rejected' | 'expired';
  reference: string;
  finding: Finding | null;
  at: string;
  rechecks: number;
  recheckReference: string | null;
  recheckExpiredAt: string | null;
}

/** The columns of `factColumns`, those of the unit's current term (`currentTerm`), and its state by the register. */
export type FactRow = MaybeTerm & {
  due_set_at: Date | null;
  /** Null: the register does not have the unit. */
  is_inactive: boolean | null;
  /** When the last certifications began, newest first. */
  newest_terms: Date[];
  /** The claim that waits for a register. */
  submission: { reference: string; at: string } | null;
  recheck: { reference: string; until: string } | null;
  last: LastClaim | null;
  case: CaseAtCounter | null;
};

/** How long a case that has ended is told. */
const CASE_TOLD_FOR = 30 * DAY;

/** `unit`: its canonical code. The statement reads its `currentTerm` as `term`. */
export const factColumns = (p: Parameter<FactValues>, unit: RawBuilder<unknown>) => sql`
         term.due_set_at,
         array(select since from certification where unit_code = ${unit} order by since desc limit ${sql.lit(REPLACING.allowed)}) as newest_terms,
         (select json_build_object('reference', reference, 'at', submission.at)
          from kept_claim join submission on submission.id = submission_id
          where purpose = 'pending' and kept_claim.unit_code = ${unit} and expires_at > ${p('now')}::timestamptz) as submission,
         (select json_build_object('reference', recheck_reference, 'until', expires_at)
          from kept_claim join submission on submission.unit_code = kept_claim.unit_code and recheck_id = submission_id
          where purpose = 'recheck' and kept_claim.unit_code = ${unit} and kept_claim.site_id = ${p('site')}::text
            and expires_at > ${p('now')}::timestamptz) as recheck,
         (select json_build_object('outcome', outcome, 'reference', reference, 'finding', finding, 'at', decided_at, 'rechecks', rechecks,
                                   'recheckReference', recheck_reference, 'recheckExpiredAt', recheck_expired_at)
          from submission
          where unit_code = ${unit} and user_digest = any(${p('users')}::text[]) and flow = 'certification'
            and outcome in ('certified', 'rejected', 'expired')
          order by decided_at desc limit 1) as last,
         (select json_build_object('reference', reference, 'state', state, 'openedAt', opened_at, 'until', until, 'endedAt', ended_at, 'applicant', applicant, 'reason', refusal,
                                   'returned', returned_by is not null, 'elsewhere', site_id <> ${p('site')}::text)
          from counter_case
          where counter_case.unit_code = ${unit}
            and (ended_at is null or ended_at > ${p('now')}::timestamptz - ${sql.lit(`${CASE_TOLD_FOR} ms`)}::interval)
          order by opened_at desc limit 1) as "case"`;

/** What the row does not say. */
interface Besides {
  role: Role;
  /** A register, or a partner, answers for the unit. */
  isAnswered: boolean;
  attempts: Attempts;
  /** Undefined without a counter. */
  caseAttempts: Attempts | undefined;
}

/** `now` in milliseconds. */
export const factsOf = (row: FactRow, { caseAttempts, ...besides }: Besides, now: number): Facts => ({
  ...besides,
  caseAttempts,
  hasCounter: caseAttempts !== undefined,
  isInactive: row.is_inactive ?? undefined,
  ...termOf(row, now),
  pending: row.submission ? { reference: row.submission.reference } : undefined,
  recheck: row.recheck
    ? { reference: row.recheck.reference, until: Date.parse(row.recheck.until) }
    : undefined,
  case: row.case ? caseOf(row.case, now) : undefined,
  last: row.last ? claimOf(row.last) : undefined,
  recheckExpired:
    row.last?.recheckReference && row.last.recheckExpiredAt
      ? { reference: row.last.recheckReference, at: Date.parse(row.last.recheckExpiredAt) }
      : undefined,
  replacedUntil: replacedUntil(row.newest_terms, now),
});

function termOf(row: FactRow, now: number): Pick<Facts, 'term' | 'ended'> {
  if (row.since === null) return { term: undefined, ended: undefined };
  const { by, since, due_at: dueAt, due_reason: reason, due_set_at: setAt, ended_at: endedAt } = row;
  const why = lapseOf(row);
  if (isCertified(row, now)) {
    const due = dueAt && reason && setAt && { at: dueAt.getTime(), reason, since: setAt.getTime() };
    return { term: { by, since: since.getTime(), due: due ?? undefined }, ended: undefined };
  }
  const at = endedAt ?? dueAt;
  return { term: undefined, ended: why && at ? { at: at.getTime(), reason: why } : undefined };
}

/** A case whose time is over has ended, before a worker writes it. One whose papers were seen has no such time. */
function caseOf(
  { reference, state, until, endedAt, reason, returned }: CaseAtCounter,
  now: number,
): Case | undefined {
  const end = Date.parse(until);
  switch (state) {
    case 'proposed':
      return { reference, state: 'open', until: end, seen: true, returned: false };
    case 'open':
      if (end <= now) return { reference, state: 'expired', endedAt: end };
      return { reference, state, until: end, seen: false, returned };
    case 'certified':
      return { reference, state, endedAt: Date.parse(endedAt!) };
    case 'refused':
      return { reference, state, endedAt: Date.parse(endedAt!), reason: reason! };
    case 'expired':
      return { reference, state, endedAt: Date.parse(endedAt!) };
    case 'withdrawn':
      return undefined;
  }
}

function claimOf({ outcome, reference, finding, rechecks, at: instant }: LastClaim): EndedClaim {
  const at = Date.parse(instant);
  if (outcome !== 'rejected') return { outcome, reference, at };
  if (finding === null) throw new Error('a rejection without a finding passed the check constraint');
  const reason = publicReason(finding);
  if (reason === 'unit-mismatch' || reason === 'registry-unavailable')
    throw new Error('a certification was refused for what only a registration compares');
  const isRecheckable = RECHECKABLE.includes(finding) && rechecks < RECHECKS_OF_A_CLAIM;
  return { outcome, reference, at, reason, isRecheckable };
}

/** Until when a unit has had all certifications of a day; undefined while it may have another one. */
function replacedUntil(newestTerms: readonly Date[], now: number): number | undefined {
  const oldest = newestTerms[REPLACING.allowed - 1];
  const until = oldest && oldest.getTime() + REPLACING.window;
  return until !== undefined && until > now ? until : undefined;
}
