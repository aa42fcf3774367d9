/**
 * Reads the facts that decide a unit's next step (`next.ts`). The columns are a part of two
 * statements: the status's and the snapshot's.
 */
import { sql, type RawBuilder } from 'kysely';
import type { CaseRefusal, CaseState } from '../contract/cases.ts';
import { DAY } from '../contract/time.ts';
import type { Applicant, Attempts, Role } from '../contract/wire.ts';
import type { Parameter, Tables } from '../database/index.ts';
import { REPLACING } from '../limits/index.ts';
import {
  type Case,
  columnsOf,
  type EndedClaim,
  type EndedRecheck,
  type Facts,
  isHeld,
  type JsonOf,
  lapseOf,
  type StoredTerm,
  termsAt,
} from '../certifications/index.ts';
import { RECHECKABLE, publicReason, type Finding } from './decide.ts';
import { type Kept, type Purpose, RECHECKS_OF_A_CLAIM } from './kept-claim.ts';

export interface FactValues {
  site: string;
  /** The asking user's digests. */
  users: readonly string[];
  now: Date;
}

/**
 * The unit's newest case, as JSON. Its instants, and those below, are texts as PostgreSQL writes
 * them.
 */
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
  outcome: 'certified' | 'rejected' | 'expired' | 'replaced';
  reference: string;
  finding: Finding | null;
  at: string;
  rechecks: number;
  recheckReference: string | null;
  recheckExpiredAt: string | null;
  /** Null also when this user's own claim has superseded it. */
  recheckSupersededAt: string | null;
}

/** The part of a term that decides the next step. */
const TERM = [
  'by',
  'since',
  'dueAt',
  'dueReason',
  'dueSetAt',
  'endedAt',
  'endReason',
] as const satisfies (keyof StoredTerm)[];

/** A term as JSON, with more of its parts. `isOpen`: no worker has written its end yet. */
export type FactTerm<More extends keyof StoredTerm = never> = JsonOf<(typeof TERM)[number] | More> & {
  isOpen: boolean;
};

/** The columns of `factColumns`. */
export interface FactRow<Term extends FactTerm = FactTerm> {
  /**
   * The register says that the unit is not active; null when the register does not have the unit.
   */
  is_inactive: boolean | null;
  /** Officers hold the unit. */
  is_held: boolean;
  /**
   * The unit's last certifications as they stand now: first that in force, then those that ended,
   * the last one first. Null: it never had one.
   */
  terms: Term[] | null;
  /** Null: nothing is kept. */
  kept: Kept[] | null;
  last: LastClaim | null;
  case: CaseAtCounter | null;
}

/** How long a case that has ended is told. */
const CASE_TOLD_FOR = 30 * DAY;

/**
 * Whether the user has sent another claim than that of `row` at its instant or later. `code`: the
 * unit's, canonical.
 */
const sentSince = (
  p: Parameter<Pick<FactValues, 'users'>>,
  code: RawBuilder<unknown>,
  row: 'submission' | 'ended',
  instant: 'decided_at' | 'recheck_superseded_at',
) => sql`exists (
              select from submission newer
              where newer.unit_code = ${code} and newer.user_digest = any(${p('users')}::text[]) and newer.flow = 'certification'
                and newer.at >= ${sql.ref(`${row}.${instant}`)} and newer.id <> ${sql.ref(`${row}.id`)})`;

/**
 * Whether another submission took the place of `submission`: it was sent, and not yet decided, when
 * this one ended. Nothing takes the place of a claim that is erased or forgotten. `which`: SQL of
 * the submissions, called `other`, that may have done so.
 */
const gaveWay = (code: RawBuilder<unknown>, which: RawBuilder<unknown>) => sql`exists (
              select from submission other
              where other.unit_code = ${code} and ${which}
                and other.at <= submission.decided_at and (other.decided_at is null or other.decided_at >= submission.decided_at))`;

/** As it is stored, but that a claim which was erased or forgotten is no `replaced` one. */
export type OutcomeSeen = Tables['submission']['outcome'] | 'dropped';

/** `OutcomeSeen` of a row of `submission`. */
export const outcomeSeen = sql<OutcomeSeen>`case
    when outcome = 'replaced' and not ${gaveWay(
      sql`submission.unit_code`,
      sql`other.id <> submission.id and other.flow <> 'withdrawal'`,
    )} then 'dropped' else outcome end`;

/**
 * Selects the user's newest claim that has ended; of superseded ones only one that gave way to
 * another user's. `code`: the unit's, canonical.
 */
export const lastEndedClaim = (p: Parameter<Pick<FactValues, 'users'>>, code: RawBuilder<unknown>) => sql`
            select * from submission
            where unit_code = ${code} and user_digest = any(${p('users')}::text[]) and flow = 'certification'
              and (outcome in ('certified', 'rejected', 'expired')
                or outcome = 'replaced' and ${gaveWay(code, sql`other.user_digest <> all(${p('users')}::text[]) and other.flow = 'certification'`)} and not ${sentSince(p, code, 'submission', 'decided_at')})
            order by decided_at desc limit 1`;

/**
 * `code`: the unit's, canonical. `more`: parts of its terms besides those that decide, and how many
 * terms are read; the next step needs `REPLACING.allowed`. The statement reads the unit's row of
 * the register as `unit`. What a unit has once is a column, or one value: a part of a statement
 * costs PostgreSQL about as much as a row that it reads.
 */
