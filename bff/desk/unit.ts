/** The parts of a unit's page: how it stands, what a reference is of, its limits, its submissions. */
import { html } from 'hono/html';
import type { CaseOverview } from '../cases/queue.ts';
import { shownReference } from '../contract/reference.ts';
import { sourceOf } from '../contract/sources.ts';
import type { UnitOverview, Unlisted } from '../units/administration.ts';
import type { Revoked } from '../units/revocation.ts';
import type { Referred, SubmissionSeen } from '../units/submissions.ts';
import { isAllowed } from './access.ts';
import { instantWords, lastDayWords, nextInstantWords, spoken } from './dates.ts';
import { actorWords } from './event-words.ts';
import { reasonField, type Mistake } from './fields.ts';
import { badge, codeWords, csrfField, sayBox, type Html, type Said } from './layout.ts';
import { stateWords } from './queue.ts';
import type { Visit } from './route.ts';
import { caseSaid, explainNow, isUsedUp, nextStep, roomSaid, thenSaid, type Standing } from './said.ts';
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

export const submissionPart = (
  { reference, submission, refusals }: Referred,
  now: Standing | undefined,
): Html => {
  const told = submission && explainNow(submission, submission.unitCode, now?.unit.active);
  const isPassed = submission?.outcome === 'certified' || submission?.outcome === 'already-certified';
  // A set: that the unit is not active may be what happened, and hold now.
  const said = new Set(
    told && [told.say, ...nextStep(now, [thenSaid(told, now?.hasCounter ?? false)], isPassed)],
  );
  return html`<section class="card">
    <h2>编号 <span class="code">${shownReference(reference)}</span></h2>
    ${
      submission && told
        ? html`${sayPart([...said])}
            ${insidePart(isPassed ? revokedInside(now?.unit) : insideWords(submission.finding))}
            <dl>
              <dt>时间</dt>
              <dd>${instantWords(submission.at)}</dd>
              <dt>办理</dt>
              <dd>
                ${submission.flow === 'registration' ? '单位注册' : '实名认证'}，${applicantWords(submission.applicant)}提交，${siteWords(submission.siteId)}
              </dd>
            </dl>`
        : ''
    }
    ${
      refusals
        ? html`${sayPart([
              '这几次提交没有核验，也没有保存内容。',
              ...nextStep(now, [roomSaid(now, refusals)]),
            ])}
            <dl>
              <dt>时间</dt>
              <dd>${instantWords(refusals.hour)} 起的一小时</dd>
              <dt>提交次数</dt>
              <dd>${limitWords(refusals.limit)}，拒绝了${refusals.tries}次</dd>
            </dl>`
        : ''
    }
  </section>`;
};

const applicantWords = (applicant: string): string =>
  applicant === 'agent' || applicant === 'legal-representative' ? APPLICANT_WORDS[applicant] : applicant;

const isWaiting = ({ state }: CaseOverview): boolean => state === 'open' || state === 'proposed';

const workLink = ({ session }: Visit, found: CaseOverview): Html | '' =>
  isAllowed(session.roles, 'case.look') && isWaiting(found)
    ? html`<p><a class="button" href="/cases/${found.reference}">办理这件申请</a></p>`
    : '';

/** Beside the unit or one of its submissions, so that nobody is sent to apply again. */
export const waitingCase = ({ session }: Visit, found: CaseOverview): Html => {
  const { reference, until } = found;
  const path = isAllowed(session.roles, 'case.look')
    ? `/cases/${reference}`
    : `${UNIT_SEARCH.path}?query=${reference}`;
  return html`<div class="notice" role="status">
    <p>
      该单位有等待办理的人工核验
      <b><a class="code" href="${path}">${shownReference(reference)}</a></b> ${stateWords(found)}
      <span class="part">${spoken(lastDayWords(until))}到期</span>
    </p>
  </div>`;
};

export const casePart = (visit: Visit, found: CaseOverview, now: Standing): Html =>
  html`<section class="card">
    <h2>人工核验 <span class="code">${shownReference(found.reference)}</span> ${stateWords(found)}</h2>
    ${sayPart(caseSaid(found, now))} ${insidePart(found.state === 'certified' ? revokedInside(now.unit) : '')}
    <dl>
      <dt>申请时间</dt>
      <dd>${instantWords(found.openedAt)}</dd>
      ${
        isWaiting(found)
          ? html`<dt>期限</dt>
              <dd>${lastDayWords(found.until)}（含当天）</dd>`
          : ''
      }
    </dl>
    ${workLink(visit, found)}
  </section>`;

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
export const unitHeading = (unit: UnitOverview, givenName: string | null = null): Html =>
  html`${unit.name ?? givenName ?? codeWords(unit.code)} ${badge(STATUS_WORDS[unit.status])}`;

