/** Cases at the counter. */
export { findCase, fromCases, hasNotEnded, openCaseClaim, SEALED_CASE } from './case.ts';
export { CASE, type Proposal, proposeDecision } from './decision.ts';
export {
  dropCasesOfSite,
  endCasesOfSite,
  endHeldCases,
  endOverCases,
  eraseCases,
  openCasesOfSite,
  withdrawCase,
} from './end.ts';
export { moveCases } from './move-cases.ts';
export { openCase } from './open.ts';
export {
  type CaseOverview,
  type CasePage,
  countCases,
  type LookedAt,
  findCaseOverview,
  readCase,
  readClaim,
  readQueue,
  readRefused,
  type RefusedCase,
} from './read.ts';
