/** The sentences for the person who calls, by how the unit stands now. */
import { html } from 'hono/html';
import type { CaseOverview, RefusedCase } from '../cases/queue.ts';
import { publicReason, type Finding } from '../certification/decide.ts';
import { papersOf } from '../contract/cases.ts';
import { shownReference } from '../contract/reference.ts';
import { sourceOf } from '../contract/sources.ts';
import type { EndReason } from '../contract/reasons.ts';
import { REPLACING } from '../limits/limits.ts';
import type { UnitOverview } from '../units/administration.ts';
import type { Referred, SubmissionSeen } from '../units/submissions.ts';
import { isAllowed } from './access.ts';
import { lastDayWords, nextInstantWords, spoken } from './dates.ts';
import { part, type Said } from './layout.ts';
import { isNeedless, isOvertaken } from './queue.ts';
import type { Visit } from './route.ts';
import {
  classWords,
  END_WORDS,
  explain,
  inactiveCause,
  paperWords,
  refusalCause,
  type Cause,
} from './words.ts';

/** How the unit stands now. `hindrances`: sentences on a case that waits, a unit that is not active, and attempts that are used up. */
export interface Standing {
  unit: UnitOverview;
  hindrances: readonly Said[];
  /** The newest first. */
  attempts: readonly SubmissionSeen[];
  /** Its last refusal at the counter. */
  refused: RefusedCase | undefined;
  /** The service has a counter. */
  hasCounter: boolean;
}

/** The advice, with the counter where there is one. */
export const thenSaid = ({ then, atCounter = '' }: Cause, hasCounter: boolean): string =>
  hasCounter ? then + atCounter : then;

/** The next step. `then`: the advice of the time that the reference is of; `isPassed`: it is of a certification. */
export const nextStep = (
  now: Standing | undefined,
  then: readonly Said[],
  isPassed: boolean = false,
): readonly Said[] => {
  if (!now) return then;
  const { unit, hindrances } = now;
  const isCertified = unit.status === 'certified';
  if (isCertified && !unit.due) return isPassed ? then : ['贵单位后来已经认证，可以办理相关业务。'];
  if (isCertified || isPassed) return unitSaid(now);
  return hindrances.length > 0 ? hindrances : then;
};

type Refusals = NonNullable<Referred['refusals']>;

export const isUsedUp = ({ used, cap }: UnitOverview['limits'][number]): boolean => cap > 0 && used >= cap;

/** Whether the unit's page shows that the limit has room again. */
const hasRoom = ({ unit }: Standing, { limit }: Refusals): boolean =>
  ![...unit.unlisted, REPLACING.name].some((name) => name === limit) &&
  !unit.limits.some((each) => each.limit.replace('registration.', '') === limit && isUsedUp(each));

export const roomSaid = (now: Standing | undefined, refusals: Refusals): string => {
  if (!now || !hasRoom(now, refusals)) return '当时次数已用完，请在页面写明的时间以后再试。';
  return `当时次数已用完，现在已经恢复，可以再${refusals.limit === 'casesPer30Days' ? '申请' : '提交'}。`;
};

const inactive = (code: string): readonly string[] => {
  const { say, then } = inactiveCause(code);
  return [say, then];
};

/** In the place of the words of a refusal because of the unit's state. */
const RESTORED: Cause = {
  say: '当时登记状态异常，没有通过；现在登记状态正常。',
  then: '可以在网上重新提交。',
};

/** A refusal whose cause is gone by now is not told as if it held. `active`: the unit's, by the register. */
export const explainNow = (
  { outcome, finding }: Pick<SubmissionSeen, 'outcome' | 'finding'>,
  code: string,
  active: UnitOverview['active'] | undefined,
): Cause => (finding === 'unit-not-active' && active ? RESTORED : explain(outcome, finding, code));

/** The last attempt, if it was refused after the last certification. */
const rejectedIn = (
  { since }: UnitOverview,
  [last]: readonly SubmissionSeen[],
): SubmissionSeen | undefined =>
  last?.outcome === 'rejected' && (since === null || last.at > since) ? last : undefined;

/** As the portal's page, which asks nobody to come again before a return. */
const SEEN_SAID: readonly Said[] = [
  '材料已经看过，正由另一名核验人员复核；在窗口的请稍等。',
  '需要再看原件的，页面会显示“材料需要再看一遍”。',
];

