/**
 * The sentences for a person who calls, or stands at the counter, with a reference: what it belongs
 * to, and what has become of the unit since.
 */
import { isFindingOfState } from '../../attempts/index.ts';
import type { CaseOverview } from '../../cases/index.ts';
import { expired } from '../../contract/zh-Hans/counter.ts';
import type { Recheck, Referred, SubmissionSeen } from '../../staff/index.ts';
import { lastDayWords, spoken } from '../words/dates.ts';
import type { Said } from '../kit/index.ts';
import { isHeldBack, isNeedless, PLACES } from '../words/case-words.ts';
import { refusalText, submissionText } from './page-text.ts';
import {
  certificationSaid,
  newsSaid,
  refusedSaid,
  RESTORED_SAID,
  stepSaid,
  unitSaid,
  type Standing,
} from './unit-sentences.ts';

/** Says each sentence once: one may be both what happened and what holds now. */
const once = (sentences: readonly Said[]): readonly Said[] => [...new Set(sentences)];

/**
 * The sentences about the unit's state now, after an event that did not certify it. `reference`: of
 * the event.
 */
const sinceThen = (now: Standing, reference: string): readonly Said[] => {
  const { next, attempts } = now;
  if (next.step === 'none') return ['贵单位后来已经认证，可以办理相关业务。'];
  const isNews = reference === next.reference || reference === attempts[0]?.reference;
  return [...certificationSaid(now), ...(isNews ? [] : newsSaid(now)), ...stepSaid(now)];
};

/**
 * The same after an event that certified the unit. `then`: said while that certification stands.
 */
const sinceCertified = (now: Standing, then = '可以办理相关业务。'): readonly Said[] =>
  now.next.step === 'none' ? [then] : unitSaid(now);

// A submission

export const isPassed = ({ outcome }: Pick<SubmissionSeen, 'outcome'>): boolean =>
  outcome === 'certified' || outcome === 'already-certified';

/**
 * A registration keeps the advice of its own time, because the next step is about certifications
 * only.
 */
export const submissionSaid = (
  submission: NonNullable<Referred['submission']>,
  now: Standing,
): readonly Said[] => {
  const { reference, unitCode, flow, finding } = submission;
  const { title, said, next } = submissionText(submission, unitCode);
  const happened = `${title}：${said}`;
  if (isPassed(submission)) return once([happened, ...sinceCertified(now, next)]);
  if (now.next.step === 'checking' && now.next.reference === reference) return unitSaid(now);
  if (flow === 'registration') return next === '' ? [happened] : [happened, next];
  // A refusal whose cause is gone by now is not told as if it held.
  const isRestored = isFindingOfState(finding) && now.unit.active === true;
  if (isRestored) return once([RESTORED_SAID, ...sinceThen(now, reference)]);
  const since = sinceThen(now, reference);
  return since.includes(said)
    ? since.map((sentence) => (sentence === said ? happened : sentence))
    : [happened, ...since];
};

// A re-check

export const recheckSaid = (
  { state, until, unitCode }: Recheck,
  reference: string,
  now: Standing,
): readonly Said[] => {
  const since = sinceThen(now, reference);
  switch (state) {
    case 'kept':
      if (now.next.step === 'rechecking') return stepSaid(now);
      return [`这是自动复核的编号，自动复核到${spoken(lastDayWords(until!))}。`, ...since];
    case 'expired':
      return once([refusalText('recheck-expired', unitCode).said, ...since]);
    case 'superseded':
      return once([refusalText('claim-superseded', unitCode).said, ...since]);
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

const expiredSaid = ({ reference, until }: CaseOverview, now: Standing): readonly Said[] => {
  const { title, text } = expired(spoken(lastDayWords(until)));
  return [`${title}：${text.join('')}`, ...sinceThen(now, reference)];
};

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
      const said = refusedSaid(proposal!.reason!, unitCode);
      const inactive = refusalText('unit-not-active', unitCode);
      const isSaid: readonly Said[] =
        proposal!.reason === 'unit-not-active' ? [inactive.said, inactive.next] : [];
      const since = sinceThen(now, reference).filter((sentence) => !isSaid.includes(sentence));
      return once([said, ...since]);
    }
    case 'withdrawn':
      if (isNeedless(found)) return neededNoMore(now);
      return [isHeldBack(found) ? '人工核验已经结束。' : '人工核验已撤回。', ...sinceThen(now, reference)];
    case 'expired':
      return expiredSaid(found, now);
  }
};

// A case, at the counter

export const ONLINE_SAID = ['贵单位已在网上通过认证，不用再到窗口办理。'];

export const counterSaid = (found: CaseOverview, now: Standing): readonly Said[] => {
  const isCertified = now.next.step === 'none';
  switch (found.state) {
    case 'open':
      return ['材料需要再看一遍，请稍等。'];
    case 'proposed':
      return ['材料看过了，还要由另一位同事复核，请稍等。'];
    case 'certified':
      return isCertified ? ['已经通过了。请刷新开着的页面，或者登录以后就能看到。'] : caseSaid(found, now);
    case 'refused':
      return caseSaid(found, now);
    case 'withdrawn':
      if (isNeedless(found)) return isCertified ? ONLINE_SAID : caseSaid(found, now);
      return [
        `这次申请${isHeldBack(found) ? '已经结束' : '已撤回'}，填写的内容已删除。`,
        ...sinceThen(now, found.reference),
      ];
    case 'expired':
      return ['这次申请满30天没有办理，填写的内容已删除。', ...sinceThen(now, found.reference)];
  }
};
