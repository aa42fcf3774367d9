/** The signature of a proposal: the database alone cannot turn it into another one, or make it another officer's. */
import { genuinenessOf, macOf, type Genuineness } from '../events/mac.ts';
import type { KeyRing } from '../protection/keys.ts';
import type { CaseRow } from './case.ts';

export type SignedProposal = Pick<
  CaseRow,
  'id' | 'applicant' | 'proposal' | 'proposed' | 'proposedBy' | 'proposedAt' | 'seen' | 'refusal'
>;

const signedFields = ({
  id,
  applicant,
  proposal,
  proposed,
  proposedBy,
  proposedAt,
  seen,
  refusal,
}: SignedProposal): unknown[] => [id, applicant, proposal, proposed, proposedBy, proposedAt, seen, refusal];

export const signProposal = (keys: KeyRing, proposal: SignedProposal): string =>
  macOf(keys.macs[0], 'proposal', signedFields(proposal));

export const genuinenessOfProposal = (keys: KeyRing, row: CaseRow): Genuineness =>
  genuinenessOf(keys, row.proposalMac ?? '', 'proposal', signedFields(row));