/** The sentences for a case that has not ended. `canSubmit`: the unit was not active when it was refused, is so now, and has attempts. */
const waitingSaid = (
  { state, reference, until, applicant, unitCode, returned }: CaseOverview,
  { active }: UnitOverview,
  canSubmit: boolean,
): readonly Said[] => {
  const number = html`<span class="code">${shownReference(reference)}</span>`;
  const day = part(spoken(lastDayWords(until)));
  const who = applicant === 'agent' ? '代理人' : classWords(unitCode).head;
  const papers = papersOf(applicant === 'agent', active === false)
    .map((paper) => paperWords(paper, unitCode))
    .join('、');
  const bring = (again = '') =>
    html`请${who}本人最晚在${day}，带${papers}${again}到窗口（都要原件），报编号${number}。去之前请核对窗口地点和办公时间。`;
  if (state === 'proposed') return SEEN_SAID;
  if (active === false) return [...inactive(unitCode), html`登记已恢复但仍显示异常的，${bring()}`];
  if (canSubmit) return [html`可以在网上重新提交，通过以后不用去窗口。仍要去窗口的，${bring()}`];
  if (returned) return ['人工核验的材料需要再看一遍。', html`在窗口的，请稍等；已经离开的，${bring('再')}`];
  return [html`贵单位已申请人工核验：${bring()}`];
};

const neededNoMore = (now: Standing): readonly Said[] => [
  '贵单位在网上通过了认证，人工核验因此结束，不用再去窗口。',
  ...nextStep(now, ['可以办理相关业务。'], true),
];

export const caseSaid = (found: CaseOverview, now: Standing): readonly Said[] => {
  switch (found.state) {
    case 'open':
    case 'proposed':
      return isOvertaken(found, now.unit) ? neededNoMore(now) : nextStep(now, []);
    case 'certified':
      return ['人工核验已通过。', ...nextStep(now, ['可以办理相关业务。'], true)];
    case 'refused': {
      const reason = found.proposal!.reason!;
      const { say, then } = refusalCause(reason, found.unitCode);
      const next = nextStep(now, [then]);
      const isSaid = (sentence: Said) =>
        reason === 'unit-not-active' && sentence === inactiveCause(found.unitCode).say;
      return [say, ...next.filter((sentence) => !isSaid(sentence))];
    }
    case 'withdrawn':
      if (isNeedless(found)) return neededNoMore(now);
      return ['人工核验已撤回。', ...nextStep(now, ['可以重新申请。'])];
    case 'expired':
      return ['人工核验满30天没有办理，已结束。', ...nextStep(now, ['可以重新申请。'])];
  }
};

/** The attempts of the same kind that are used up: the instant at which all are back. */
const lockedUntil = (unit: UnitOverview, isOf: (limit: string) => boolean): string | undefined =>
  unit.limits
    .filter((each) => isOf(each.limit) && isUsedUp(each))
    .map(({ resetsAt }) => resetsAt)
    .sort()
    .at(-1);

const UNIT_SAID: Record<Exclude<UnitOverview['status'], 'lapsed'>, string> = {
  certified: '贵单位已经认证，可以办理相关业务。',
  pending: '登记系统暂时没有答复，正在等待核验，不用重复提交。',
  uncertified: '贵单位还没有认证。',
};

/** In the place of the advice to submit again: the register is asked again without it. */
const recheckSaid = ({ waiting, code }: UnitOverview): readonly Said[] => {
  const kept = waiting.find(({ purpose }) => purpose === 'recheck');
  if (!kept) return [];
  const day = part(spoken(lastDayWords(kept.expiresAt)));
  return [
    html`贵单位已申请自动复核：登记信息更新后自动核验，最晚${day}有结果，不用重复提交；登记还没有变更的，请先到${classWords(code).authority}办理。`,
  ];
};

/** For a unit that is not active, by how it learned so. `canApply`: for the counter. `usedUpUntil`: it cannot submit before; `unlock` says how it can. */
const inactiveSaid = (
  { unit, attempts, refused }: Omit<Standing, 'hindrances'>,
  canApply: boolean,
  usedUpUntil: string | undefined,
  unlock: string,
): readonly Said[] => {
  const recheck = recheckSaid(unit);
  const { code } = unit;
  if (recheck.length > 0) return [inactiveCause(code).say, ...recheck];
  if (rejectedIn(unit, attempts)?.finding === 'unit-not-active') {
    const counter = '申请人工核验，带登记机关恢复登记的文书原件到窗口';
    if (!usedUpUntil)
      return [
        ...inactive(code),
        `刚恢复正常的，可以在页面上申请自动复核${canApply ? `，或者${counter}` : ''}。`,
      ];
    return [
      ...inactive(code),
      '已经恢复正常的，页面上有“申请自动复核”的，现在就可以申请。',
      html`已经恢复正常、页面上没有“申请自动复核”的，${part(spoken(nextInstantWords(usedUpUntil)))}以后可以再提交；${unlock}`,
      ...(canApply ? [`也可以${counter}。`] : []),
    ];
  }
  const { say, then } = inactiveCause(code);
  return [say, refused?.reason === 'unit-not-active' ? refusalCause(refused.reason, code).then : then];
};