interface StandingMore {
  /** To be read out. */
  said?: readonly Said[];
  /** As for `unitHeading`. */
  givenName?: string | null | undefined;
  /** The code is the title. */
  isNameless?: boolean;
  /** The newest one is shown here, all of them below. */
  attempts?: readonly SubmissionSeen[];
  /** For officers. */
  revoked?: Revoked | undefined;
}

const newestWords = ([newest]: readonly SubmissionSeen[]): Html | string =>
  newest
    ? html`${instantWords(newest.at)}，${outcomeWords(newest.outcome)}，编号
        <a class="code" href="${UNIT_SEARCH.path}?query=${newest.reference}"
          >${shownReference(newest.reference)}</a
        >`
    : '180天内没有';

const revokedPart = ({ by, reason }: Revoked): Html =>
  html`<dt>${by.length > 1 ? '提议、复核' : '撤销人'}</dt>
    <dd>${by.map(actorWords).join('、')}</dd>
    <dt>原因</dt>
    <dd>${reason}</dd>`;

export const standingPart = (
  unit: UnitOverview,
  heading: Html | string,
  { said = [], givenName = null, isNameless = false, attempts, revoked }: StandingMore = {},
): Html =>
  html`<section class="card">
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
        isNameless
          ? ''
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
        unit.since === null
          ? ''
          : html`<dt>认证时间</dt>
              <dd>
                ${instantWords(unit.since)}${unit.by ? html`，<span class="part">由${APPLICANT_WORDS[unit.by]}办理</span>` : ''}${unit.method ? html`，<span class="part">依据${METHOD_WORDS[unit.method]}</span>` : ''}
              </dd>`
      }
      ${
        unit.due
          ? html`<dt>有效至</dt>
              <dd>${lastDayWords(unit.due.at)}（含当天），因为${END_WORDS[unit.due.reason]}</dd>`
          : ''
      }
      ${
        unit.endedAt
          ? html`<dt>已失效</dt>
              <dd>
                ${instantWords(unit.endedAt)}${unit.reason ? `，${END_WORDS[unit.reason as keyof typeof END_WORDS] ?? ''}` : ''}
              </dd>`
          : ''
      }
      ${revoked ? revokedPart(revoked) : ''}
      ${unit.waiting.map(
        ({ purpose, nextTryAt, expiresAt }) =>
          html`<dt>${purpose === 'pending' ? '等待登记系统' : '自动复核'}</dt>
            <dd>
              下次核验 <span class="part">${instantWords(nextTryAt)}</span>，最晚到
              <span class="part">${instantWords(expiresAt)}</span>
            </dd>`,
      )}
    </dl>
  </section>`;

const UNLISTED_WORDS: Record<Unlisted, string> = {
  ipPerHour: '同一地址的失败次数，最多再等一小时',
  agentPerDay: '针对同一位代理人的失败次数，最多再等24小时',
  personPerDay: '针对同一位法定代表人的失败次数，最多再等24小时',
};

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
            <td data-label="已用次数">
              ${each.used} / ${each.cap}${isUsedUp(each) ? html` <span class="bad-text">已用完</span>` : ''}
            </td>
            <td class="time" data-label="何时恢复">${nextInstantWords(each.resetsAt)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

export const limitsPart = (
  { session }: Visit,
  { code, limits, unlisted }: UnitOverview,
  mistake: Mistake | undefined,
): Html => {
  const usedUp = limits.filter(isUsedUp);
  return html`<section class="card">
    <h2>提交次数</h2>
    ${
      limits.length === 0
        ? html`<p>本单位的提交次数没有用掉，不用解除限制。</p>`
        : usedUp.length === 0
          ? html`<p>提交次数没有一项用完，不用解除限制。</p>`
          : limitTable(usedUp)
    }
    ${
      (usedUp.length > 0 || mistake) && isAllowed(session.roles, 'unit.unlock')
        ? html`<form method="post" action="${UNIT_SEARCH.path}/unlock?query=${code}" id="unlock">
            ${csrfField(session)}<input type="hidden" name="code" value="${code}" />
            ${reasonField('解除限制的原因', 'reason', mistake)}
            <button class="second">解除限制</button>
          </form>`
        : ''
    }
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
                <td class="time" data-label="编号">
                  <a class="code" href="${UNIT_SEARCH.path}?query=${reference}"
                    >${shownReference(reference)}</a
                  >
                </td>
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
