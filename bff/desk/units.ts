/** For the hotline: what a reference is of, how a unit stands, what the person can do; and the unlocking of its limits. */
import { html } from 'hono/html';
import { readCase, type CaseOverview } from '../cases/queue.ts';
import { checkReference, shownReference } from '../contract/reference.ts';
import { showUnit, unlockUnit, type UnitOverview, type Unlisted } from '../units/administration.ts';
import { readReference, readSubmissions, type Referred, type SubmissionSeen } from '../units/submissions.ts';
import { isAllowed } from './access.ts';
import { createLookUps, TOO_MANY_LOOK_UPS } from './look-ups.ts';
import { REASON_MISSING, reasonField, reasonIn, unitCodeIn } from './fields.ts';
import { badge, csrfField, instantWords, notice, type Html } from './layout.ts';
import { fieldOf, show, type DeskDependencies, type DeskRoute, type Visit } from './route.ts';
import {
  APPLICANT_WORDS,
  CASE_WORDS,
  END_WORDS,
  explain,
  limitWords,
  METHOD_WORDS,
  REFUSAL_WORDS,
  STATUS_WORDS,
} from './words.ts';

const PATH = '/units';
/** In the audit entry of each look-up. */
const REASON = '工作台查询';

const search = (given: string): Html =>
  html`<form class="card" method="get" action="${PATH}" role="search">
    <div class="row">
      <div class="field">
        <label for="query">编号或单位代码</label>
        <p class="hint" id="query-hint">
          来电人报的8位编号，例如 K7M2-9QXH；或统一社会信用代码、组织机构代码
        </p>
        <input
          class="code"
          type="search"
          id="query"
          name="query"
          value="${given}"
          maxlength="40"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="query-hint"
          ${given === '' ? 'autofocus' : ''}
        />
      </div>
      <button>查询</button>
    </div>
  </form>`;

const readOut = (outcome: string, finding: string | null): Html => {
  const { say, then, inside } = explain(outcome, finding);
  return html`<h3>可以这样告诉来电人</h3>
    <div class="say">
      <p>${say}</p>
      <p>${then}</p>
    </div>
    ${
      inside === ''
        ? ''
        : html`<div class="notice care">
            <p><strong>仅供内部参考，不要告诉来电人</strong></p>
            <p>${inside}</p>
          </div>`
    }`;
};

const submissionPart = ({ reference, submission, refusals }: Referred): Html =>
  html`<section class="card">
    <h2>编号 <span class="code">${shownReference(reference)}</span></h2>
    ${
      submission
        ? html`<dl>
              <dt>时间</dt>
              <dd>${instantWords(submission.at)}</dd>
              <dt>办理</dt>
              <dd>
                ${submission.flow === 'registration' ? '单位注册' : '实名认证'}，${applicantWords(submission.applicant)}提交，站点${submission.siteId}
              </dd>
            </dl>
            ${readOut(submission.outcome, submission.finding)}`
        : ''
    }
    ${
      refusals
        ? html`<dl>
              <dt>时间</dt>
              <dd>${instantWords(refusals.hour)} 起的一小时</dd>
              <dt>次数限制</dt>
              <dd>${limitWords(refusals.limit)}，拒绝了${refusals.tries}次</dd>
            </dl>
            <h3>可以这样告诉来电人</h3>
            <div class="say">
              <p>提交次数已用完，这几次没有核验，也没有保存内容。</p>
              <p>请在页面写明的时间以后再试；急需办理的，核实来电人身份以后，可以在本页解除限制。</p>
            </div>`
        : ''
    }
  </section>`;

const applicantWords = (applicant: string): string =>
  applicant === 'agent' || applicant === 'legal-representative' ? APPLICANT_WORDS[applicant] : applicant;

/** The caller is told the state and, of a refusal, the reason of the list. */
const CASE_SAID: Record<CaseOverview['state'], string> = {
  open: '人工核验已受理，请在期限之前带材料到窗口。',
  proposed: '材料已经看过，正在由另一名核验人员复核。',
  certified: '人工核验已通过，可以办理相关业务。',
  refused: '人工核验没有通过，原因是：',
  withdrawn: '人工核验已撤回，可以重新申请。',
  expired: '人工核验满30天没有办理，已结束，可以重新申请。',
};

