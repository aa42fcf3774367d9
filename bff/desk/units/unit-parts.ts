/**
 * The parts of a unit's page: its state, the submission or case of a reference, its limits, its
 * submissions.
 */
import { html } from 'hono/html';
import type { CaseOverview, RefusedCase } from '../../cases/index.ts';
import type { NextStep } from '../../contract/next.ts';
import { shownReference } from '../../contract/reference.ts';
import { sourceOf } from '../../contract/sources.ts';
import type { EndReason } from '../../contract/reasons.ts';
import type { Recheck, Referred, SubmissionSeen, UnitOverview, Unlisted } from '../../staff/index.ts';
import type { TakenOff } from '../../certifications/index.ts';
import type { Tables } from '../../database/index.ts';
import type { Decided } from '../../proposals/index.ts';
import type { Unlocking } from '../../limits/index.ts';
import { isAllowed } from '../people/access.ts';
import { instantWords, lastDayWords, nextInstantWords, spoken } from '../words/dates.ts';
import { actorWords } from '../words/event-words.ts';
import { reasonField } from '../page/fields.ts';
import {
  badge,
  buttonLink,
  card,
  codeLink,
  codeWords,
  facts,
  fold,
  form,
  joined,
  part,
  remark,
  sayBox,
  table,
  warning,
  type Fact,
  type Html,
  type Mistake,
  type Said,
} from '../kit/index.ts';
import { isWaiting, ONLINE, PLACES, stateWords } from '../words/case-words.ts';
import type { Visit } from '../page/route.ts';
import { caseSaid, isPassed, recheckSaid, submissionSaid } from '../sentences/reference-sentences.ts';
import { submissionText } from '../sentences/page-text.ts';
import { type Speaker, speakerOf, type Standing } from '../sentences/unit-sentences.ts';
import {
  APPLICANT_WORDS,
  END_WORDS,
  HELD_WORDS,
  INSIDE,
  insideWords,
  limitWords,
  METHOD_WORDS,
  registeredWords,
  siteWords,
  STATUS_WORDS,
  SUBMISSION_WORDS,
  TAKEN_OFF_WORDS,
} from '../words/words.ts';

export const UNIT_SEARCH = {
  path: '/units',
  title: '查询单位',
  name: 'query',
  label: '编号或单位代码',
  hint: '来电人报的8位编号，例如 K7M2-9QXH；或统一社会信用代码、组织机构代码',
  button: '查询',
  hasFocus: true,
};

const sayPart = (sentences: readonly Said[]): Html =>
  html`<h3>可以这样告诉来电人</h3>
    ${sayBox(sentences)}`;

const insidePart = (inside: string): Html | '' => (inside === '' ? '' : warning(INSIDE, inside));

const REASON_INSIDE: Record<Speaker, (what: string) => string> = {
  clerk: (what) => `这里不显示${what}的原因，请不要猜测。来电人追问的，记下单位代码，转给核验人员。`,
  officer: (what) => `${what}的原因在“认证管理”里看，按您单位的规定答复。`,
};

/** Where the reason of a hold or a revocation is. */
export const revokedInside = (now: Standing): string => {
  const inside = REASON_INSIDE[speakerOf(now)];
  if (now.unit.heldSince !== null) return inside('暂停');
  return now.unit.reason === 'revoked' ? inside('撤销') : '';
};

const referencePart = (
  reference: string,
  said: readonly Said[],
  known: readonly Fact[],
  inside: Html | '' = '',
): Html =>
  card({
    title: html`编号 ${codeWords(shownReference(reference))}`,
    body: [sayPart(said), inside, facts(known)],
  });

export const submissionPart = (
  submission: NonNullable<Referred['submission']>,
  recheck: Recheck | null,
  now: Standing,
): Html => {
  const inside = isPassed(submission) ? revokedInside(now) : insideWords(submission.finding);
  const { title, said, next } = submissionText(submission, submission.unitCode);
  return referencePart(
    submission.reference,
    submissionSaid(submission, now),
    [
      ['时间', part(instantWords(submission.at))],
      [
        '办理',
        `${recheck ? '自动复核' : FLOW_WORDS[submission.flow]}，${APPLICANT_WORDS[submission.applicant]}提交，${siteWords(submission.siteId)}`,
      ],
      ['告诉用户的', `${title}。${said}${next}`],
    ],
    insidePart(inside),
  );
};

