/**
 * A case at the counter: a claim that is kept, encrypted, until somebody has looked at the papers. Its states:
 * - `open` until an officer proposes a decision: `proposed`
 * - from `proposed` back to `open`, or to `certified` or `refused`, which takes a second officer
 * - from both to `withdrawn` (by the unit, or because it was certified without the case), from `open` to `expired`: once the papers were seen,
 *   the unit's people have done their part
 *
 * Each change is one statement with its event: it names the states that it may come from, so that of two changes at once one happens. The claim
 * and the officers' sentences are forgotten when the case ends; the sentence of a decision stays with it.
 */
import { hash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import { endOfChinaDay } from '../contract/identifiers.ts';
import { DAY } from '../contract/time.ts';
import { organizationCodeOf } from '../contract/unit-code.ts';
import { type CaseRefusal, type Check } from '../contract/cases.ts';
import type { Applicant, ClaimRequest } from '../contract/wire.ts';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { Actor, Tables } from '../database/tables.ts';
import type { Deed, NewEvent } from '../events/event.ts';
import type { EventType } from '../events/types.ts';
import type { Cipher } from '../protection/cipher.ts';
import type { SealedColumn } from '../protection/reseal.ts';

export type CaseStage = Tables['counter_case']['state'];

/** The claim of a case, and the digest of the user who opened it. `unitName`: as the site gave it, for units that no register names. */
export interface CaseClaim {
  request: ClaimRequest;
  user: string;
  unitName?: string | undefined;
}

interface Place {
  id: string;
  unitCode: string;
}

/** The columns that are encrypted. */
type Sealed = 'claim' | 'note' | 'returned_note';

/** The organization code stays when the unit's USCC becomes known (`evidence/import/follow.ts`). */
const contextOf = (column: Sealed, { id, unitCode }: Place) =>
  `counter_case:${column}:${organizationCodeOf(unitCode)}:${id}`;

const sealedColumn = (column: Sealed): SealedColumn => ({
  table: 'counter_case',
  column,
  key: ['id'],
  bound: ['unit_code'],
  context: (row) => contextOf(column, { id: row['id']!, unitCode: row['unit_code']! }),
});
export const SEALED_CASES: readonly SealedColumn[] = (['claim', 'note', 'returned_note'] as const).map(
  sealedColumn,
);

export const sealCase = (cipher: Cipher, claim: CaseClaim, place: Place): string =>
  cipher.seal(JSON.stringify(claim), contextOf('claim', place));
export const openCaseClaim = (cipher: Cipher, sealed: string, place: Place): CaseClaim =>
  JSON.parse(cipher.open(sealed, contextOf('claim', place))) as CaseClaim;
type Note = Exclude<Sealed, 'claim'>;
export const sealNote = (cipher: Cipher, column: Note, note: string, place: Place): string =>
  cipher.seal(note, contextOf(column, place));
/** Undefined: there is none. */
export const openNote = (
  cipher: Cipher,
  column: Note,
  sealed: string | null,
  place: Place,
): string | undefined => (sealed === null ? undefined : cipher.open(sealed, contextOf(column, place)));

/** A case as it is stored. */
export interface CaseRow extends Place {
  reference: string;
  siteId: string;
  applicant: Applicant;
  /** Encrypted. */
  claim: string | null;
  openedAt: Date;
  until: Date;
  state: CaseStage;
  proposal: string | null;
  proposed: 'certified' | 'refused' | null;
  proposedBy: Actor | null;
  proposedAt: Date | null;
  proposalMac: string | null;
  seen: Check[] | null;
  refusal: CaseRefusal | null;
  /** The sentence of the proposal, or of its withdrawal by the officer who made it. Encrypted. */
  note: string | null;
  /** The sentence of the last return by another officer. Encrypted. */
  returnedNote: string | null;
  returnedBy: Actor | null;
  returnedTo: Actor | null;
  endedAt: Date | null;
  endedBy: Actor | null;
  /** By the register now. */
  isInactive: boolean;
}

/** The sealed sentence of the last return of an open case; null where it was never sent back. */
export const sealedReturn = ({ note, returnedNote }: CaseRow): string | null => note ?? returnedNote;

/** Names that return: each sealing makes another text. '' where it was never sent back. */
export const returnOf = (row: CaseRow): string => {
  const sealed = sealedReturn(row);
  return sealed === null ? '' : hash('sha256', sealed, 'base64url');
};

/** The register has the unit, and says that it is not active. */
export const isInactive = sql`exists (
  select from registry_unit where registry_unit.code = counter_case.unit_code and registry_unit.state <> 'active')`;

/** The columns of `CaseRow`. */
export const caseColumns = sql`
  counter_case.id, counter_case.unit_code as "unitCode", counter_case.reference, counter_case.site_id as "siteId", counter_case.applicant,
  counter_case.claim, counter_case.opened_at as "openedAt", counter_case.until, counter_case.state, counter_case.proposal,
  counter_case.proposed, counter_case.proposed_by as "proposedBy", counter_case.proposed_at as "proposedAt",
  counter_case.proposal_mac as "proposalMac", counter_case.seen, counter_case.refusal, counter_case.note, counter_case.returned_note as "returnedNote",
  counter_case.returned_by as "returnedBy", counter_case.returned_to as "returnedTo", counter_case.ended_at as "endedAt", counter_case.ended_by as "endedBy",
  ${isInactive} as "isInactive"`;

/** The papers may be brought until the end of the last of these days in China. */
export const KEPT_FOR = 30 * DAY;

/** The end of the last day, of a case whose days begin now. `now`: in milliseconds. */
export const lastInstant = (now: number): Date => new Date(endOfChinaDay(now + KEPT_FOR));

/** The case waits for its papers, and its last day is over. `now`: in milliseconds. */
export const isOverNow = ({ state, until }: Pick<CaseRow, 'state' | 'until'>, now: number): boolean =>
  state === 'open' && until.getTime() <= now;

/** The same in SQL. */
export const isOver = (now: RawBuilder<unknown>) =>
  sql`(counter_case.state = 'open' and counter_case.until <= ${now}::timestamptz)`;

/** The states of a case that has not ended. */
export const isOpen = sql`counter_case.state in ('open', 'proposed')`;

const findStatement = prepare<{ reference: string }, CaseRow>(
  'cases_find',
  (p) => sql<CaseRow>`select ${caseColumns} from counter_case where reference = ${p('reference')}::text`,
);

/** `reference`: its eight characters. */
export const findCase = async (database: Database, reference: string): Promise<CaseRow | undefined> =>
  (await database.run(findStatement, { reference }))[0];

/** An event of the case. The detail has its reference, never anything of the claim. */
export const caseEvent = (
  { id, unitCode, siteId, reference }: Pick<CaseRow, 'id' | 'unitCode' | 'siteId' | 'reference'>,
  deed: Deed<Exclude<Extract<EventType, `case.${string}`>, 'case.listed'>>,
  detail: object = {},
): NewEvent => ({ ...deed, unitCode, siteId, submissionId: id, detail: { reference, ...detail } });
