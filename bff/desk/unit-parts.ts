/** The parts of a unit's page: how it stands, what a reference is of, its limits, its submissions. */
import { html } from 'hono/html';
import type { CaseOverview, RefusedCase } from '../cases/index.ts';
import type { NextStep } from '../contract/next.ts';
import { shownReference } from '../contract/reference.ts';
import { sourceOf } from '../contract/sources.ts';
import type { EndReason } from '../contract/reasons.ts';
import type { Recheck, Referred, SubmissionSeen, UnitOverview, Unlisted } from '../staff/index.ts';
import type { TakenOff } from '../certifications/index.ts';
import type { Tables } from '../database/index.ts';
import type { Revoked } from '../proposals/index.ts';
import type { Unlocking } from '../limits/index.ts';
import { isAllowed } from './access.ts';
import { instantWords, lastDayWords, nextInstantWords, spoken } from './dates.ts';
import { actorWords } from './event-words.ts';
import { reasonField, type Mistake } from './fields.ts';
import { badge, codeWords, csrfField, part, sayBox, type Html, type Said } from './layout.ts';
import { ONLINE, PLACES, stateWords } from './queue.ts';
import type { Visit } from './route.ts';
import { caseSaid, isPassed, recheckSaid, submissionSaid } from './reference-sentences.ts';
import { submissionTold } from './told.ts';
import type { Standing } from './unit-sentences.ts';
import {
  APPLICANT_WORDS,
  END_WORDS,
  INSIDE,
  insideWords,
  limitWords,
  METHOD_WORDS,
  registeredWords,
  siteWords,
  STATUS_WORDS,
  SUBMISSION_WORDS,
  TAKEN_OFF_WORDS,
} from './words.ts';

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

const insidePart = (inside: string): Html | '' =>
  inside === ''
    ? ''
    : html`<div class="notice care">
        <p><strong>${INSIDE}</strong></p>
        <p>${inside}</p>
      </div>`;

const revokedInside = (unit: UnitOverview | undefined): string =>
  unit?.reason === 'revoked'
    ? '这里不显示撤销的原因，请不要猜测。来电人追问的，记下单位代码，转给核验人员。'
    : '';

const referencePart = (reference: string, said: readonly Said[], facts: Html, inside: Html | '' = ''): Html =>
  html`<section class="card">
    <h2>编号 <span class="code">${shownReference(reference)}</span></h2>
    ${sayPart(said)} ${inside}
    <dl>${facts}</dl>
  </section>`;

export const submissionPart = (
  submission: NonNullable<Referred['submission']>,
  recheck: Recheck | null,
  now: Standing,
): Html => {
  const inside = isPassed(submission) ? revokedInside(now.unit) : insideWords(submission.finding);
  const { title, said, next } = submissionTold(submission, submission.unitCode);
  return referencePart(
    submission.reference,
    submissionSaid(submission, now),
    html`<dt>时间</dt>
      <dd>${part(instantWords(submission.at))}</dd>
      <dt>办理</dt>
      <dd>
        ${recheck ? '自动复核' : flowWords(submission.flow)}，${applicantWords(submission.applicant)}提交，${siteWords(submission.siteId)}
      </dd>
      <dt>告诉用户的</dt>
      <dd>${title}。${said}${next}</dd>`,
    insidePart(inside),
  );
};

const FLOW_WORDS: Record<Tables['submission']['flow'], string> = {
  certification: '实名认证',
  registration: '单位注册',
  withdrawal: '代理人撤回认证',
};
const flowWords = (flow: string): string => FLOW_WORDS[flow as keyof typeof FLOW_WORDS] ?? flow;

const RECHECK_WORDS: Record<Recheck['state'], string> = {
  kept: '等待登记信息更新',
  expired: '已到期',
  decided: '已有结果',
  ended: '已结束：已撤回，或者不再需要',
};

const referenceLink = (reference: string): Html =>
  html`<a class="code" href="${UNIT_SEARCH.path}?query=${reference}">${shownReference(reference)}</a>`;

/** A re-check that no submission has decided. */
export const recheckPart = (reference: string, recheck: Recheck, now: Standing): Html =>
  referencePart(
    reference,
    recheckSaid(recheck, reference, now),
    html`<dt>自动复核</dt>
      <dd>${RECHECK_WORDS[recheck.state]}，${siteWords(recheck.siteId)}</dd>
      ${
        recheck.until
          ? html`<dt>期限</dt>
              <dd>${part(instantWords(recheck.until))}</dd>`
          : ''
      }
      ${
        recheck.refused === null
          ? ''
          : html`<dt>未通过的提交</dt>
              <dd>${referenceLink(recheck.refused)}</dd>`
      }`,
  );

const applicantWords = (applicant: string): string =>
  applicant === 'agent' || applicant === 'legal-representative' ? APPLICANT_WORDS[applicant] : applicant;

const isWaiting = ({ state }: CaseOverview): boolean => state === 'open' || state === 'proposed';

