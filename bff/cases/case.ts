/**
 * A case at the counter: a claim that is kept, encrypted, until somebody has looked at the papers.
 * Its states:
 * - `open` until an officer proposes a decision: `proposed`
 * - from `proposed` back to `open`, or to `certified` or `refused`, which takes a second officer
 * - from both to `withdrawn` (by the unit, because it was certified without the case, or because
 *   officers hold it), from `open` to `expired`: once the papers were seen, the unit's people have
 *   done their part
 *
 * Each change is one statement with its event: it names the states that it may come from, so that
 * of two changes at once one happens. The claim and the officers' sentences are forgotten when the
 * case ends; a decision stays with it.
 */
import { sql, type RawBuilder } from 'kysely';
import { endOfChinaDay } from '../contract/identifiers.ts';
import { DAY } from '../contract/time.ts';
import { organizationCodeOf } from '../contract/unit-code.ts';
import type { Applicant, ClaimRequest } from '../contract/wire.ts';
import { type Actor, type Database, prepare, type Tables } from '../database/index.ts';
import { isHeld } from '../certifications/index.ts';
import type { Deed, EventType, NewEvent } from '../events/index.ts';
import { type MaybeProposal, proposalColumns } from '../proposals/index.ts';
import type { Cipher, SealedColumn } from '../keys/index.ts';

export type CaseStage = Tables['counter_case']['state'];

/**
 * The claim of a case, and the digest of the user who opened it. `unitName`: as the site gave it,
 * for units that no register names.
 */
export interface CaseClaim {
  request: ClaimRequest;
  user: string;
  unitName?: string | undefined;
}

interface Place {
  id: string;
  unitCode: string;
}

/** The organization code stays when the unit's USCC becomes known (`import/move-units.ts`). */
const contextOf = ({ id, unitCode }: Place) => `counter_case:claim:${organizationCodeOf(unitCode)}:${id}`;

export const SEALED_CASE: SealedColumn = {
  table: 'counter_case',
  column: 'claim',
  key: ['id'],
  bound: ['unit_code'],
  context: (row) => contextOf({ id: row['id']!, unitCode: row['unit_code']! }),
};

export const sealCase = (cipher: Cipher, claim: CaseClaim, place: Place): string =>
  cipher.seal(JSON.stringify(claim), contextOf(place));
export const openCaseClaim = (cipher: Cipher, sealed: string, place: Place): CaseClaim =>
  JSON.parse(cipher.open(sealed, contextOf(place))) as CaseClaim;

export interface StoredCase extends Place {
  reference: string;
  siteId: string;
  applicant: Applicant;
  /** Encrypted. */
  claim: string | null;
  openedAt: Date;
  until: Date;
  state: CaseStage;
  endedAt: Date | null;
  endedBy: Actor | null;
  /** The register says so now. */
  isInactive: boolean;
  /** Officers hold the unit. */
  isHeld: boolean;
}

export type CaseRow = StoredCase & MaybeProposal;

/**
 * Names the last return of an open case, by the proposal that was sent back. '' where it was never
 * sent back.
 */
export const returnOf = ({ state, proposal }: Pick<CaseRow, 'state' | 'proposal'>): string =>
  state === 'open' ? (proposal ?? '') : '';

/** The register has the unit, and says that it is not active. */
export const isInactive = sql`exists (
  select from registry_unit where registry_unit.code = counter_case.unit_code and registry_unit.state <> 'active')`;

/** The columns of `CaseRow`, of the tables in `fromCases`. */
export const caseColumns = sql`
  counter_case.id, counter_case.unit_code as "unitCode", counter_case.reference, counter_case.site_id as "siteId", counter_case.applicant,
  counter_case.claim, counter_case.opened_at as "openedAt", counter_case.until, counter_case.state, counter_case.ended_at as "endedAt",
  counter_case.ended_by as "endedBy", ${isInactive} as "isInactive", ${isHeld(sql`counter_case.unit_code`)} as "isHeld", ${proposalColumns}`;

export const fromCases = sql`from counter_case left join proposal on proposal.case_id = counter_case.id`;

/** The papers may be brought until the end of the last of these days in China. */
export const CASE_KEPT_FOR = 30 * DAY;

/** The end of the last day, of a case whose days begin now. `now`: in milliseconds. */
export const lastInstant = (now: number): Date => new Date(endOfChinaDay(now + CASE_KEPT_FOR));

/** The case waits for its papers, and its last day is over. `now`: in milliseconds. */
export const isOverNow = ({ state, until }: Pick<StoredCase, 'state' | 'until'>, now: number): boolean =>
  state === 'open' && until.getTime() <= now;

/** `isOverNow` in SQL. */
export const isOver = (now: RawBuilder<unknown>) =>
  sql`(counter_case.state = 'open' and counter_case.until <= ${now}::timestamptz)`;

/** A condition. */
export const hasNotEnded = sql`counter_case.state in ('open', 'proposed')`;

const findStatement = prepare<{ reference: string }, CaseRow>(
  'cases_find',
  (p) => sql<CaseRow>`select ${caseColumns} ${fromCases} where reference = ${p('reference')}::text`,
);

/** `reference`: its eight characters. */
export const findCase = async (database: Database, reference: string): Promise<CaseRow | undefined> =>
  (await database.run(findStatement, { reference }))[0];

/** An event of the case. The detail has its reference, never anything of the claim. */
export const caseEvent = (
  { id, unitCode, siteId, reference }: Pick<StoredCase, 'id' | 'unitCode' | 'siteId' | 'reference'>,
  deed: Deed<Exclude<Extract<EventType, `case.${string}`>, 'case.listed'>>,
  detail: object = {},
): NewEvent => ({ ...deed, unitCode, siteId, submissionId: id, detail: { reference, ...detail } });