const casePart = (found: CaseOverview): Html =>
  html`<section class="card">
    <h2>
      人工核验 <span class="code">${shownReference(found.reference)}</span> ${badge(CASE_WORDS[found.state])}
    </h2>
    <dl>
      <dt>申请时间</dt>
      <dd>${instantWords(found.openedAt)}</dd>
      <dt>期限</dt>
      <dd>${instantWords(found.until)}</dd>
    </dl>
    <h3>可以这样告诉来电人</h3>
    <div class="say">
      <p>
        ${CASE_SAID[found.state]}${found.state === 'refused' && found.proposal?.reason ? `${REFUSAL_WORDS[found.proposal.reason]}。` : ''}
      </p>
    </div>
  </section>`;

export const standingPart = (unit: UnitOverview): Html =>
  html`<section class="card">
    <h2>${unit.name ?? '登记数据里没有这个单位'} ${badge(STATUS_WORDS[unit.status])}</h2>
    <dl>
      <dt>代码</dt>
      <dd class="code">${unit.code}</dd>
      <dt>登记状态</dt>
      <dd>${unit.active === null ? '登记数据里没有' : unit.active ? '正常' : '异常（注销、吊销等）'}</dd>
      ${
        unit.since === null
          ? ''
          : html`<dt>认证时间</dt>
              <dd>
                ${instantWords(unit.since)}，${unit.by ? `由${APPLICANT_WORDS[unit.by]}办理` : ''}${unit.method ? `，依据${METHOD_WORDS[unit.method]}` : ''}
              </dd>`
      }
      ${
        unit.due
          ? html`<dt>有效至</dt>
              <dd>${instantWords(unit.due.at)}，因为${END_WORDS[unit.due.reason]}，请在此之前重新认证</dd>`
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
      ${unit.waiting.map(
        ({ purpose, nextTryAt, expiresAt }) =>
          html`<dt>${purpose === 'pending' ? '等待登记系统' : '自动复核'}</dt>
            <dd>下次核验 ${instantWords(nextTryAt)}，最晚到 ${instantWords(expiresAt)}</dd>`,
      )}
    </dl>
  </section>`;

const UNLISTED_WORDS: Record<Unlisted, string> = {
  ipPerHour: '同一地址的失败次数，最多再等一小时',
  agentPerDay: '针对同一位代理人的失败次数，最多再等24小时',
  personPerDay: '针对同一位法定代表人的失败次数，最多再等24小时',
};

