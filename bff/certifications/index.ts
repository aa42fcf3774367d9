/** Certifications as terms: how one begins, becomes due and ends, and what a unit may do next. */
export { readOpenTerm, readTakenOff, revokeUnit, takeAgentOff, type TakenOff } from './by-officer.ts';
export {
  type DueChange,
  dueIn,
  dueStatement,
  dueValues,
  type Ending,
  endStatement,
  endValues,
  lastDayWithoutAgent,
  type OpenTerm,
  openTermColumns,
  openTermOf,
  replacedEvent,
  termEvent,
} from './change.ts';
export { endDue, endIfOver, termsAreOver } from './end-due.ts';
export { moveTerms } from './move-terms.ts';
export { endHeldTerms, heldSince, isHeld, liftHold, placeHold } from './hold.ts';
export {
  type Case,
  type EndedClaim,
  type EndedRecheck,
  type Facts,
  isCurrent,
  nextStep,
  withoutWay,
} from './next.ts';
export { stillHolds, stillHoldsAsSeen, type Verdict } from './still-holds.ts';
export {
  certificationInForce,
  columnsOf,
  currentTerm,
  dueOf,
  hasCurrentTerm,
  isCertified,
  isCertifiedAt,
  type JsonOf,
  lapseOf,
  type MaybeTerm,
  stillCounts,
  stillCountsAt,
  type StoredTerm,
  termColumns,
  type Term,
  termIn,
  termOf,
  termsAt,
} from './term.ts';
export { certifyingCtes, endTerms, renewRepresentative, setDue, type TermValues } from './write.ts';
