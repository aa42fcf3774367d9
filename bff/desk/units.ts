/** For the hotline: what a reference is of, how a unit stands, what the person can do; and the unlocking of its limits. */
import { html } from 'hono/html';
import { readCase, readRefused, type CaseOverview, type RefusedCase } from '../cases/queue.ts';
import { papersOf } from '../contract/cases.ts';
import { checkReference, shownReference } from '../contract/reference.ts';
import { sourceOf } from '../contract/sources.ts';
import { REPLACING } from '../limits/limits.ts';
import { showUnit, unlockUnit, type UnitOverview, type Unlisted } from '../units/administration.ts';
import { readReference, readSubmissions, type Referred, type SubmissionSeen } from '../units/submissions.ts';
import { isAllowed } from './access.ts';
import { instantWords, lastDayWords, spoken } from './dates.ts';
import { createLookUps, TOO_MANY_LOOK_UPS } from './look-ups.ts';
import { reasonField, reasonIn, searchForm, searchMistake, unitCodeIn, type Mistake } from './fields.ts';
import { badge, csrfField, notice, sayBox, type Html, type Said } from './layout.ts';
import { fieldOf, show, type DeskDependencies, type DeskRoute, type Visit } from './route.ts';
import {
  APPLICANT_WORDS,
  CASE_WORDS,
  END_WORDS,
  explain,
  FINDING_WORDS,
  limitWords,
  METHOD_WORDS,
  paperWords,
  REFUSAL_SAID,
  STATUS_WORDS,
  SUBMISSION_WORDS,
  type Explanation,
} from './words.ts';

const PATH = '/units';
/** In the audit entry of each look-up. */
const REASON = '工作台查询';

