/** The sentences for a person who reads out a reference: what it is of, and what has become of the unit since. */
import type { CaseOverview } from '../cases/index.ts';
import type { Recheck, Referred, SubmissionSeen, UnitOverview } from '../staff/index.ts';
import { lastDayWords, spoken } from './dates.ts';
import type { Said } from './layout.ts';
import { isHeldBack, isNeedless, PLACES } from './queue.ts';
import {
  againSaid,
  certificationSaid,
  newsSaid,
  stepSaid,
  unitSaid,
  type Standing,
} from './unit-sentences.ts';
import { explain, inactiveCause, RECHECK_EXPIRED_SAID, refusalCause, RESTORED, type Cause } from './words.ts';

/** Says each sentence once: one may be both what happened and what holds now. */
const once = (sentences: readonly Said[]): readonly Said[] => [...new Set(sentences)];

/** The sentences about the unit's state now, after an event that did not certify it. `reference`: of the event. */
const sinceThen = (now: Standing, reference: string): readonly Said[] => {
  const { next, attempts } = now;
  if (next.step === 'none') return ['贵单位后来已经认证，可以办理相关业务。'];
  const isNews = reference === next.reference || reference === attempts[0]?.reference;
  return [...certificationSaid(now), ...(isNews ? [] : newsSaid(now)), ...stepSaid(now)];
};

/** The same after an event that certified the unit. `then`: said while that certification stands. */
const sinceCertified = (now: Standing, then = '可以办理相关业务。'): readonly Said[] =>
  now.next.step === 'none' ? [then] : unitSaid(now);

// A submission

/** A refusal whose cause is gone by now is not told as if it held. `active`: the unit's, by the register. */
const explainNow = (
  { outcome, finding }: Pick<SubmissionSeen, 'outcome' | 'finding'>,
  code: string,
  active: UnitOverview['active'] | undefined,
): Cause => (finding === 'unit-not-active' && active ? RESTORED : explain(outcome, finding, code));

export const isPassed = ({ outcome }: Pick<SubmissionSeen, 'outcome'>): boolean =>
  outcome === 'certified' || outcome === 'already-certified';

/** A registration keeps the advice of its own time, because the next step is about certifications only. */
export const submissionSaid = (
  submission: NonNullable<Referred['submission']>,
  now: Standing,
): readonly Said[] => {
  const { reference, unitCode, flow } = submission;
  const { say, then } = explainNow(submission, unitCode, now.unit.active);
  if (isPassed(submission)) return once([say, ...sinceCertified(now, then)]);
  if (now.next.step === 'checking' && now.next.reference === reference) return unitSaid(now);
  return once([say, ...(flow === 'registration' ? [then] : sinceThen(now, reference))]);
};

// A re-check

export const recheckSaid = ({ state, until }: Recheck, reference: string, now: Standing): readonly Said[] => {
  const since = sinceThen(now, reference);
  switch (state) {
    case 'kept':
      if (now.next.step === 'rechecking') return stepSaid(now);
      return [`这是自动复核的编号，最晚${spoken(lastDayWords(until!))}有结果。`, ...since];
    case 'expired':
      return once([RECHECK_EXPIRED_SAID, ...since]);
    case 'ended':
      return ['这次自动复核已经结束，填写的内容已删除。', ...since];
    case 'decided':
      return since; // its submission says how
  }
};

// A case

const neededNoMore = (now: Standing): readonly Said[] => [
  '贵单位在网上通过了认证，人工核验因此结束，不用再去窗口。',
  ...sinceCertified(now),
];

/** After a case that ended without an answer, where nothing else has happened since. */
export const sinceCase = (now: Standing, reference: string): readonly Said[] =>
  now.next.step === 'certify' && (now.next.reason === null || now.next.reference === reference)
    ? [againSaid(now)]
    : sinceThen(now, reference);

const expiredSaid = ({ reference }: CaseOverview, now: Standing): readonly Said[] =>
  once(['人工核验满30天没有办理，已结束。', ...sinceCase(now, reference)]);

export const caseSaid = (found: CaseOverview, now: Standing): readonly Said[] => {
  const { state, reference, unitCode, proposal } = found;
  const place = PLACES[now.next.step];
  switch (state) {
    case 'open':
    case 'proposed':
      if (place === 'waits') return stepSaid(now);
      return place === 'needless' ? neededNoMore(now) : expiredSaid(found, now);
    case 'certified':
      return ['人工核验已通过。', ...sinceCertified(now)];
    case 'refused': {
      const { say } = refusalCause(proposal!.reason!, unitCode);
      const isSaid = proposal!.reason === 'unit-not-active' ? inactiveCause(unitCode).say : say;
      return [say, ...sinceThen(now, reference).filter((sentence) => sentence !== isSaid)];
    }
    case 'withdrawn':
      if (isNeedless(found)) return neededNoMore(now);
      return [isHeldBack(found) ? '人工核验已经结束。' : '人工核验已撤回。', ...sinceCase(now, reference)];
    case 'expired':
      return expiredSaid(found, now);
  }
};
