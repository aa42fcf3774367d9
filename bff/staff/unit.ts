/** A unit as staff see it, and the unlocking of its limits. */
import { sql, type RawBuilder } from 'kysely';
import type { Check } from '../contract/cases.ts';
import { HOUR } from '../contract/time.ts';
import type { UnitTerm } from '../contract/unit-status.ts';
import type { Applicant, Due, Evidence, Method } from '../contract/wire.ts';
import {
  type Database,
  inTransaction,
  retryDeadlocks,
  type Transaction,
  violatedConstraint,
} from '../database/index.ts';
import {
  blockingCte,
  type BlockingLine,
  blockingLines,
  emptyBlockingCtes,
  HAS_ROOM,
  type LimitName,
  limitOf,
  type Limits,
  roomIn,
  unlockCountQuery,
} from '../limits/index.ts';
import { type OfficialAct, type Recording, writeEvents } from '../events/index.ts';
import {
  currentTerm,
  dueOf,
  heldSince,
  isCertified,
  lapseOf,
  type MaybeTerm,
  termColumns,
} from '../certifications/index.ts';
import { canonicalUnit } from '../registry/index.ts';
import { readHistory } from '../status/index.ts';
import { wakePending } from '../attempts/index.ts';

export interface UnitOverview {
  /** Canonical. */
  code: string;
  name: string | null;
  inRegistry: boolean;
  /** By the registry; null when it does not have the unit. */
  active: boolean | null;
  status: 'certified' | 'pending' | 'lapsed' | 'uncertified';
  reason: string | null;
  /** RFC 3339: of the certification that stands, or of the last one that ended. */
  since: string | null;
  endedAt: string | null;
  siteId: string | null;
  by: Applicant | null;
  method: Method | null;
  evidence: Evidence | null;
  /** The officers' checks of a certification at the counter. */
  checks: Check[] | null;
  /** While it is certified. */
  due: Due | null;
  /** The last ones, newest first, also those that ended. */
  terms: UnitTerm[];
  /** RFC 3339: since when officers hold the unit; null: they do not. */
  heldSince: string | null;
  /** Stored claims that will be checked again. */
  waiting: { purpose: string; nextTryAt: string; expiresAt: string }[];
  /** The case at the counter that has not ended. */
  case: { reference: string; state: string; until: string } | null;
  /**
   * Limits that have counted failures. `site`: the site of a user's limit; the user is known by a
   * digest only.
   */
  limits: { limit: string; site: string | null; used: number; cap: number; resetsAt: string }[];
  unlisted: readonly Unlisted[];
}

/**
 * Limits over all units that may block this unit, but cannot be shown or emptied, because their
 * owner is not stored with the unit: an address's hour, and the day of whoever has the claimed name
 * and the beginning of the claimed number (decision 0014).
 */
const UNLISTED = ['ipPerHour', 'personPerDay'] as const satisfies LimitName[];
export type Unlisted = (typeof UNLISTED)[number];

/**
 * The users who have submitted for the unit, or have withdrawn there wrongly while the hour of
 * their limit may run. Only an event tells of a wrong withdrawal. `hourAgo`: the seals of that hour
 * say where its events begin.
 */
const triedCte = (hourAgo: Date) => sql`
  tried as (
    select flow, user_digest, site_id from submission where unit_code = (select code from canonical)
    union all
    select 'certification', substr(actor, length('user:') + 1), site_id from event
    where type = 'certification.withdrawal-refused' and unit_code = (select code from canonical)
      and position > coalesce(
        (select position from seal where at < ${hourAgo}::timestamptz order by previous desc limit 1), 0)
  )`;

/** The owners of the budgets of the unit's representatives, as `attempts/aim.ts` names them. */
const representativesOwners = sql`
  select person -> 'numbers' ->> -1 as owner
  from unit, jsonb_array_elements(unit.representatives) as person`;

type UnitRow = MaybeTerm & {
  code: string;
  name: string | null;
  active: boolean | null;
  in_registry: boolean;
  site_id: string | null;
  checks: Check[] | null;
  held_since: Date | null;
  waiting: UnitOverview['waiting'];
  open_case: UnitOverview['case'];
  lines: BlockingLine[];
};

/** It returns one row. */
export function unitQuery(code: string, now: number): RawBuilder<UnitRow> {
  const at = new Date(now);
  return sql<UnitRow>`
    with ${canonicalUnit(sql`${code}`)},
    ${triedCte(new Date(now - HOUR))},
    ${blockingCte(representativesOwners, 'tried')}
    select canonical.code, unit.name, unit.state = 'active' as active, unit.code is not null as in_registry,
           ${termColumns}, term.site_id, term.seen -> 'checks' as checks, ${heldSince(sql`canonical.code`)} as held_since,
           (select coalesce(jsonb_agg(jsonb_build_object(
                     'purpose', purpose, 'nextTryAt', next_try_at, 'expiresAt', expires_at)), '[]')
            from kept_claim where unit_code = canonical.code and expires_at > ${at}::timestamptz) as waiting,
           (select jsonb_build_object('reference', reference, 'state', state, 'until', until)
            from counter_case where unit_code = canonical.code and state in ('open', 'proposed')) as open_case,
           ${blockingLines((owner) => sql`(select tried.site_id from tried where tried.user_digest = ${owner} limit 1)`)} as lines
    from canonical
    left join unit on true
    left join lateral ${currentTerm(sql`canonical.code`, sql`${at}`)} term on true`;
}

