/**
 * The sentences for the person who calls: what has become of the unit, and its next step. The service computes the step
 * (`certifications/next.ts`); here each step, way and reason has its words. A new one does not compile before it has them.
 */
import { html } from 'hono/html';
import type { CaseOverview } from '../cases/index.ts';
import { CASE_REFUSALS, papersOf } from '../contract/cases.ts';
import type { NewsReason, NextStep, Step, Way } from '../contract/next.ts';
import { LAPSE_REASONS, type LapseReason } from '../contract/reasons.ts';
import { shownReference } from '../contract/reference.ts';
import { sourceOf } from '../contract/sources.ts';
import type { SubmissionSeen, UnitOverview } from '../staff/index.ts';
import { lastDayWords, nextInstantWords, spoken } from './dates.ts';
import { part, type Html, type Said } from './layout.ts';
import {
  classWords,
  END_WORDS,
  explain,
  inactiveCause,
  paperWords,
  REASON_SAID,
  RECHECK_EXPIRED_SAID,
  refusalCause,
  RESTORED,
  type Cause,
} from './words.ts';

/** How the unit stands now. */
export interface Standing {
  unit: UnitOverview;
  next: NextStep;
  /** The newest first. */
  attempts: readonly SubmissionSeen[];
  /** The case that has not ended. */
  waiting: CaseOverview | undefined;
  /** The person at the desk may unlock the unit. */
  mayUnlock: boolean;
}

export const CERTIFIED_SAID = '贵单位已经认证，可以办理相关业务。';
const START_SAID = '请由单位管理员登录，在“单位设置”的“认证中心”办理实名认证。';
/** The portal's page sends a user who asks for the reason to the hotline. */
const WHY_REVOKED_SAID = '撤销的原因由核验人员答复，我可以帮您转接或者登记。';

const numberWords = (reference: string): Html => html`<span class="code">${shownReference(reference)}</span>`;
/** `until`: null when the step has no last day. */
const dayWords = (until: string | null): Html | string =>
  until === null ? '页面写明的那一天' : part(spoken(lastDayWords(until)));

const isOpen = ({ next }: Standing, way: Way): boolean => next.ways.includes(way);

// The certification

const isLapse = (reason: string | null): reason is LapseReason => LAPSE_REASONS.some((one) => one === reason);

/** True also where staff have taken the agent off. */
const whyWords = (reason: LapseReason): string =>
  reason === 'agent-withdrew' ? '办理认证的代理人不再代理贵单位' : END_WORDS[reason];

const dueSaid = (until: string | null, reason: LapseReason | undefined, code: string): Html => {
  const why = reason ? `因为${whyWords(reason)}，` : '';
  const agent = reason === 'agent-withdrew' ? '新的代理人' : '代理人';
  return html`贵单位的认证有效。${why}请最晚在${dayWords(until)}由${classWords(code).head}或者${agent}重新认证；到那一天（含当天）业务照常办理。`;
};

/** `again`: the words that ask to certify again; '' when the unit is not asked. */
const lapsedSaid = (reason: LapseReason, active: boolean | null, again: string): string => {
  if (reason === 'revoked') return `经工作人员核实，贵单位原来的认证不应当有效，已经撤销${again}。`;
  if (reason !== 'unit-not-active') return `${whyWords(reason)}，贵单位的认证已经失效${again}。`;
  if (active) return `当时登记状态异常，贵单位的认证已经失效；现在登记状态正常${again}。`;
  return `贵单位的认证已经失效${again}。`; // the step says why
};

/** Why the certification has ended, if it has. A reason that comes with a reference is of a claim or a case, not of the certification. */
const lapseOf = ({ unit, next }: Standing): LapseReason | undefined => {
  if (unit.due) return undefined;
  return [next.reference === null ? next.reason : null, unit.reason].find(isLapse);
};

/** The sentences about the certification. None when the step says it, and when the unit never had one. */
export const certificationSaid = (now: Standing): readonly Said[] => {
  const { due, code, active, status } = now.unit;
  const { step } = now.next;
  const { saysCertification, waits } = STEPS[step];
  if (saysCertification) return [];
  if (due && waits) return [html`贵单位的认证到${dayWords(due.at)}（含当天）仍然有效。`];
  if (due) return [dueSaid(due.at, due.reason, code)];
  const lapse = lapseOf(now);
  const mayCertify = !waits && active !== false && now.unit.heldSince === null;
  if (lapse) return [lapsedSaid(lapse, active, mayCertify ? '，请重新认证' : '')];
  return status === 'certified' && step === 'checking' ? [CERTIFIED_SAID] : [];
};

// The news

/** The newest event in words (`say`), and the advice (`then`). `say` is '' when the sentence about the certification has it already. */
interface News {
  say: string;
  then: readonly string[];
}