const workLink = ({ session }: Visit, found: CaseOverview): Html | '' =>
  isAllowed(session.roles, 'case.look') && isWaiting(found)
    ? html`<p><a class="button" href="/cases/${found.reference}">办理这件申请</a></p>`
    : '';

/** Beside the unit or one of its submissions, so that nobody is sent to apply again. */
export const waitingCase = ({ session }: Visit, found: CaseOverview): Html => {
  const { reference, state, until } = found;
  const path = isAllowed(session.roles, 'case.look')
    ? `/cases/${reference}`
    : `${UNIT_SEARCH.path}?query=${reference}`;
  return html`<div class="notice" role="status">
    <p>
      该单位有等待办理的人工核验
      <b><a class="code" href="${path}">${shownReference(reference)}</a></b> ${stateWords(found)}
      ${state === 'proposed' ? '' : part(`期限${spoken(lastDayWords(until))}（含当天）`)}
    </p>
  </div>`;
};

export const casePart = (visit: Visit, found: CaseOverview, now: Standing): Html => {
  const place = PLACES[now.next.step];
  const isOver = !isWaiting(found) || place !== 'waits';
  const state = isWaiting(found) && place === 'needless' ? ONLINE : stateWords(found);
  return html`<section class="card">
    <h2>人工核验 <span class="code">${shownReference(found.reference)}</span> ${state}</h2>
    ${sayPart(caseSaid(found, now))} ${insidePart(found.state === 'certified' ? revokedInside(now.unit) : '')}
    <dl>
      <dt>申请时间</dt>
      <dd>${part(instantWords(found.openedAt))}</dd>
      ${
        isOver || found.state === 'proposed'
          ? ''
          : html`<dt>期限</dt>
              <dd>${part(lastDayWords(found.until))}（含当天）</dd>`
      }
    </dl>
    ${workLink(visit, found)}
  </section>`;
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
  const state = badge(unit.due ? ['care', '已认证，即将到期'] : STATUS_WORDS[unit.status]);
  return html`${unit.name ?? givenName ?? codeWords(unit.code)} ${state}`;
};

interface StandingMore {
  /** To be read out. */
  said?: readonly Said[];
  /** As for `unitHeading`. */
  givenName?: string | null | undefined;
  /** The newest one is shown here, all of them below. */
  attempts?: readonly SubmissionSeen[];
  /** The last refusal at the counter. */
  refused?: RefusedCase | undefined;
  /** For officers. */
  revoked?: Revoked | undefined;
  takenOff?: TakenOff | undefined;
  /** The officer who took the agent off, and why: for officers. */
  tellsWhoTookOff?: boolean;
}

const newestWords = ([newest]: readonly SubmissionSeen[]): Html | string =>
  newest
    ? html`${part(instantWords(newest.at))}，${outcomeWords(newest.outcome)}，${part(html`编号${referenceLink(newest.reference)}`)}`
    : '180天内没有';

const revokedPart = ({ by, reason }: Revoked): Html =>
  html`<dt>${by.length > 1 ? '提议、复核' : '撤销人'}</dt>
    <dd>${by.map(actorWords).join('、')}</dd>
    <dt>原因</dt>
    <dd>${reason}</dd>`;

export const standingPart = (
  unit: UnitOverview,
  heading: Html | string,
  {
    said = [],
    givenName = null,
    attempts,
    refused,
    revoked,
    takenOff,
    tellsWhoTookOff = false,
  }: StandingMore = {},
): Html => {
  const reasonWords = (reason: EndReason) => (takenOff ? TAKEN_OFF_WORDS : END_WORDS[reason]);
  return html`<section class="card">
    <h2>${heading}</h2>
    ${said.length === 0 ? '' : html`${sayPart(said)} ${insidePart(revokedInside(unit))}`}
    <dl>
      ${
        unit.name === null && givenName !== null
          ? html`<dt>名称</dt>
              <dd>由网站提供，没有与登记数据核对</dd>`
          : ''
      }
      ${
        unit.name === null && givenName === null
          ? '' // it is the title
          : html`<dt>代码</dt>
              <dd class="code">${unit.code}</dd>`
      }
      <dt>登记状态</dt>
      <dd>${registryWords(unit)}</dd>
      ${
        attempts
          ? html`<dt>最近的提交</dt>
              <dd>${newestWords(attempts)}</dd>`
          : ''
      }
      ${
        refused && (unit.since === null || refused.endedAt > unit.since) && unit.status !== 'certified'
          ? html`<dt>人工核验</dt>
              <dd>
                ${part(instantWords(refused.endedAt))}，未通过，${part(html`编号${referenceLink(refused.reference)}`)}
              </dd>`
          : ''
      }
      ${
        unit.since === null
          ? ''
          : html`<dt>认证时间</dt>
              <dd>
                ${part(instantWords(unit.since))}${unit.by ? html`，${part(`由${APPLICANT_WORDS[unit.by]}办理`)}` : ''}${unit.method ? html`，${part(`依据${METHOD_WORDS[unit.method]}`)}` : ''}
              </dd>`
      }
      ${
        unit.due
          ? html`<dt>有效至</dt>
              <dd>${part(`${lastDayWords(unit.due.at)}（含当天）`)}，因为${reasonWords(unit.due.reason)}</dd>`
          : ''
      }
      ${
        unit.endedAt
          ? html`<dt>已失效</dt>
              <dd>
                ${part(instantWords(unit.endedAt))}${unit.reason ? `，${reasonWords(unit.reason as EndReason)}` : ''}
              </dd>`
          : ''
      }
      ${revoked ? revokedPart(revoked) : ''}
      ${
        takenOff && tellsWhoTookOff
          ? html`<dt>代为撤回</dt>
              <dd>${actorWords(takenOff.by)}，原因：${takenOff.reason}</dd>`
          : ''
      }
      ${unit.waiting.map(
        ({ purpose, nextTryAt, expiresAt }) =>
          html`<dt>${purpose === 'pending' ? '等待登记系统' : '自动复核'}</dt>
            <dd>下次核验${part(instantWords(nextTryAt))}，最晚到${part(instantWords(expiresAt))}</dd>`,
      )}
    </dl>
  </section>`;
};