/** `code` normalized; `now` in milliseconds. */
export async function showUnit(
  database: Database,
  limits: Limits,
  code: string,
  now: number,
): Promise<UnitOverview> {
  const { terms } = await readHistory(database, code, undefined, now);
  const { rows } = await unitQuery(code, now).execute(database.kysely);
  const row = rows[0]!;
  const instant = (value: string) => new Date(value).toISOString();
  const pending = row.waiting.some(({ purpose }) => purpose === 'pending');
  return {
    code: row.code,
    name: row.name,
    inRegistry: row.in_registry,
    active: row.active,
    ...certificationOf(row, pending),
    terms,
    siteId: row.site_id,
    checks: row.checks,
    heldSince: row.held_since?.toISOString() ?? null,
    waiting: row.waiting.map(({ purpose, nextTryAt, expiresAt }) => ({
      purpose,
      nextTryAt: instant(nextTryAt),
      expiresAt: instant(expiresAt),
    })),
    case: row.open_case && { ...row.open_case, until: instant(row.open_case.until) },
    limits: row.lines.flatMap(({ name, site, window }) => {
      const cap = limits[limitOf(name)];
      const { resetsAt } = roomIn(cap, window, now);
      if (resetsAt === undefined) return [];
      return [{ limit: name, site, used: window[0], cap, resetsAt: new Date(resetsAt).toISOString() }];
    }),
    unlisted: UNLISTED,
  };
}

function certificationOf(row: MaybeTerm, pending: boolean) {
  const none = {
    reason: null,
    since: null,
    endedAt: null,
    by: null,
    method: null,
    evidence: null,
    due: null,
  };
  if (row.since === null) return { ...none, status: pending ? 'pending' : 'uncertified' } as const;
  const term = {
    since: row.since.toISOString(),
    by: row.by,
    method: row.method,
    evidence: { source: row.source, asOf: row.evidenceAsOf },
  };
  const endedAt = row.endedAt?.toISOString() ?? null;
  if (isCertified(row))
    return { ...term, endedAt, due: dueOf(row) ?? null, status: 'certified', reason: null } as const;
  return {
    ...term,
    endedAt,
    due: null,
    status: pending ? 'pending' : 'lapsed',
    reason: lapseOf(row.endReason) ?? null,
  } as const;
}

interface Unlocked {
  code: string;
  emptied: number;
}

/** One row. It locks the unit's counters in the order of a submission. */
export const unlockQuery = (code: string, now: number): RawBuilder<Unlocked> => sql<Unlocked>`
  with ${canonicalUnit(sql`${code}`)},
  ${triedCte(new Date(now - HOUR))},
  ${blockingCte(representativesOwners, 'tried')},
  ${emptyBlockingCtes},
  woken as (${wakePending(sql`canonical.code`, { from: sql`canonical`, at: sql`${new Date(now)}` })}
  )
  select canonical.code, (select count from emptied_windows) as emptied
  from canonical`;

/** Counts the unlock of a unit in the transaction that unlocks it. */
type Count = (transaction: Transaction, unitCode: string) => Promise<unknown>;

/**
 * Empties the limits that may block the unit (`blockingCte`), and lets its waiting claims be tried
 * at once. Without a limit to empty nothing is counted, and no event is written. The settlement of
 * a claim locks the claim before the unit's counters, so that a deadlock can undo one of the two.
 */
const unlock = (
  { database, keys }: Recording,
  code: string,
  { reason, actor }: OfficialAct,
  now: number,
  count?: Count,
): Promise<Unlocked> =>
  retryDeadlocks(() =>
    inTransaction(database, async (transaction) => {
      const [row] = await transaction.run(unlockQuery(code, now));
      const { code: unitCode, emptied } = row!;
      if (emptied === 0) return row!;
      await count?.(transaction, unitCode);
      const detail = { reason, emptied };
      await writeEvents(transaction, keys, [
        { at: new Date(now), actor, type: 'unit.unlocked', unitCode, detail },
      ]);
      return row!;
    }),
  );

/** For an operator, whose unlocks are not limited. `code` normalized; `now` in milliseconds. */
export const unlockUnit = async (
  recording: Recording,
  code: string,
  act: OfficialAct,
  now: number,
): Promise<Unlocked & { unlisted: readonly Unlisted[] }> => ({
  ...(await unlock(recording, code, act, now)),
  unlisted: UNLISTED,
});

/**
 * For a clerk at the desk. `no-room`: the clerk, or all clerks together, have unlocked the unit as
 * often as they may (`readUnlocking`); nothing has changed. `nothing`: nothing was locked, as after
 * the unlock of another clerk at the same moment.
 */
export async function unlockAsClerk(
  { limits, ...recording }: Recording & { limits: Limits },
  code: string,
  act: OfficialAct<'staff'>,
  now: number,
): Promise<'unlocked' | 'nothing' | 'no-room'> {
  const count: Count = (transaction, unitCode) =>
    transaction.run(unlockCountQuery(act.actor, unitCode, limits, now));
  try {
    const { emptied } = await unlock(recording, code, act, now, count);
    return emptied > 0 ? 'unlocked' : 'nothing';
  } catch (error) {
    if (violatedConstraint(error) !== HAS_ROOM) throw error;
    return 'no-room';
  }
}