const limitsPart = ({ session }: Visit, unit: UnitOverview, error: Html | ''): Html =>
  html`<section class="card">
    <h2>次数</h2>
    ${
      unit.limits.length === 0
        ? html`<p>本单位没有用掉的次数。</p>`
        : html`<div class="wide">
            <table>
              <thead>
                <tr>
                  <th scope="col">限制</th>
                  <th scope="col">已用</th>
                  <th scope="col">何时恢复</th>
                </tr>
              </thead>
              <tbody>
                ${unit.limits.map(
                  ({ limit, used, cap, resetsAt }) =>
                    html`<tr>
                      <th scope="row">${limitWords(limit)}</th>
                      <td>
                        ${used} /
                        ${cap}${cap > 0 && used >= cap ? html` <span class="bad-text">已用完</span>` : ''}
                      </td>
                      <td class="time">${instantWords(resetsAt)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
    <p class="hint">
      这里看不到、解除不了的：${unit.unlisted.map((limit) => UNLISTED_WORDS[limit]).join('；')}。
    </p>
    ${
      isAllowed(session.roles, 'unit.unlock')
        ? html`${error}
            <form method="post" action="${PATH}/unlock" id="unlock">
              ${csrfField(session)}<input type="hidden" name="code" value="${unit.code}" />
              <div class="row">
                ${reasonField('解除限制的原因')}
                <button>解除限制</button>
              </div>
            </form>`
        : ''
    }
  </section>`;

const attemptsPart = (attempts: SubmissionSeen[]): Html =>
  html`<section class="card">
    <h2>最近的提交</h2>
    ${
      attempts.length === 0
        ? html`<p>180天内没有提交。</p>`
        : html`<div class="wide" tabindex="0" role="region" aria-label="最近的提交">
            <table>
              <thead>
                <tr>
                  <th scope="col">时间</th>
                  <th scope="col">编号</th>
                  <th scope="col">提交人</th>
                  <th scope="col">结果</th>
                  <th scope="col">仅供内部参考</th>
                </tr>
              </thead>
              <tbody>
                ${attempts.map(
                  ({ reference, at, applicant, outcome, finding }) =>
                    html`<tr>
                      <td class="time">${instantWords(at)}</td>
                      <td>
                        <a class="code" href="${PATH}?query=${reference}">${shownReference(reference)}</a>
                      </td>
                      <td>${applicantWords(applicant)}</td>
                      <td>${explain(outcome, finding).say}</td>
                      <td>${explain(outcome, finding).inside}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
  </section>`;

export function unitPages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, limits, now } = dependencies;
  const countLookUp = createLookUps();

  const respond = (visit: Visit, given: string, parts: Html | Html[], status: 200 | 404 | 422 | 429 = 200) =>
    show(
      visit,
      {
        title: '查询单位',
        path: PATH,
        body: html`<h1>查询单位</h1>
          <p class="lead">按来电人报的编号，或者按单位代码。每次查询都记入审计。</p>
          ${search(given)} ${parts}`,
      },
      status,
    );

  /** The parts of a unit's page. */
  const unitParts = async (visit: Visit, code: string, error: Html | '' = ''): Promise<Html[]> => {
    const act = { reason: REASON, actor: visit.actor };
    const attempts = await readSubmissions(dependencies, code, act, now());
    const unit = await showUnit(database, limits, code, now());
    const isUnlocked = visit.c.req.query('done') === 'unlocked' && unit.limits.length === 0;
    return [
      html`${isUnlocked ? notice('good', '已解除限制', '请来电人重新提交；等待中的提交会马上再核验。') : ''}`,
      html`<div class="columns">${standingPart(unit)}${limitsPart(visit, unit, error)}</div>`,
      attemptsPart(attempts),
    ];
  };

  const lookUp = async (visit: Visit): Promise<Response> => {
    const given = (visit.c.req.query('query') ?? '').trim();
    if (given === '') return respond(visit, '', html``);
    if (!(await countLookUp(visit.session)))
      return respond(visit, given, notice('care', ...TOO_MANY_LOOK_UPS), 429);
    const reference = checkReference(given);
    const code = unitCodeIn(given);
    if (reference === undefined && code !== undefined)
      return respond(visit, given, await unitParts(visit, code));
    if (reference === undefined)
      return respond(
        visit,
        given,
        notice('bad', '编号或代码不正确', '编号是8个字符，代码是18位或9位，请来电人再念一遍。'),
        422,
      );
    const act = { reason: REASON, actor: visit.actor };
    const referred = await readReference(dependencies, reference, act, now());
    if (!referred)
      return respond(
        visit,
        given,
        notice('care', '没有这个编号', '编号保留180天。请核对，或者改用单位代码查询。'),
        404,
      );
    const { unitCode } = (referred.submission ?? referred.refusals ?? referred.case)!;
    const found = referred.case ? await readCase(dependencies, reference, act, now()) : undefined;
    return respond(visit, given, [
      found ? casePart(found) : submissionPart(referred),
      ...(unitCode ? await unitParts(visit, unitCode) : []),
    ]);
  };

  const unlock = async (visit: Visit): Promise<Response> => {
    const code = unitCodeIn(fieldOf(visit, 'code'));
    const reason = reasonIn(visit);
    if (code === undefined) return respond(visit, '', notice('bad', '单位代码不正确'), 422);
    if (reason === undefined) {
      const error = notice('bad', '请填写解除限制的原因', REASON_MISSING);
      return respond(visit, code, await unitParts(visit, code, error), 422);
    }
    await unlockUnit(dependencies, code, { reason, actor: visit.actor }, now());
    return visit.c.redirect(`${PATH}?query=${code}&done=unlocked`, 303);
  };

  return [
    { method: 'get', path: PATH, access: 'unit.look', handle: lookUp },
    { method: 'post', path: `${PATH}/unlock`, access: 'unit.unlock', handle: unlock },
  ];
}
