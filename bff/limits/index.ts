/**
 * How much of what is allowed, to whom, in what time: one table of counters, one algorithm, one
 * upsert.
 */
export {
  blockingCte,
  type BlockingLine,
  blockingLines,
  budgetCte,
  budgetValues,
  counterKeys,
  counterValues,
  type CounterValues,
  countingCte,
  emptyBlockingCtes,
  endDayOf,
  forgetUsersCtes,
  HAS_ROOM,
  protectingQuery,
  storedCounters,
  unitCountersCte,
} from './counters.ts';
export { countLookUp, type Look, openLookUp, useLogin } from './desk.ts';
export {
  addBudgets,
  type AimedAt,
  aimedBudgets,
  type AimedLimit,
  type Budget,
  caseCounters,
  type Counters,
  countersOf,
  DEFAULT_LIMITS,
  DESK_LIMITS,
  type Flow,
  isAimedAt,
  type LimitName,
  limitOf,
  type Limits,
  REPLACING,
  UNCOUNTED,
} from './limits.ts';
export { auditRefusals, type CountRefusal, createRefusals, type Refusal, type Refusals } from './refusals.ts';
export { removeOldCounters } from './retention.ts';
export { attemptsLeft, exhausted, type Exhausted, isUnused, refusing, roomIn, type Stored } from './room.ts';
export { DEFAULT_SMS_LIMITS, type SiteUsage, smsBudgetsOf, type SmsLimits, takeSmsQuota } from './sms.ts';
export { readUnlocking, unlockCountQuery, type Unlocking } from './unlocks.ts';