const checkSaid = (code: string): string => `请对照${classWords(code).certificate}和证件，把几项都核对一遍。`;

const unlockWords = ({ session }: Visit): string =>
  isAllowed(session.roles, 'unit.unlock')
    ? '急需办理的，核实身份后我可以帮您解除限制。'
    : '急需办理的，请拨打页面上写的服务热线，核实身份后可以解除限制。';

/** The sentences that matter now, beside the status. `found`: the case that has not ended. */
export const hindrances = (
  visit: Visit,
  known: Omit<Standing, 'hindrances'>,
  found: CaseOverview | undefined,
): readonly Said[] => {
  const { unit, attempts, hasCounter } = known;
  if (unit.status === 'certified' && !unit.due) return [];
  const forCase = lockedUntil(unit, (limit) => limit === 'casesPer30Days');
  const forSubmission = lockedUntil(
    unit,
    (limit) => limit !== 'casesPer30Days' && !limit.startsWith('registration.'),
  );
  const rejected = rejectedIn(unit, attempts);
  const isForInactive = rejected?.finding === 'unit-not-active';
  const isForMismatch = rejected != null && publicReason(rejected.finding as Finding) === 'registry-mismatch';
  const canSubmit = !forSubmission && isForInactive;
  const waiting = found && !isOvertaken(found, unit) ? waitingSaid(found, unit, canSubmit) : [];
  const isWaiting = waiting.length > 0;
  const isForPerson = (limit: string) => limit === 'personPerDay';
  const canApply = hasCounter && !isWaiting && !forCase && !lockedUntil(unit, isForPerson);
  if (unit.active === false)
    return isWaiting
      ? [...waiting, ...recheckSaid(unit)]
      : inactiveSaid(known, canApply, forSubmission, unlockWords(visit));
  const recheck = isForInactive ? [] : recheckSaid(unit); // it is active again, and can submit
  const toCounter = canApply ? '；也可以在页面上申请人工核验，带材料到窗口办理' : '';
  const usedUp = [
    ...(forSubmission && recheck.length === 0 && isForMismatch ? [checkSaid(unit.code)] : []),
    ...(forSubmission
      ? [html`提交次数已用完，${part(spoken(nextInstantWords(forSubmission)))}以后可以再提交${toCounter}。`]
      : []),
    ...(forCase && !isWaiting
      ? [html`人工核验的申请次数已用完，${part(spoken(nextInstantWords(forCase)))}以后可以再申请。`]
      : []),
  ];
  return [...waiting, ...recheck, ...usedUp, ...(usedUp.length > 0 ? [unlockWords(visit)] : [])];
};

const lapsedSaid = ({ reason, active }: UnitOverview): string => {
  const again = active === false ? '' : '，请重新认证';
  if (reason === 'unit-not-active' && active)
    return '当时登记状态异常，贵单位的认证已经失效；现在登记状态正常，请重新认证。';
  if (reason === 'revoked') return `经工作人员核实，贵单位原来的认证不应当有效，已经撤销${again}。`;
  // A unit that is not active hears why in the next sentence.
  const isSaidNext = reason === 'unit-not-active' && active === false;
  const why = isSaidNext ? '' : whyWords(reason as EndReason);
  return `${why ? `${why}，` : ''}贵单位的认证已经失效${again}。`;
};

/** True also where staff have taken the agent off. */
const whyWords = (reason: EndReason): string =>
  reason === 'agent-withdrew' ? '办理认证的代理人不再代理贵单位' : END_WORDS[reason];

const standingSaid = (unit: UnitOverview): Said => {
  const { status, due, code } = unit;
  if (due) {
    const day = part(spoken(lastDayWords(due.at)));
    const agent = due.reason === 'agent-withdrew' ? '新的代理人' : '代理人';
    return html`贵单位的认证有效。因为${whyWords(due.reason)}，请最晚在${day}由${classWords(code).head}或者${agent}重新认证；到那一天（含当天）业务照常办理。`;
  }
  return status === 'lapsed' ? lapsedSaid(unit) : UNIT_SAID[status];
};