const newsOfCause = ({ say, then, also = {} }: Cause, { next }: Standing): News => ({
  say,
  then: [then + next.ways.map((way) => also[way] ?? '').join('')],
});

/** A register answers for the unit, but does not have it. A partner may know a unit that the imported data do not have. */
const isUnknown = ({ unit, next, attempts: [last] }: Standing): boolean => {
  const { ways, closed, reason } = next;
  const isAnswered = ways.includes('certify') || closed.some(({ way }) => way === 'certify');
  const isNews = reason === null || last?.finding === 'unit-not-found';
  return isAnswered && isNews && !unit.inRegistry && sourceOf(unit.code) !== undefined;
};

const UNKNOWN: News = {
  say: '登记数据里没有查到贵单位。',
  then: ['请核对代码；刚登记的单位，请过几天再试。'],
};

/** The counter, not a register, has refused the unit because it is not active. */
const isRefusedByCounter = ({ next, attempts }: Standing): boolean =>
  next.reason === 'unit-not-active' &&
  next.reference !== null &&
  !attempts.some(({ reference }) => reference === next.reference);

/** A register has said that the unit is not active, the counter has, or its certification has ended for it. */
const notActiveNews = (now: Standing): News => {
  const { code, active } = now.unit;
  if (now.next.reference === null) return { say: '', then: [] };
  if (isRefusedByCounter(now) && !STEPS[now.next.step].waits)
    return { say: refusalCause('unit-not-active', code).say, then: ['已经恢复正常的，可以在网上重新提交。'] };
  if (!active) return { say: inactiveCause(code).say, then: [inactiveCause(code).then] };
  return { say: `最近一次提交：${RESTORED.say}`, then: [RESTORED.then] };
};

/** `reason`: of the newest event. */
const reasonNews = (reason: NewsReason, now: Standing): News => {
  const { code } = now.unit;
  switch (reason) {
    case 'registry-mismatch':
    case 'agent-without-record': {
      const cause = REASON_SAID[reason](code);
      return newsOfCause({ ...cause, say: `最近一次提交：${cause.say}` }, now);
    }
    case 'unit-not-active':
      return notActiveNews(now);
    case 'papers-missing':
    case 'papers-differ':
    case 'not-authorized':
    case 'papers-in-doubt':
      return newsOfCause(refusalCause(reason, code), now);
    case 'representative-changed':
    case 'registration-changed':
    case 'agent-withdrew':
      return { say: '', then: [] };
    case 'revoked': {
      const { certificate, authority } = classWords(code);
      const check = `请对照${certificate}核对登记信息，有错误的，请先联系${authority}更正。`;
      return { say: '', then: [check, '没有错误的，可以马上重新提交。'] };
    }
    case 'case-expired':
      return { say: '人工核验满30天没有办理，已结束。', then: [againSaid(now)] };
    case 'claim-expired':
      return newsOfCause(explain('expired', null, code), now);
    case 'recheck-expired':
      return { say: RECHECK_EXPIRED_SAID, then: ['登记信息更新以后，请在页面上重新提交。'] };
  }
};

const newsOf = (now: Standing): News => {
  const { reason } = now.next;
  if (isUnknown(now)) return UNKNOWN;
  return reason === null ? { say: '', then: [START_SAID] } : reasonNews(reason, now);
};

/** After a case that came to nothing. */
export const againSaid = (now: Standing): string =>
  isOpen(now, 'counter') ? '可以重新申请。' : '可以在网上提交。';

/** The sentence about the newest event. None when the step says it. */
export const newsSaid = (now: Standing): readonly Said[] =>
  STEPS[now.next.step].saysNews ? [] : [newsOf(now).say].filter((say) => say !== '');

// The ways

/** The words for a way that a limit closes. `others`: the words for the ways that are open. */
const closedWords = (way: Way, until: Html, others: string, code: string): Said => {
  switch (way) {
    case 'certify':
      return html`提交次数已用完，${until}以后可以再提交${others}。`;
    case 'counter':
      return html`人工核验的申请次数已用完，${until}以后可以再申请。`;
    case 'replace':
      return html`${classWords(code).head}重新认证的次数已用完，${until}以后可以再提交。`;
    case 'withdraw':
      return html`代理人撤回的次数已用完，${until}以后可以再提交。`;
    case 'recheck':
    case 'withdraw-kept':
      return html`这一项${until}以后可以再办。`; // no limit closes them today
  }
};

const UNLOCK_SAID = '急需办理的，核实身份后我可以帮您解除限制。';
const UNLOCK_BY_HOTLINE_SAID = '急需办理的，请拨打页面上写的服务热线，核实身份后可以解除限制。';

