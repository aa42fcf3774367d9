/**
 * A claim from the request to the record: read, guard, collect the evidence, decide, count, record;
 * and claims that wait.
 */
export { budgetsOfAnyClaim, possibleBudgetsOf } from './aim.ts';
export { type Arrivals, createArrivals } from './arrivals.ts';
export { decideAndRecord, readAttempt } from './attempt.ts';
export {
  claimOf,
  idempotencyOf,
  numberBeginningDigests,
  representativeOf,
  type SubmittedClaim,
  textOf,
} from './claim.ts';
export {
  decide,
  type Decision,
  type Finding,
  isFindingOfState,
  isIncomplete,
  isNotActive,
  publicReason,
} from './decide.ts';
export type { Dependencies, Submitter } from './dependencies.ts';
export { dropNeedlessRechecks, endHeldClaims, expireClaims, forgetKeys } from './expiry.ts';
export {
  factColumns,
  type FactRow,
  type FactTerm,
  type FactValues,
  outcomeSeen,
  type OutcomeSeen,
  waitingOf,
} from './facts.ts';
export { answeredClasses, type FormDependencies, formOf, isAnswered, readForm } from './form.ts';
export { gather, usedSource } from './gather.ts';
export { readFacts, refusalOf } from './guard.ts';
export {
  dropKept,
  dropOfSiteCtes,
  eraseKept,
  mendClaimRetries,
  openClaim,
  SEALED_CLAIMS,
  supersedePending,
  wakeClaims,
  wakePending,
} from './kept-claim.ts';
export { moveSubmissions } from './move-submissions.ts';
export {
  certificationCte,
  currentEvidenceCte,
  eventsCte,
  evidenceIsCurrent,
  knownCte,
  type Recorded,
  recordedOf,
  type RecordRow,
  recordRow,
  runRecording,
  submissionCte,
  toRecordCte,
} from './record.ts';
export { readOutcome } from './replay.ts';
export { hadNoRoom, type SubmissionResult, tooManyAttempts, type TooManyAttempts } from './result.ts';
export { type EarlierSubmission, readSnapshot, sentWhenNotActive } from './snapshot.ts';
export { possibleEvents, type RecordedSubmission, type Submission, submissionValues } from './submission.ts';
export { submit } from './submit.ts';
export { answeringSources, claimsAreDue, requestRecheck, settleClaims, takeBack } from './waiting.ts';
export { withdraw } from './withdrawal.ts';