const FLOW_WORDS: Record<Tables['submission']['flow'], string> = {
  certification: '实名认证',
  registration: '单位注册',
  withdrawal: '代理人撤回认证',
};

const RECHECK_WORDS: Record<Recheck['state'], string> = {
  kept: '等待登记信息更新',
  expired: '已结束，没有通过',
  decided: '已有结果',
  superseded: '已结束：由后来的提交代替',
  ended: '已结束：已撤回，或者不再需要',
};

const referenceLink = (reference: string): Html =>
  codeLink(`${UNIT_SEARCH.path}?query=${reference}`, shownReference(reference));

/** A re-check that no submission has decided. */
export const recheckPart = (reference: string, recheck: Recheck, now: Standing): Html =>
  referencePart(reference, recheckSaid(recheck, reference, now), [
    ['自动复核', `${RECHECK_WORDS[recheck.state]}，${siteWords(recheck.siteId)}`],
    ['期限', recheck.until && part(instantWords(recheck.until))],
    ['未通过的提交', recheck.refused && referenceLink(recheck.refused)],
  ]);

const workLink = ({ session }: Visit, found: CaseOverview): Html | '' =>
  isAllowed(session.roles, 'case.look') && isWaiting(found)
    ? html`<p>${buttonLink(`/cases/${found.reference}`, '办理这件申请')}</p>`
    : '';

/** Beside the unit or one of its submissions, so that nobody is sent to apply again. */
export const waitingCase = ({ session }: Visit, found: CaseOverview): Html => {
  const { reference, state, until } = found;
  const path = isAllowed(session.roles, 'case.look')
    ? `/cases/${reference}`
    : `${UNIT_SEARCH.path}?query=${reference}`;
  return remark(
    html`该单位有等待办理的人工核验 <b>${codeLink(path, shownReference(reference))}</b> ${stateWords(found)}
      ${state === 'proposed' ? '' : part(`期限${spoken(lastDayWords(until))}（含当天）`)}`,
  );
};

export const casePart = (visit: Visit, found: CaseOverview, now: Standing): Html => {
  const place = PLACES[now.next.step];
  const isOver = !isWaiting(found) || place !== 'waits';
  const state = isWaiting(found) && place === 'needless' ? ONLINE : stateWords(found);
  return card({
    title: html`人工核验 ${codeWords(shownReference(found.reference))} ${state}`,
    body: [
      sayPart(caseSaid(found, now)),
      insidePart(found.state === 'certified' ? revokedInside(now) : ''),
      facts([
        ['申请时间', part(instantWords(found.openedAt))],
        [
          '期限',
          isOver || found.state === 'proposed' ? '' : html`${part(lastDayWords(found.until))}（含当天）`,
        ],
      ]),
      workLink(visit, found),
    ],
  });
};

const isRestored = ({ status, due, checks }: UnitOverview): boolean =>
  status === 'certified' && due?.reason !== 'unit-not-active' && (checks ?? []).includes('restoration');

const registryWords = (unit: UnitOverview): string => {
  const { active, code, method, status } = unit;
  if (active === false && isRestored(unit)) return `${registeredWords(active)}，窗口已核验恢复登记的文书`;
  if (active !== null) return registeredWords(active);
  if (status === 'pending') return '由核验接口核验，等待答复';
  if (method === 'partner') return '导入的登记数据里没有，由核验接口核验';
  return sourceOf(code) ? '登记数据里没有这个单位' : '登记数据不包括这类单位，请以证书为准';
};

/** `givenName`: as the site gave it with a case, for a unit that the registry does not have. */
export const unitHeading = (unit: UnitOverview, givenName: string | null = null): Html => {
  const state = badge(
    unit.heldSince !== null
      ? ['bad', '已暂停认证']
      : unit.due
        ? ['care', '已认证，即将到期']
        : STATUS_WORDS[unit.status],
  );
  return html`${unit.name ?? givenName ?? codeWords(unit.code)} ${state}`;
};

interface StandingMore {
  /** To be read out. */
  said?: readonly Said[];
  /** Beside it, not to be read out. */
  inside?: string;
  /** As for `unitHeading`. */
  givenName?: string | null | undefined;
  /** The newest one is shown here, all of them below. */
  attempts?: readonly SubmissionSeen[];
  /** The last refusal at the counter. */
  refused?: RefusedCase | undefined;
  /** Shown to officers alone. */
  revoked?: Decided | undefined;
  placed?: Decided | undefined;
  takenOff?: TakenOff | undefined;
  /** The officer who took the agent off, and why: for officers. */
  tellsWhoTookOff?: boolean;
}

