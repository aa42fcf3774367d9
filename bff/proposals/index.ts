/** Decisions that take two officers: one proposes, another one confirms or sends back. */
export {
  type By,
  confirm,
  decideStatement,
  type DecideValues,
  type Kind,
  NOTE_MAXIMUM,
  type ProcedureDependencies,
  propose,
  proposeStatement,
  returnStatement,
  sendBack,
  type Subject,
} from './procedure.ts';
export {
  type CaseDecision,
  contentOf,
  dropOfCases,
  type MaybeProposal,
  openSentence,
  proposalColumns,
  type ProposalRow,
  SEALED_PROPOSALS,
} from './proposal.ts';
export {
  type Dropped,
  nextRevocation,
  proposeRevocation,
  readDropped,
  readRevocation,
  readRevocations,
  readRevoked,
  type Revocation,
  REVOCATION,
  type Revoked,
  waitingRevocations,
} from './revocation.ts';