const UNKNOWN_SAID = {
  say: '登记数据里没有查到贵单位。',
  then: '请核对代码；刚登记的单位，请过几天再试。',
};

const revokedCause = (code: string): Cause => {
  const { certificate, authority } = classWords(code);
  return {
    say: `请对照${certificate}核对登记信息，有错误的，请先联系${authority}更正。`,
    then: '没有错误的，可以马上重新提交。',
  };
};

/** For a unit that no source has: only the counter can certify it again. */
const REVOKED_AT_COUNTER_SAID = {
  say: '贵单位由窗口核验。',
  then: '请在页面上重新申请人工核验，再带材料原件到窗口。',
};

/** The portal's page sends a user who asks for the reason to the hotline. */
const WHY_REVOKED_SAID = '撤销的原因由核验人员答复，我可以帮您转接或者登记。';

/** Why a unit that is active has no certification: by the register, or by the newer one since of its last attempt and its last refusal at the counter. */
const causeOf = ({ unit, attempts, refused, hasCounter }: Standing): Cause | undefined => {
  const { status, active, code, since, reason, method } = unit;
  const [last] = attempts;
  if (active === false) return undefined;
  const newest = last && (since === null || last.at > since) ? last.at : (since ?? '');
  if (refused && refused.endedAt >= newest) return refusalCause(refused.reason, code);
  const rejected = rejectedIn(unit, attempts);
  // A partner may know a unit that the imported data do not have.
  const isUnknown =
    status !== 'lapsed' &&
    active === null &&
    sourceOf(code) &&
    (!rejected || rejected.finding === 'unit-not-found');
  if (isUnknown) return UNKNOWN_SAID;
  if (!rejected && reason === 'revoked')
    return hasCounter && active === null && method === 'counter'
      ? REVOKED_AT_COUNTER_SAID
      : revokedCause(code);
  if (!rejected) return undefined;
  const cause = explainNow(rejected, code, active);
  return { ...cause, say: `最近一次提交：${cause.say}` };
};

/** The number and the last day of a submission that waits. */
const pendingSaid = ({ unit, attempts }: Standing): readonly Said[] => {
  const sent = attempts.find(({ outcome }) => outcome === 'pending');
  const kept = unit.waiting.find(({ purpose }) => purpose === 'pending');
  if (!sent || !kept) return [];
  const number = html`<span class="code">${shownReference(sent.reference)}</span>`;
  const day = part(spoken(lastDayWords(kept.expiresAt)));
  return [html`编号${number}，最晚等到${day}，有结果页面会更新。`];
};

/** The first step of a unit that has not begun. */
const startSaid = ({ code }: UnitOverview, hasCounter: boolean): string =>
  hasCounter && !sourceOf(code)
    ? '请由单位管理员登录，在“单位设置”的“认证中心”填写并申请人工核验，再带材料到窗口：这类单位由窗口核验。'
    : '请由单位管理员登录，在“单位设置”的“认证中心”办理实名认证。';

/** The sentences for a unit that was found by its code. */
export const unitSaid = (now: Standing): readonly Said[] => {
  const { unit, hindrances, hasCounter } = now;
  const standing = standingSaid(unit);
  if (unit.status === 'certified') return [standing, ...hindrances];
  if (unit.status === 'pending') return [standing, ...pendingSaid(now), ...hindrances];
  const cause = causeOf(now);
  const happened = cause ? [standing, cause.say] : [standing];
  const why = unit.status === 'lapsed' && unit.reason === 'revoked' ? [WHY_REVOKED_SAID] : [];
  if (hindrances.length > 0) return [...happened, ...hindrances, ...why];
  if (cause) return [...happened, thenSaid(cause, hasCounter), ...why];
  return unit.status === 'uncertified' ? [...happened, startSaid(unit, hasCounter)] : happened;
};

/** After the unlock. */
export const unlockedSaid = (now: Standing): readonly Said[] => {
  const { unit, hindrances, hasCounter } = now;
  if (unit.status === 'pending') return ['已经解除了，等待中的提交会马上再核验，不用重复提交。'];
  const unlocked = '已经解除了，请刷新页面。';
  if (unit.status === 'certified') return [unlocked, standingSaid(unit)];
  if (hindrances.length > 0) return [unlocked, ...hindrances];
  const cause = causeOf(now);
  return [unlocked, cause ? thenSaid(cause, hasCounter) : '请核对以后再提交一次。'];
};