export const UNIT_SEARCH = {
  path: PATH,
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
        <p><strong>仅供内部参考，不要告诉来电人</strong></p>
        <p>${inside}</p>
      </div>`;

/** How the unit stands now. `hindrances`: sentences on a case that waits and on attempts that are used up. */
interface Standing {
  unit: UnitOverview;
  hindrances: readonly Said[];
}

/** The next step. `then`: the advice of the time that the reference is of; `isPassed`: it is of a certification. */
const nextStep = (
  now: Standing | undefined,
  then: readonly Said[],
  isPassed: boolean = false,
): readonly Said[] => {
  if (!now) return then;
  const { unit, hindrances } = now;
  const isCertified = unit.status === 'certified';
  if (isCertified && !unit.due) return isPassed ? then : ['单位后来已经认证，可以办理相关业务。'];
  if (isCertified || isPassed) return [standingSaid(unit), ...hindrances];
  return hindrances.length > 0 ? hindrances : then;
};

type Refusals = NonNullable<Referred['refusals']>;

const isUsedUp = ({ used, cap }: UnitOverview['limits'][number]): boolean => cap > 0 && used >= cap;

/** Whether the unit's page shows that the limit has room again. */
const hasRoom = ({ unit }: Standing, { limit }: Refusals): boolean =>
  ![...unit.unlisted, REPLACING.name].some((name) => name === limit) &&
  !unit.limits.some((each) => each.limit.replace('registration.', '') === limit && isUsedUp(each));

const roomSaid = (now: Standing | undefined, refusals: Refusals): string => {
  if (!now || !hasRoom(now, refusals)) return '请在页面写明的时间以后再试。';
  return `次数已经恢复，可以再${refusals.limit === 'casesPer30Days' ? '申请' : '提交'}。`;
};

const submissionPart = ({ reference, submission, refusals }: Referred, now: Standing | undefined): Html => {
  const told = submission && explain(submission.outcome, submission.finding);
  const isPassed = submission?.outcome === 'certified' || submission?.outcome === 'already-certified';
  return html`<section class="card">
    <h2>编号 <span class="code">${shownReference(reference)}</span></h2>
    ${
      submission && told
        ? html`${sayPart([told.say, ...nextStep(now, [told.then], isPassed)])} ${insidePart(told.inside)}
            <dl>
              <dt>时间</dt>
              <dd>${instantWords(submission.at)}</dd>
              <dt>办理</dt>
              <dd>
                ${submission.flow === 'registration' ? '单位注册' : '实名认证'}，${applicantWords(submission.applicant)}提交，站点${submission.siteId}
              </dd>
            </dl>`
        : ''
    }
    ${
      refusals
        ? html`${sayPart([
              '当时提交次数已用完，这几次没有核验，也没有保存内容。',
              ...nextStep(now, [roomSaid(now, refusals)]),
            ])}
            <dl>
              <dt>时间</dt>
              <dd>${instantWords(refusals.hour)} 起的一小时</dd>
              <dt>次数限制</dt>
              <dd>${limitWords(refusals.limit)}，拒绝了${refusals.tries}次</dd>
            </dl>`
        : ''
    }
  </section>`;
};

const applicantWords = (applicant: string): string =>
  applicant === 'agent' || applicant === 'legal-representative' ? APPLICANT_WORDS[applicant] : applicant;

/** The sentence for a case that has not ended. */
const waitingSaid = ({ state, reference, until, applicant, unitCode }: CaseOverview): Said => {
  const number = html`<span class="code">${shownReference(reference)}</span>`;
  if (state === 'proposed')
    return html`人工核验${number}的材料已经看过，正在由另一名核验人员复核，不用再去窗口。`;
  const day = html`<span class="part">${spoken(lastDayWords(until))}</span>`;
  const papers = papersOf(applicant === 'agent').map((paper) => paperWords(paper, unitCode));
  return html`单位已申请人工核验：请最晚在${day}，带${papers.join('、')}到窗口（都要原件），报编号${number}。`;
};

const caseSaid = (found: CaseOverview, now: Standing): readonly Said[] => {
  switch (found.state) {
    case 'open':
    case 'proposed':
      return [waitingSaid(found), ...nextStep(now, [])];
    case 'certified':
      return ['人工核验已通过。', ...nextStep(now, ['可以办理相关业务。'], true)];
    case 'refused': {
      const { say, then } = REFUSAL_SAID[found.proposal!.reason!];
      return [say, ...nextStep(now, [then])];
    }
    case 'withdrawn':
      return ['人工核验已撤回。', ...nextStep(now, ['可以重新申请。'])];
    case 'expired':
      return ['人工核验满30天没有办理，已结束。', ...nextStep(now, ['可以重新申请。'])];
  }
};

const isWaiting = ({ state }: CaseOverview): boolean => state === 'open' || state === 'proposed';

const workLink = ({ session }: Visit, found: CaseOverview): Html | '' =>
  isAllowed(session.roles, 'case.look') && isWaiting(found)
    ? html`<p><a class="button" href="/cases/${found.reference}">办理这件申请</a></p>`
    : '';

/** Beside the unit or one of its submissions, so that nobody is sent to apply again. */
const waitingCase = ({ session }: Visit, found: CaseOverview): Html => {
  const { reference, state, until } = found;
  const path = isAllowed(session.roles, 'case.look') ? `/cases/${reference}` : `${PATH}?query=${reference}`;
  return html`<div class="notice care" role="status">
    <p>
      <strong
        >该单位有等待办理的人工核验
        <a class="code" href="${path}">${shownReference(reference)}</a
        >（${CASE_WORDS[state][1]}，${lastDayWords(until)}到期）</strong
      >
    </p>
  </div>`;
};

/** The attempts of the same kind that are used up: the instant at which all are back. */
const lockedUntil = (unit: UnitOverview, isOf: (limit: string) => boolean): string | undefined =>
  unit.limits
    .filter((each) => isOf(each.limit) && isUsedUp(each))
    .map(({ resetsAt }) => resetsAt)
    .sort()
    .at(-1);

const UNIT_SAID: Record<UnitOverview['status'], string> = {
  certified: '单位已经认证，可以办理相关业务。',
  pending: '登记系统暂时没有答复，正在等待核验，不用重复提交。',
  lapsed: '单位的认证已经失效，请重新认证。',
  uncertified: '单位还没有认证。',
};

const unlockWords = ({ session }: Visit): string =>
  isAllowed(session.roles, 'unit.unlock')
    ? '急需办理的，核实身份后我可以帮您解除限制。'
    : '急需办理的，请拨打热线，核实身份后可以解除限制。';

/** The sentences that matter now, beside the status: a case that waits, attempts that are used up. */
const hindrances = (visit: Visit, unit: UnitOverview, waiting: CaseOverview | undefined): Said[] => {
  const forCase = lockedUntil(unit, (limit) => limit === 'casesPer30Days');
  const forSubmission = lockedUntil(
    unit,
    (limit) => limit !== 'casesPer30Days' && !limit.startsWith('registration.'),
  );
  if (unit.status === 'certified' && !unit.due) return [];
  return [
    ...(waiting ? [waitingSaid(waiting)] : []),
    ...(forSubmission
      ? [`提交次数已用完，${spoken(instantWords(forSubmission))}以后可以再提交；${unlockWords(visit)}`]
      : []),
    ...(forCase && !waiting
      ? [`人工核验的申请次数已用完，${spoken(instantWords(forCase))}以后可以再申请；${unlockWords(visit)}`]
      : []),
  ];
};

const standingSaid = (unit: UnitOverview): string =>
  unit.due
    ? `单位的认证有效，请最晚在${spoken(lastDayWords(unit.due.at))}重新认证。`
    : UNIT_SAID[unit.status];

const UNKNOWN_SAID = {
  say: '登记数据里没有这个单位。',
  then: '请核对代码；刚登记的单位，请过几天再试。',
};

/** Why a unit without a certification has none: by the register, or by the newer one since of its last attempt and its last refusal at the counter. */
const causeOf = (
  { active, code, since }: UnitOverview,
  [last]: readonly SubmissionSeen[],
  refused: RefusedCase | undefined,
): Pick<Explanation, 'say' | 'then'> | undefined => {
  if (active === false) return FINDING_WORDS['unit-not-active'];
  const newest = last && (since === null || last.at > since) ? last.at : (since ?? '');
  if (refused && refused.endedAt >= newest) return REFUSAL_SAID[refused.reason];
  const rejected = last?.outcome === 'rejected' && (since === null || last.at > since) ? last : undefined;
  // A partner may know a unit that the imported data do not have.
  const isUnknown = active === null && sourceOf(code) && (!rejected || rejected.finding === 'unit-not-found');
  if (isUnknown) return UNKNOWN_SAID;
  if (!rejected) return undefined;
  const { say, then } = explain(rejected.outcome, rejected.finding);
  return { say: `最近一次提交：${say}`, then };
};

/** The sentences for a unit that was found by its code. */
const unitSaid = (
  { unit, hindrances }: Standing,
  attempts: readonly SubmissionSeen[],
  refused: RefusedCase | undefined,
): readonly Said[] => {
  const said = [standingSaid(unit), ...hindrances];
  if (unit.status === 'certified' || unit.status === 'pending') return said;
  const cause = causeOf(unit, attempts, refused);
  return cause ? [...said, cause.say, ...(hindrances.length > 0 ? [] : [cause.then])] : said;
};

/** After the unlock. */
const UNLOCKED_SAID: Record<UnitOverview['status'], readonly string[]> = {
  certified: [],
  pending: ['已经解除了，等待中的提交会马上再核验。'],
  lapsed: ['已经解除了。请刷新页面，核对以后再提交一次。'],
  uncertified: ['已经解除了。请刷新页面，核对以后再提交一次。'],
};

const casePart = (visit: Visit, found: CaseOverview, now: Standing): Html =>
  html`<section class="card">
    <h2>
      人工核验 <span class="code">${shownReference(found.reference)}</span> ${badge(CASE_WORDS[found.state])}
    </h2>
    ${sayPart(caseSaid(found, now))}
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

/** `said`: to be read out. `givenName`: as the site gave it with a case, for a unit that the registry does not have. */
export const standingPart = (
  unit: UnitOverview,
  said: readonly Said[] = [],
  givenName: string | null = null,
): Html =>
  html`<section class="card">
    <h2>
      ${unit.name ?? givenName ?? (sourceOf(unit.code) ? '登记数据里没有这个单位' : '没有登记来源的单位')}
      ${badge(STATUS_WORDS[unit.status])}
    </h2>
    ${said.length === 0 ? '' : sayPart(said)}
    <dl>
      ${
        unit.name === null && givenName !== null
          ? html`<dt>名称</dt>
              <dd>网站提供，登记数据里没有</dd>`
          : ''
      }
      <dt>代码</dt>
      <dd class="code">${unit.code}</dd>
      <dt>登记状态</dt>
      <dd>
        ${unit.active === null ? (sourceOf(unit.code) ? '登记数据里没有' : '这类单位没有登记来源') : unit.active ? '正常' : '异常（注销、吊销等）'}
      </dd>
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

const limitTable = (limits: UnitOverview['limits']): Html =>
  html`<table class="stack">
    <thead>
      <tr>
        <th scope="col">限制</th>
        <th scope="col">已用</th>
        <th scope="col">何时恢复</th>
      </tr>
    </thead>
    <tbody>
      ${limits.map(
        (each) =>
          html`<tr>
            <th scope="row">${limitWords(each.limit)}</th>
            <td data-label="已用">
              ${each.used} / ${each.cap}${isUsedUp(each) ? html` <span class="bad-text">已用完</span>` : ''}
            </td>
            <td class="time" data-label="何时恢复">${instantWords(each.resetsAt)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

const limitsPart = (
  { session }: Visit,
  { code, limits, unlisted }: UnitOverview,
  mistake: Mistake | undefined,
): Html => {
  const usedUp = limits.filter(isUsedUp);
  return html`<section class="card">
    <h2>次数</h2>
    ${
      limits.length === 0
        ? html`<p>本单位没有用掉的次数。</p>`
        : usedUp.length === 0
          ? html`<p>没有一项用完。</p>`
          : limitTable(usedUp)
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
    ${
      (usedUp.length > 0 || mistake) && isAllowed(session.roles, 'unit.unlock')
        ? html`<form method="post" action="${PATH}/unlock?query=${code}" id="unlock">
            ${csrfField(session)}<input type="hidden" name="code" value="${code}" />
            <div class="row">
              ${reasonField('解除限制的原因', 'reason', mistake)}
              <button class="second">解除限制</button>
            </div>
          </form>`
        : ''
    }
  </section>`;
};

const outcomeWords = (outcome: string): string =>
  SUBMISSION_WORDS[outcome as keyof typeof SUBMISSION_WORDS] ?? outcome;

const attemptsPart = (attempts: SubmissionSeen[]): Html =>
  html`<section class="card">
    <h2>最近的提交</h2>
    ${
      attempts.length === 0
        ? html`<p>180天内没有提交。</p>`
        : html`<div class="wide" tabindex="0" role="region" aria-label="最近的提交">
            <table class="stack">
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
                      <td class="time" data-label="时间">${instantWords(at)}</td>
                      <td class="time" data-label="编号">
                        <a class="code" href="${PATH}?query=${reference}">${shownReference(reference)}</a>
                      </td>
                      <td class="time" data-label="提交人">${applicantWords(applicant)}</td>
                      <td class="time" data-label="结果">${outcomeWords(outcome)}</td>
                      <td data-label="仅供内部参考">${explain(outcome, finding).inside}</td>
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

  const respond = (
    visit: Visit,
    given: string,
    parts: Html | Html[],
    { status = 200, error = '' }: { status?: 200 | 404 | 422 | 429; error?: string } = {},
  ) => {
    const isShort = given !== '' && error === '';
    return show(
      visit,
      {
        title: '查询单位',
        path: PATH,
        body: html`<h1>查询单位</h1>
          ${isShort ? '' : html`<p class="lead">按来电人报的编号，或者按单位代码。每次查询都记入审计。</p>`}
          ${searchForm(UNIT_SEARCH, given, { error, isShort })} ${parts}`,
      },
      status,
    );
  };
  const wrong = (visit: Visit, given: string, error: string, status: 404 | 422) =>
    respond(visit, given, html``, { error, status });

  /** The parts of a unit's page. `found`: the case by which it was found; `first`: makes the part of that reference. */
  const unitParts = async (
    visit: Visit,
    code: string,
    {
      mistake,
      found,
      first,
    }: {
      mistake?: Mistake;
      found?: CaseOverview | undefined;
      first?: (now: Standing) => Html;
    } = {},
  ): Promise<Html[]> => {
    const act = { reason: REASON, actor: visit.actor };
    const attempts = await readSubmissions(dependencies, code, act, now());
    const unit = await showUnit(database, limits, code, now());
    const isUnlocked = visit.c.req.query('done') === 'unlocked' && unit.limits.length === 0;
    const isOther = unit.case && unit.case.reference !== found?.reference;
    const waiting = isOther ? await readCase(dependencies, unit.case!.reference, act, now()) : undefined;
    const standing = { unit, hindrances: hindrances(visit, unit, waiting) };
    const refused = await readRefused(database, unit.code);
    const said = () => [
      ...(isUnlocked ? UNLOCKED_SAID[unit.status] : []),
      ...unitSaid(standing, attempts, refused),
    ];
    const givenName = (waiting ?? found)?.givenName;
    return [
      html`${isUnlocked ? notice('good', '已解除限制') : ''}`,
      html`${waiting ? waitingCase(visit, waiting) : ''}`,
      html`<div class="columns">
        <div>${first ? first(standing) : standingPart(unit, said(), givenName)}</div>
        <div>${first ? standingPart(unit, [], givenName) : ''} ${limitsPart(visit, unit, mistake)}</div>
      </div>`,
      attemptsPart(attempts),
    ];
  };

  const lookUp = async (visit: Visit): Promise<Response> => {
    const given = (visit.c.req.query('query') ?? '').trim();
    if (given === '') return respond(visit, '', html``);
    if (!(await countLookUp(visit.session)))
      return respond(visit, given, notice('care', ...TOO_MANY_LOOK_UPS), { status: 429 });
    const reference = checkReference(given);
    const code = unitCodeIn(given);
    if (reference === undefined && code !== undefined)
      return respond(visit, given, await unitParts(visit, code));
    if (reference === undefined) return wrong(visit, given, searchMistake(given), 422);
    const act = { reason: REASON, actor: visit.actor };
    const referred = await readReference(dependencies, reference, act, now());
    if (!referred)
      return wrong(visit, given, '没有这个编号：编号保留180天。请核对，或者改用单位代码查询。', 404);
    const { unitCode } = (referred.submission ?? referred.refusals ?? referred.case)!;
    const found = referred.case ? await readCase(dependencies, reference, act, now()) : undefined;
    const first = (standing: Standing): Html =>
      found ? casePart(visit, found, standing) : submissionPart(referred, standing);
    return respond(
      visit,
      given,
      unitCode ? await unitParts(visit, unitCode, { found, first }) : submissionPart(referred, undefined),
    );
  };

  const unlock = async (visit: Visit): Promise<Response> => {
    const code = unitCodeIn(fieldOf(visit, 'code'));
    const given = reasonIn(visit);
    if (code === undefined) return wrong(visit, '', '单位代码不正确。', 422);
    if ('error' in given)
      return respond(visit, code, await unitParts(visit, code, { mistake: given }), { status: 422 });
    await unlockUnit(dependencies, code, { reason: given.reason, actor: visit.actor }, now());
    return visit.c.redirect(`${PATH}?query=${code}&done=unlocked`, 303);
  };

  return [
    { method: 'get', path: PATH, access: 'unit.look', handle: lookUp },
    { method: 'post', path: `${PATH}/unlock`, access: 'unit.unlock', handle: unlock },
  ];
}
