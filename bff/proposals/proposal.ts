/**
 * A proposal of one officer: it does nothing until another officer confirms it. What is proposed is
 * data (`Contents`), by its kind; a subject has one proposal of a kind at a time. The row is
 * signed, so that the database alone cannot turn a proposal into another one, or make it another
 * officer's.
 */
import { sql } from 'kysely';
import type { CaseRefusal, Check } from '../contract/cases.ts';
import { type Actor, rowMover, type Tables } from '../database/index.ts';
import { type Genuineness, genuinenessOf, macOf } from '../events/index.ts';
import type { Cipher, KeyRing, SealedColumn } from '../keys/index.ts';

export type ProposalKind = Tables['proposal']['kind'];

export type CaseDecision = { seen: Check[] } & (
  { decision: 'certified'; reason?: undefined } | { decision: 'refused'; reason: CaseRefusal }
);

interface Contents {
  case: CaseDecision;
  /** `reason`: for staff and the audit, without personal data. */
  revocation: { reason: string };
  /** `reason`: as of a revocation. */
  hold: { decision: 'placed' | 'lifted'; reason: string };
}
export type Content<Kind extends ProposalKind> = Contents[Kind];

/** A proposal as it is stored. */
export interface ProposalRow {
  /** Its id. It names what the second officer confirms. */
  proposal: string;
  /** The case's id, the submission that made the certification, or the unit (`unitSubject`). */
  subject: string;
  /** `Content` as JSON. */
  content: string;
  proposedBy: Actor;
  proposedAt: Date;
  /** Until then it can be confirmed; null without an end. */
  waitsUntil: Date | null;
  mac: string;
  /** Null while it waits. */
  outcome: Tables['proposal']['outcome'];
  /** The officer who has confirmed it or sent it back. */
  decidedBy: Actor | null;
  /** The papers that this officer has seen; of a case that was decided. */
  seenAgain: Check[] | null;
  /** The officer's own sentence, with the proposal or with its withdrawal. Encrypted. */
  note: string | null;
  /** The sentence of the last return by another officer. Encrypted. */
  returnedNote: string | null;
}

/** The same of a subject that may have no proposal. */
export type MaybeProposal = ProposalRow | { [Column in keyof ProposalRow]: null };

/** The columns of `ProposalRow`. */
export const proposalColumns = sql`
  proposal.id as proposal, proposal.subject, proposal.content::text as content, proposal.proposed_by as "proposedBy",
  proposal.proposed_at as "proposedAt", proposal.until as "waitsUntil", proposal.mac, proposal.outcome,
  proposal.decided_by as "decidedBy", proposal.seen_again as "seenAgain", proposal.note, proposal.returned_note as "returnedNote"`;

/** `kind`: of the row. */
export const contentOf = <Kind extends ProposalKind>(
  _kind: Kind,
  { content }: Pick<ProposalRow, 'content'>,
): Content<Kind> => JSON.parse(content) as Content<Kind>;

export type Signed = Pick<
  ProposalRow,
  'proposal' | 'subject' | 'content' | 'proposedBy' | 'proposedAt' | 'waitsUntil'
>;

/** Without the unit's code, which may change. */
const signedFields = (kind: ProposalKind, row: Signed): unknown[] => [
  kind,
  row.proposal,
  row.subject,
  row.content,
  row.proposedBy,
  row.proposedAt,
  row.waitsUntil,
];

export const signProposal = (keys: KeyRing, kind: ProposalKind, proposal: Signed): string =>
  macOf(keys.macs[0], 'proposal', signedFields(kind, proposal));

export const genuinenessOfProposal = (keys: KeyRing, kind: ProposalKind, row: ProposalRow): Genuineness =>
  genuinenessOf(keys, row.mac, 'proposal', signedFields(kind, row));

/** The columns that are encrypted. */
type Sentence = 'note' | 'returned_note';

interface Place {
  kind: ProposalKind;
  subject: string;
}

const contextOf = (column: Sentence, { kind, subject }: Place) => `proposal:${column}:${kind}:${subject}`;

export const SEALED_PROPOSALS: readonly SealedColumn[] = (['note', 'returned_note'] as const).map(
  (column) => ({
    table: 'proposal',
    column,
    key: ['kind', 'subject'],
    context: (row) => contextOf(column, { kind: row['kind'] as ProposalKind, subject: row['subject']! }),
  }),
);

export const sealSentence = (cipher: Cipher, column: Sentence, sentence: string, place: Place): string =>
  cipher.seal(sentence, contextOf(column, place));

/** Undefined: there is none. */
export const openSentence = (
  cipher: Cipher,
  column: Sentence,
  sealed: string | null,
  place: Place,
): string | undefined => (sealed === null ? undefined : cipher.open(sealed, contextOf(column, place)));

/** SQL that drops the proposals of cases. `ended`: a CTE with the cases' `id`. */
export const dropOfCases = (ended: string) =>
  sql`delete from proposal using ${sql.ref(ended)} where case_id = ${sql.ref(`${ended}.id`)}`;

export const moveProposals = rowMover('proposals_move', sql`update proposal`);