const UNLISTED_WORDS: Record<Unlisted, string> = {
  ipPerHour: '同一地址的失败次数，最多再等一小时',
  personPerDay: '姓名和号码开头都相同的失败次数（所有单位合计），最多再等24小时',
};

const isUsedUp = ({ used, cap }: UnitOverview['limits'][number]): boolean => cap > 0 && used >= cap;

const limitTable = (limits: UnitOverview['limits']): Html =>
  html`<table class="stack">
    <thead>
      <tr>
        <th scope="col">范围</th>
        <th scope="col">已用次数</th>
        <th scope="col">何时恢复</th>
      </tr>
    </thead>
    <tbody>
      ${limits.map(
        (each) =>
          html`<tr>
            <th scope="row">${limitWords(each.limit)}</th>
            <td class="time" data-label="已用次数">
              ${each.used} / ${each.cap}${isUsedUp(each) ? html` <span class="bad-text">已用完</span>` : ''}
            </td>
            <td class="time" data-label="何时恢复">${nextInstantWords(each.resetsAt)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

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
    ? html`<form method="post" action="${UNIT_SEARCH.path}/unlock?query=${query}" id="unlock">
        ${csrfField(session)}<input type="hidden" name="code" value="${code}" />
        ${reasonField('解除限制的原因', 'reason', mistake)}
        <button class="second">解除限制</button>
      </form>`
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
  return html`<section class="card">
    <h2>提交次数</h2>
    ${
      limits.length === 0
        ? html`<p>本单位现在没有占用提交次数（通过的和已解除的不计），不用解除限制。</p>`
        : usedUp.length === 0
          ? html`<p>提交次数没有一项用完，不用解除限制。</p>`
          : html`${isFree(next) ? html`<p>单位已经认证，不用解除限制。</p>` : ''} ${limitTable(usedUp)}`
    }
    ${unlocking && isLocked(unit, next) ? unlockPart(visit, unlocking, { code, query, mistake }) : ''}
    <details>
      <summary>${limits.length === 0 ? '这里看不到的限制' : `全部次数（${limits.length}项）`}</summary>
      <div>
        ${limits.length === 0 ? '' : limitTable(limits)}
        <p class="hint">
          这里看不到、解除不了的：${unlisted.map((limit) => UNLISTED_WORDS[limit]).join('；')}。
        </p>
      </div>
    </details>
  </section>`;
};

const outcomeWords = (outcome: string): string =>
  SUBMISSION_WORDS[outcome as keyof typeof SUBMISSION_WORDS] ?? outcome;

export const attemptsPart = (attempts: readonly SubmissionSeen[]): Html => {
  const hasInside = attempts.some(({ finding }) => insideWords(finding) !== '');
  return html`<section class="card">
    <h2>最近的提交</h2>
    <div class="wide" tabindex="0" role="region" aria-label="最近的提交">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">时间</th>
            <th scope="col">编号</th>
            <th scope="col">提交人</th>
            <th scope="col">结果</th>
            ${hasInside ? html`<th scope="col">${INSIDE}</th>` : ''}
          </tr>
        </thead>
        <tbody>
          ${attempts.map(
            ({ reference, at, applicant, outcome, finding }) =>
              html`<tr>
                <td class="time" data-label="时间">${instantWords(at)}</td>
                <td class="time" data-label="编号">${referenceLink(reference)}</td>
                <td class="time" data-label="提交人">${applicantWords(applicant)}</td>
                <td class="time" data-label="结果">${outcomeWords(outcome)}</td>
                ${hasInside ? html`<td data-label="${INSIDE}">${insideWords(finding)}</td>` : ''}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
};