const newestWords = ([newest]: readonly SubmissionSeen[]): Html | string =>
  newest
    ? html`${part(instantWords(newest.at))}，${SUBMISSION_WORDS[newest.outcome]}，${part(html`编号${referenceLink(newest.reference)}`)}`
    : '180天内没有';

/** A worker has revoked what a hold did not see. */
const revokedFacts = ({ by, reason }: Decided): Fact[] => [
  [by.length > 1 ? '提议、复核' : '撤销人', by.map(actorWords).join('、')],
  ['原因', reason === 'held' ? HELD_WORDS : reason],
];

const placedFacts = ({ by, reason }: Decided): Fact[] => [
  ['暂停提议、复核', by.map(actorWords).join('、')],
  ['暂停的原因', reason],
];

/** Since when, by whom and on what the unit is certified; '' is never. */
const sinceWords = ({ since, by, method }: UnitOverview): Html | '' =>
  since === null
    ? ''
    : joined(
        [
          part(instantWords(since)),
          ...(by ? [part(`由${APPLICANT_WORDS[by]}办理`)] : []),
          ...(method ? [part(`依据${METHOD_WORDS[method]}`)] : []),
        ],
        '，',
      );

/** The last refusal at the counter, if the unit has not been certified since. */
const refusedWords = ({ since, status }: UnitOverview, refused: RefusedCase | undefined): Html | '' =>
  refused && (since === null || refused.endedAt > since) && status !== 'certified'
    ? html`${part(instantWords(refused.endedAt))}，未通过，${part(html`编号${referenceLink(refused.reference)}`)}`
    : '';

export const standingPart = (
  unit: UnitOverview,
  heading: Html | string,
  {
    said = [],
    inside = '',
    givenName = null,
    attempts,
    refused,
    revoked,
    placed,
    takenOff,
    tellsWhoTookOff = false,
  }: StandingMore = {},
): Html => {
  const reasonWords = (reason: EndReason) => (takenOff ? TAKEN_OFF_WORDS : END_WORDS[reason]);
  const { code, name, due, endedAt, reason, heldSince } = unit;
  const isNameless = name === null && givenName === null;
  return card({
    title: heading,
    body: [
      ...(said.length === 0 ? [] : [sayPart(said), insidePart(inside)]),
      facts([
        ['名称', name === null && givenName !== null ? '由网站提供，没有与登记数据核对' : ''],
        ['代码', isNameless ? '' : codeWords(code)], // it is the title
        ['登记状态', registryWords(unit)],
        ['最近的提交', attempts && newestWords(attempts)],
        ['人工核验', refusedWords(unit, refused)],
        ['认证时间', sinceWords(unit)],
        ['有效至', due && html`${part(`${lastDayWords(due.at)}（含当天）`)}，因为${reasonWords(due.reason)}`],
        [
          '已失效',
          endedAt &&
            html`${part(instantWords(endedAt))}${reason ? `，${reasonWords(reason as EndReason)}` : ''}`,
        ],
        ...(revoked ? revokedFacts(revoked) : []),
        ['已暂停认证', heldSince && part(instantWords(heldSince))],
        ...(placed ? placedFacts(placed) : []),
        [
          '代为撤回',
          takenOff && tellsWhoTookOff ? `${actorWords(takenOff.by)}，原因：${takenOff.reason}` : '',
        ],
        ...unit.waiting.map(
          ({ purpose, nextTryAt, expiresAt }) =>
            [
              purpose === 'pending' ? '等待登记系统' : '自动复核',
              html`下次核验${part(instantWords(nextTryAt))}，最晚到${part(instantWords(expiresAt))}`,
            ] as const,
        ),
      ]),
    ],
  });
};

const UNLISTED_WORDS: Record<Unlisted, string> = {
  ipPerHour: '同一地址的失败次数，最多再等一小时',
  personPerDay: '姓名和号码开头都相同的失败次数（所有单位合计），最多再等24小时',
};

const isUsedUp = ({ used, cap }: UnitOverview['limits'][number]): boolean => cap > 0 && used >= cap;