/** The sentences for those ways of `told` that a limit closes. */
const closedSaid = (now: Standing, told: readonly Way[], others = ''): readonly Said[] => {
  const { unit, next, mayUnlock } = now;
  const closed = told.flatMap((way) => next.closed.filter((one) => one.way === way));
  if (closed.length === 0) return [];
  const words = closed.map(({ way, until }) =>
    closedWords(way, part(spoken(nextInstantWords(until))), others, unit.code),
  );
  return [...words, mayUnlock ? UNLOCK_SAID : UNLOCK_BY_HOTLINE_SAID];
};

const CLAIMS: readonly Way[] = ['certify', 'counter'];

/** The words for the ways that are open while the form is closed. */
const othersWords = (now: Standing): string =>
  [
    isOpen(now, 'recheck') ? '；信息刚变更过的，现在就可以在页面上申请自动复核' : '',
    isOpen(now, 'counter') ? '；也可以在页面上申请人工核验，带材料到窗口办理' : '',
  ].join('');

// The steps

/** As the portal's page, which asks nobody to come again before a return. */
const SEEN_SAID: readonly Said[] = [
  '材料已经看过，正由另一名核验人员复核；在窗口的请稍等。',
  '需要再看原件的，页面会显示“材料需要再看一遍”。',
];

const bringSaid = ({ unit, next, waiting }: Standing): readonly Said[] => {
  const { code } = unit;
  const byAgent = waiting?.applicant === 'agent';
  const isInactive = unit.active === false;
  const papers = papersOf(byAgent, isInactive).map((paper) => paperWords(paper, code));
  const number = next.reference === null ? '' : html`，报编号${numberWords(next.reference)}`;
  const bring = (again = '') =>
    html`请${byAgent ? '代理人' : classWords(code).head}本人最晚在${dayWords(next.until)}，带${papers.join('、')}${again}到窗口（都要原件）${number}。去之前请核对窗口地点和办公时间。`;
  const { say, then } = inactiveCause(code);
  if (isInactive) return [say, then, html`登记已恢复但仍显示异常的，${bring()}`];
  if (next.again) return ['人工核验的材料需要再看一遍。', html`在窗口的，请稍等；已经离开的，${bring('再')}`];
  return [html`贵单位已申请人工核验：${bring()}`];
};

/** The step has no last day, so the sentence takes that of the stored claim. */
const checkingSaid = ({ unit, next }: Standing): readonly Said[] => {
  const kept = unit.waiting.find(({ purpose }) => purpose === 'pending');
  const number = next.reference === null ? '' : html`编号${numberWords(next.reference)}，`;
  const day = kept ? html`最晚等到${dayWords(kept.expiresAt)}，` : '';
  return ['登记系统暂时没有答复，正在等待核验，不用重复提交。', html`${number}${day}有结果页面会更新。`];
};

const recheckingSaid = (now: Standing): readonly Said[] => {
  const { unit, next } = now;
  const number = next.reference === null ? '' : html`，编号${numberWords(next.reference)}`;
  return [
    html`贵单位已申请自动复核${number}：登记信息更新后自动核验，最晚${dayWords(next.until)}有结果，不用重复提交；登记还没有变更的，请先到${classWords(unit.code).authority}办理。`,
    ...closedSaid(now, CLAIMS, othersWords(now)),
  ];
};

const noneSaid = (now: Standing): readonly Said[] => {
  const { reason, reference } = now.next;
  const number = reference === null ? '' : html`，编号${numberWords(reference)}`;
  return [
    CERTIFIED_SAID,
    ...(reason === null ? [] : [html`最近一次重新认证没有通过${number}，不影响现在的认证。`]),
    ...closedSaid(now, ['replace', 'withdraw']),
  ];
};

/** The advice for a caller who says that the unit was restored. A re-check helps only when the claim was refused for that alone. */
const restoredSaid = (now: Standing): readonly string[] => {
  const papers = '申请人工核验，带登记机关恢复登记的文书原件到窗口';
  const atCounter = isOpen(now, 'counter');
  if (isOpen(now, 'recheck') && now.next.reason === 'unit-not-active')
    return [`刚恢复正常的，可以在页面上申请自动复核${atCounter ? `，或者${papers}` : ''}。`];
  return atCounter ? [`登记已恢复但仍显示异常的，可以${papers}。`] : [];
};

/** As the portal's page. Why is told by officers alone. */
const HELD_SAID = '贵单位暂时不能在网上办理，要先由核验人员处理。我可以帮您转接或者登记。';

const authoritySaid = (now: Standing): readonly Said[] => {
  const { unit, next } = now;
  if (unit.heldSince !== null) return [HELD_SAID];
  const { say, then } = inactiveCause(unit.code);
  if (next.reason === 'papers-in-doubt') {
    const doubt = refusalCause(next.reason, unit.code);
    return [doubt.say, doubt.then];
  }
  if (isRefusedByCounter(now) && isOpen(now, 'counter'))
    return [say, refusalCause('unit-not-active', unit.code).then];
  const closed = next.reason === 'unit-not-active' ? closedSaid(now, CLAIMS) : [];
  return [say, then, ...restoredSaid(now), ...closed];
};

