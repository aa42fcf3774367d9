/** Reads the facts that decide a unit's next step (`next.ts`). The columns are a part of two statements: the status's and the snapshot's. */
import { sql, type RawBuilder } from 'kysely';
import type { CaseRefusal, CaseState } from '../contract/cases.ts';
import { DAY } from '../contract/time.ts';
import type { Applicant, Attempts, Role } from '../contract/wire.ts';
import type { Parameter } from '../database/index.ts';
import { REPLACING } from '../limits/index.ts';
import {
  type Case,
  columnsOf,
  type EndedClaim,
  type Facts,
  isHeld,
  lapseOf,
  type StoredTerm,
} from '../certifications/index.ts';
import { RECHECKABLE, publicReason, type Finding } from './decide.ts';
import { RECHECKS_OF_A_CLAIM } from './kept-claim.ts';

export interface FactValues {
  site: string;
  /** The asking user's digests. */
  users: readonly string[];
  now: Date;
}

/** The unit's newest case, as JSON. Its instants, and those below, are texts as PostgreSQL writes them. */
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

/** The unit's certification in force, or the one that ended last. */
const CURRENT = [
  'by',
  'since',
  'dueAt',
  'dueReason',
  'dueSetAt',
  'endedAt',
  'endReason',
] as const satisfies (keyof StoredTerm)[];

/** Null: it never had one. */
type CurrentTerm = { [Name in (typeof CURRENT)[number]]: StoredTerm[Name] | null };

/** A claim that is kept of the unit, as JSON. */
interface Kept {
  purpose: 'pending' | 'recheck';
  submissionId: string;
  until: string;
  /** The user's site keeps it. */
  here: boolean;
  /** The submission, or the re-check that was requested of it. */
  sent: { reference: string; at: string } | null;
}

/** The columns of `factColumns`. */
export interface FactRow extends CurrentTerm {
  /** The register says that the unit is not active; null when the register does not have the unit. */
  is_inactive: boolean | null;
  /** Officers hold the unit. */
  is_held: boolean;
  /** When the last certifications began, newest first. */
  newest_terms: Date[];
  /** Null: nothing is kept. */
  kept: Kept[] | null;
  last: LastClaim | null;
  case: CaseAtCounter | null;
}

/** How long a case that has ended is told. */
const CASE_TOLD_FOR = 30 * DAY;

/** Selects the user's newest claim that has ended and was not superseded. `code`: the unit's, canonical. */
export const lastEndedClaim = (p: Parameter<Pick<FactValues, 'users'>>, code: RawBuilder<unknown>) => sql`
            select * from submission
            where unit_code = ${code} and user_digest = any(${p('users')}::text[]) and flow = 'certification'
              and outcome in ('certified', 'rejected', 'expired')
            order by decided_at desc limit 1`;

/**
 * `code`: the unit's, canonical. The statement reads the unit's row of the register as `unit`, and its `currentTerm` as `term`. What a unit
 * has once is a column, or one value: a part of a statement costs PostgreSQL about as much as a row that it reads.
 */
export const factColumns = (p: Parameter<FactValues>, code: RawBuilder<unknown>) => sql`
         unit.state <> 'active' as is_inactive,
         ${isHeld(code)} as is_held,
         ${columnsOf(CURRENT, 'term')},
         array(select since from certification where unit_code = ${code} order by since desc limit ${sql.lit(REPLACING.allowed)}) as newest_terms,
         (select json_agg(json_build_object('purpose', purpose, 'submissionId', submission_id, 'until', expires_at, 'here', site_id = ${p('site')}::text,
                 'sent', case purpose
                   when 'pending' then (select json_build_object('reference', reference, 'at', at) from submission where id = submission_id)
                   else (select json_build_object('reference', recheck_reference, 'at', at) from submission
                         where submission.unit_code = kept_claim.unit_code and recheck_id = submission_id) end))
          from kept_claim where kept_claim.unit_code = ${code}) as kept,
         (select json_build_object('outcome', outcome, 'reference', reference, 'finding', finding, 'at', decided_at, 'rechecks', rechecks,
                                   'recheckReference', recheck_reference, 'recheckExpiredAt', recheck_expired_at)
          from (${lastEndedClaim(p, code)}) ended) as last,
         (select json_build_object('reference', reference, 'state', state, 'openedAt', opened_at, 'until', until, 'endedAt', ended_at, 'applicant', applicant,
                                   'reason', (select content ->> 'reason' from proposal where case_id = counter_case.id and state = 'refused'),
                                   'returned', state = 'open' and proposal is not null, 'elsewhere', site_id <> ${p('site')}::text)
          from counter_case
          where counter_case.unit_code = ${code}
            and (ended_at is null or ended_at > ${p('now')}::timestamptz - ${sql.lit(`${CASE_TOLD_FOR} ms`)}::interval)
          order by opened_at desc limit 1) as "case"`;

/** The facts that are not in the row: they come from the token, the unit's form and the counters. */
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
  isHeld: row.is_held,
  ...termOf(row),
  pending: waitingOf(row, now),
  recheck: recheckOf(row, now),
  case: row.case ? caseOf(row.case, now) : undefined,
  last: row.last ? claimOf(row.last) : undefined,
  recheckExpired:
    row.last?.recheckReference && row.last.recheckExpiredAt
      ? { reference: row.last.recheckReference, at: Date.parse(row.last.recheckExpiredAt) }
      : undefined,
  replacedUntil: replacedUntil(row.newest_terms, now),
});

function termOf({
  by,
  since,
  dueAt,
  dueReason,
  dueSetAt,
  endedAt,
  endReason,
}: CurrentTerm): Pick<Facts, 'term' | 'ended'> {
  if (by === null || since === null) return { term: undefined, ended: undefined };
  if (endedAt === null) {
    const due =
      dueAt && dueReason && dueSetAt
        ? { at: dueAt.getTime(), reason: dueReason, since: dueSetAt.getTime() }
        : undefined;
    return { term: { by, since: since.getTime(), due }, ended: undefined };
  }
  const reason = lapseOf(endReason);
  return { term: undefined, ended: reason && { at: endedAt.getTime(), reason } };
}

const keptNow = ({ kept }: Pick<FactRow, 'kept'>, purpose: Kept['purpose'], now: number): Kept | undefined =>
  kept?.find((one) => one.purpose === purpose && Date.parse(one.until) > now);

/** The claim that waits for a register. `now` in milliseconds. */
export function waitingOf(
  row: Pick<FactRow, 'kept'>,
  now: number,
): { reference: string; at: string } | undefined {
  const { sent } = keptNow(row, 'pending', now) ?? {};
  return sent ? { reference: sent.reference, at: new Date(sent.at).toISOString() } : undefined;
}

/** The claim that the user's site keeps, to be checked again. `now` and `until` in milliseconds. */
export function recheckOf(
  row: Pick<FactRow, 'kept'>,
  now: number,
): { reference: string; until: number } | undefined {
  const { here, sent, until = '' } = keptNow(row, 'recheck', now) ?? {};
  return here && sent ? { reference: sent.reference, until: Date.parse(until) } : undefined;
}

/** A case whose time is over has expired, although no worker has written it yet. A case whose papers were seen does not expire. */
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

/** From when on the unit may have another certification; undefined when it may have one now. */
function replacedUntil(newestTerms: readonly Date[], now: number): number | undefined {
  const oldest = newestTerms[REPLACING.allowed - 1];
  const until = oldest && oldest.getTime() + REPLACING.window;
  return until !== undefined && until > now ? until : undefined;
}