const limitTable = (limits: UnitOverview['limits']): Html =>
  table({
    rows: limits,
    columns: [
      { title: '范围', isHead: true, cell: ({ limit }) => limitWords(limit) },
      {
        title: '已用次数',
        kind: 'one-line',
        cell: (each) =>
          html`${each.used} / ${each.cap} ${isUsedUp(each) ? html`<span class="bad-text">已用完</span>` : ''}`,
      },
      { title: '何时恢复', kind: 'time', cell: ({ resetsAt }) => nextInstantWords(resetsAt) },
    ],
  });

/** The unit has nothing to send that a limit could close. */
const isFree = ({ step, closed }: NextStep): boolean => step === 'none' && closed.length === 0;

/** There is something to unlock. */
export const isLocked = ({ limits }: UnitOverview, next: NextStep): boolean =>
  limits.some(isUsedUp) && !isFree(next);

/** In the place of the form: who may unlock the unit. */
const UNLOCKER_WORDS: Record<Unlocking['who'], (until: string) => string> = {
  clerk: () => '',
  'another-clerk': (until) =>
    `您解除这个单位的次数已满。核实以后，请另一位热线人员解除；您自己${until}以后可以再解除。`,
  nobody: (until) => `这个单位解除的次数已满，${until}以后才可以再解除，谁来都一样。`,
};

/** `query`: what was searched, so that the page is the same after a mistake, and after a login. */
const unlockPart = (
  { session }: Visit,
  unlocking: Unlocking,
  { code, query, mistake }: { code: string; query: string; mistake: Mistake | undefined },
): Html =>
  unlocking.who === 'clerk'
    ? form(session, {
        action: `${UNIT_SEARCH.path}/unlock?query=${query}`,
        hidden: { code },
        body: reasonField('解除限制的原因', 'reason', mistake),
        buttons: [{ words: '解除限制', weight: 'second' }],
      })
    : html`<p>
        ${UNLOCKER_WORDS[unlocking.who](nextInstantWords(new Date(unlocking.until).toISOString()))}
      </p>`;

/** `unlocking`: undefined where the person's role does not unlock. */
export const limitsPart = (
  visit: Visit,
  { unit, next }: Standing,
  {
    unlocking,
    query,
    mistake,
  }: { unlocking: Unlocking | undefined; query: string; mistake: Mistake | undefined },
): Html => {
  const { code, limits, unlisted } = unit;
  const usedUp = limits.filter(isUsedUp);
  const usedUpPart = (): Html => {
    if (limits.length === 0)
      return html`<p>本单位现在没有占用提交次数（通过的和已解除的不计），不用解除限制。</p>`;
    if (usedUp.length === 0) return html`<p>提交次数没有一项用完，不用解除限制。</p>`;
    return html`${isFree(next) ? html`<p>单位已经认证，不用解除限制。</p>` : ''} ${limitTable(usedUp)}`;
  };
  const others = unlisted.map((limit) => UNLISTED_WORDS[limit]).join('；');
  return card({
    title: '提交次数',
    body: [
      usedUpPart(),
      unlocking && isLocked(unit, next) ? unlockPart(visit, unlocking, { code, query, mistake }) : '',
      fold(
        limits.length === 0 ? '这里看不到的限制' : `全部次数（${limits.length}项）`,
        html`<div>
          ${limits.length === 0 ? '' : limitTable(limits)}
          <p class="hint">这里看不到、解除不了的：${others}。</p>
        </div>`,
      ),
    ],
  });
};

export const attemptsPart = (attempts: readonly SubmissionSeen[]): Html => {
  const hasInside = attempts.some(({ finding }) => finding !== null);
  return card({
    title: '最近的提交',
    body: table({
      label: '最近的提交',
      rows: attempts,
      columns: [
        { title: '时间', kind: 'time', cell: ({ at }) => instantWords(at) },
        { title: '编号', kind: 'one-line', cell: ({ reference }) => referenceLink(reference) },
        { title: '提交人', kind: 'one-line', cell: ({ applicant }) => APPLICANT_WORDS[applicant] },
        { title: '结果', kind: 'one-line', cell: ({ outcome }) => SUBMISSION_WORDS[outcome] },
        hasInside && { title: INSIDE, cell: ({ finding }) => insideWords(finding) },
      ],
    }),
  });
};