export const factColumns = (
  p: Parameter<FactValues>,
  code: RawBuilder<unknown>,
  { parts, most = REPLACING.allowed }: { parts: readonly (keyof StoredTerm)[]; most?: number },
) => sql`
         unit.state <> 'active' as is_inactive,
         ${isHeld(code)} as is_held,
         (select json_agg(term) from (
            select is_open as "isOpen", ${columnsOf([...TERM, ...parts], 'term')} from ${termsAt(p('now'))} term
            where unit_code = ${code} order by ended_at desc limit ${sql.lit(most)}) term) as terms,
         (select json_agg(json_build_object('purpose', purpose, 'submissionId', submission_id, 'siteId', kept_claim.site_id, 'until', expires_at, 'here', kept_claim.site_id = ${p('site')}::text,
                                            'reference', case purpose when 'recheck' then recheck_reference else reference end, 'at', at))
          from kept_claim
          left join submission on submission.unit_code = kept_claim.unit_code
            and submission_id = case purpose when 'recheck' then recheck_id else submission.id end
          where kept_claim.unit_code = ${code}) as kept,
         (select json_build_object('outcome', outcome, 'reference', reference, 'finding', finding, 'at', decided_at, 'rechecks', rechecks,
                                   'recheckReference', recheck_reference, 'recheckExpiredAt', recheck_expired_at,
                                   'recheckSupersededAt', case when not ${sentSince(p, code, 'ended', 'recheck_superseded_at')} then recheck_superseded_at end)
          from (${lastEndedClaim(p, code)}) ended) as last,
         (select json_build_object('reference', reference, 'state', state, 'openedAt', opened_at, 'until', until, 'endedAt', ended_at, 'applicant', applicant,
                                   'reason', (select content ->> 'reason' from proposal where case_id = counter_case.id and state = 'refused'),
                                   'returned', state = 'open' and proposal is not null, 'elsewhere', site_id <> ${p('site')}::text)
          from counter_case
          where counter_case.unit_code = ${code}
            and (ended_at is null or ended_at > ${p('now')}::timestamptz - ${sql.lit(`${CASE_TOLD_FOR} ms`)}::interval)
          order by opened_at desc limit 1) as "case"`;

/**
 * The facts that are not in the row: they come from the token, the unit's form and the counters.
 */
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
  recheckEnded: row.last ? endedRecheckOf(row.last) : undefined,
  replacedUntil: replacedUntil(row.terms ?? [], now),
});

function termOf({ terms }: FactRow): Pick<Facts, 'term' | 'ended'> {
  const [newest] = terms ?? [];
  if (!newest) return { term: undefined, ended: undefined };
  const { by, since, dueAt, dueReason, dueSetAt, endedAt, endReason } = newest;
  if (endedAt === null) {
    const due =
      dueAt && dueReason && dueSetAt
        ? { at: Date.parse(dueAt), reason: dueReason, since: Date.parse(dueSetAt) }
        : undefined;
    return { term: { by, since: Date.parse(since), due }, ended: undefined };
  }
  const reason = lapseOf(endReason);
  return { term: undefined, ended: reason && { at: Date.parse(endedAt), reason } };
}

const keptNow = ({ kept }: Pick<FactRow, 'kept'>, purpose: Purpose, now: number): Kept | undefined =>
  kept?.find((one) => one.purpose === purpose && Date.parse(one.until) > now);

/** The claim that waits for a register. `now` in milliseconds. */
export function waitingOf(
  row: Pick<FactRow, 'kept'>,
  now: number,
): { reference: string; at: string } | undefined {
  const { reference, at } = keptNow(row, 'pending', now) ?? {};
  return reference && at ? { reference, at: new Date(at).toISOString() } : undefined;
}

/** The claim that the user's site keeps, to be checked again. `now` and `until` in milliseconds. */
function recheckOf(
  row: Pick<FactRow, 'kept'>,
  now: number,
): { reference: string; until: number } | undefined {
  const { here, reference, until = '' } = keptNow(row, 'recheck', now) ?? {};
  return here && reference ? { reference, until: Date.parse(until) } : undefined;
}

/**
 * A case whose time is over has expired, although no worker has written it yet. A case whose papers
 * were seen does not expire.
 */
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

function endedRecheckOf({
  recheckReference: reference,
  recheckExpiredAt: expired,
  recheckSupersededAt: superseded,
}: LastClaim): EndedRecheck | undefined {
  if (!reference) return undefined;
  if (expired) return { reference, at: Date.parse(expired), reason: 'recheck-expired' };
  return superseded ? { reference, at: Date.parse(superseded), reason: 'claim-superseded' } : undefined;
}

function claimOf({ outcome, reference, finding, rechecks, at: instant }: LastClaim): EndedClaim {
  const at = Date.parse(instant);
  if (outcome === 'replaced') return { outcome: 'superseded', reference, at };
  if (outcome !== 'rejected') return { outcome, reference, at };
  if (finding === null) throw new Error('a rejection without a finding passed the check constraint');
  const reason = publicReason(finding);
  if (reason === 'unit-mismatch' || reason === 'registry-unavailable')
    throw new Error('a certification was refused for what only a registration compares');
  const isRecheckable = RECHECKABLE.includes(finding) && rechecks < RECHECKS_OF_A_CLAIM;
  return { outcome, reference, at, reason, isRecheckable };
}

/** From when on the unit may have another certification; undefined when it may have one now. */
function replacedUntil(terms: readonly FactTerm[], now: number): number | undefined {
  const oldest = terms[REPLACING.allowed - 1];
  const until = oldest && Date.parse(oldest.since) + REPLACING.window;
  return until !== undefined && until > now ? until : undefined;
}