/** Without a reason the unit begins. With a refusal of the counter the advice is that of the refusal. */
const counterSaid = (now: Standing): readonly Said[] => {
  const { reason } = now.next;
  if (reason === null) return [START_AT_COUNTER_SAID];
  const isRefusal = CASE_REFUSALS.some((one) => one === reason);
  return [...(isRefusal ? newsOf(now).then : AT_COUNTER_AGAIN_SAID), ...closedSaid(now, CLAIMS)];
};

const START_AT_COUNTER_SAID =
  '请由单位管理员登录，在“单位设置”的“认证中心”填写并申请人工核验，再带材料到窗口：这类单位由窗口核验。';
const AT_COUNTER_AGAIN_SAID: readonly Said[] = [
  '贵单位由窗口核验。',
  '请在页面上重新申请人工核验，再带材料原件到窗口。',
];

const laterSaid = (now: Standing): readonly Said[] => {
  const check = `请对照${classWords(now.unit.code).certificate}和证件，把几项都核对一遍。`;
  return [
    ...(now.next.reason === 'registry-mismatch' ? [check] : []),
    ...closedSaid(now, CLAIMS, othersWords(now)),
  ];
};

const correctSaid = (now: Standing): readonly Said[] => {
  const { attempts } = now.next;
  const advice = newsOf(now).then.join('');
  const left = attempts === null ? '' : `还可以在网上提交${attempts}次。`;
  return [advice + left, ...closedSaid(now, CLAIMS)];
};

const certifySaid = (now: Standing): readonly Said[] => [...newsOf(now).then, ...closedSaid(now, CLAIMS)];

const renewSaid = ({ unit, next }: Standing): readonly Said[] => {
  const reason = [unit.due?.reason ?? null, next.reason].find(isLapse);
  return [dueSaid(next.until, reason, unit.code)];
};

const NO_SOURCE_SAID: readonly Said[] = [
  '本网站没有这类单位的登记信息，暂时不能认证。',
  '我可以帮您登记，转给运维人员。',
];

interface StepSaid {
  /** The unit is not asked to certify again meanwhile. */
  waits?: true;
  /** The step's own sentences say what has become of the certification. */
  saysCertification?: true;
  /** The step's own sentences say what has happened, or it does not matter now. */
  saysNews?: true;
  sentences: (now: Standing) => readonly Said[];
}

const STEPS: Record<Step, StepSaid> = {
  deciding: { waits: true, saysNews: true, sentences: () => SEEN_SAID },
  bring: { waits: true, saysNews: true, sentences: bringSaid },
  checking: { waits: true, saysNews: true, sentences: checkingSaid },
  none: { saysCertification: true, saysNews: true, sentences: noneSaid },
  rechecking: { waits: true, sentences: recheckingSaid },
  'no-source': { sentences: () => NO_SOURCE_SAID },
  administrator: { sentences: () => [START_SAID] },
  authority: { saysNews: true, sentences: authoritySaid },
  counter: { sentences: counterSaid },
  later: { sentences: laterSaid },
  correct: { sentences: correctSaid },
  renew: { saysCertification: true, sentences: renewSaid },
  certify: { sentences: certifySaid },
};

/** The sentences of the step: the action and its last day. */
export const stepSaid = (now: Standing): readonly Said[] => STEPS[now.next.step].sentences(now);

/** For a unit that was never certified. */
const beginningSaid = ({ unit, next }: Standing): readonly Said[] => {
  const { saysCertification } = STEPS[next.step];
  if (saysCertification || unit.status === 'certified') return [];
  return next.step === 'checking' ? [] : ['贵单位还没有认证。'];
};

/** The sentences for a unit that was found by its code. */
export const unitSaid = (now: Standing): readonly Said[] => {
  const certification = certificationSaid(now);
  const isRevoked = lapseOf(now) === 'revoked' && !STEPS[now.next.step].waits && now.unit.heldSince === null;
  return [
    ...(certification.length > 0 ? certification : beginningSaid(now)),
    ...newsSaid(now),
    ...stepSaid(now),
    ...(isRevoked ? [WHY_REVOKED_SAID] : []),
  ];
};

const UNLOCKED_SAID = '已经解除了，请刷新页面。';

/** After the unlock. */
export const unlockedSaid = (now: Standing): readonly Said[] =>
  now.next.step === 'checking'
    ? ['已经解除了，等待中的提交会马上再核验，不用重复提交。']
    : [UNLOCKED_SAID, ...stepSaid(now)];
