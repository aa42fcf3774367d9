/** For officers: the queue of cases, the claim beside what the registers say, the proposal of one officer and the confirmation of another. */
import { html } from 'hono/html';
import { confirmDecision } from '../cases/confirm.ts';
import { NOTE_MAXIMUM, proposeDecision, sendBack, type Proposal } from '../cases/propose.ts';
import {
  nextCase,
  readCase,
  readClaim,
  readQueue,
  type CaseOverview,
  type LookedAt,
} from '../cases/queue.ts';
import { CASE_REFUSALS, CHECKS, checksOf, type CaseRefusal, type Check } from '../contract/cases.ts';
import { checkReference, shownReference } from '../contract/reference.ts';
import { sourceOf } from '../contract/sources.ts';
import type { Finding } from '../certification/decide.ts';
import type { Actor } from '../database/tables.ts';
import { writeEvents } from '../events/event.ts';
import { comparableName } from '../evidence/names.ts';
import { showUnit } from '../units/administration.ts';
import { dayWords, instantWords, lastDayWords } from './dates.ts';
import { searchMistake, described, fieldError, proposalIdIn, searchForm, unitCodeIn } from './fields.ts';
import { badge, csrfField, notice, sayBox, type Html } from './layout.ts';
import { createLookUps, TOO_MANY_LOOK_UPS } from './look-ups.ts';
import { fieldOf, show, type DeskDependencies, type DeskRoute, type Visit } from './route.ts';
import {
  APPLICANT_WORDS,
  CASE_WORDS,
  checkWords,
  classWords,
  FINDING_WORDS,
  REFUSAL_SAID,
  REFUSAL_WORDS,
  staffWords,
} from './words.ts';

const PATH = '/cases';
const REASON = '工作台办理人工核验';

const stateWords = ({ state, returned }: CaseOverview): Html =>
  badge(returned ? ['care', `${CASE_WORDS.open[1]}（已退回）`] : CASE_WORDS[state]);
/** The first officer in the queue; undefined while there was none. */
function firstWords({ proposal, returned }: CaseOverview, actor: Actor): string | undefined {
  const first = proposal?.by ?? returned?.to;
  if (first !== actor) return first && `初核：${staffWords(first)}`;
  return returned ? '由您初核，已退回' : '由您初核，等另一人';
}
/** Without a source no register has the unit. */
const nameWords = ({ unitName, givenName, unitCode }: CaseOverview): string =>
  unitName ?? givenName ?? (sourceOf(unitCode) ? '登记数据里没有这个单位' : '没有登记来源的单位');
const pathOf = (reference: string): string => `${PATH}/${reference}`;

const SEARCH = {
  path: PATH,
  name: 'reference',
  label: '来人报的编号',
  hint: '人工核验的8位编号，例如 K7M2-9QXH；没有编号的，填单位代码',
  button: '打开',
  hasFocus: true,
};

const queueBody = (
  cases: readonly CaseOverview[],
  next: string | undefined,
  actor: Actor,
  given: string,
  error: string,
): Html =>
  html`<h1>人工核验</h1>
    <p class="lead">先到期限的在前。一人初核，另一人复核。</p>
    ${searchForm(SEARCH, given, { error })}
    ${
      cases.length === 0
        ? html`<div class="card"><p>没有等待办理的申请。</p></div>`
        : html`<div class="card">
            <div class="wide" tabindex="0" role="region" aria-label="等待办理的申请">
              <table class="stack">
                <thead>
                  <tr>
                    <th scope="col">编号</th>
                    <th scope="col">状态</th>
                    <th scope="col">期限</th>
                    <th scope="col">单位</th>
                    <th scope="col">申请人</th>
                    <th scope="col">申请时间</th>
                  </tr>
                </thead>
                <tbody>
                  ${cases.map(
                    (found) =>
                      html`<tr>
                        <th scope="row">
                          <a class="code" href="${pathOf(found.reference)}"
                            >${shownReference(found.reference)}</a
                          >
                        </th>
                        <td data-label="状态">
                          ${stateWords(found)}${
                            firstWords(found, actor)
                              ? html`<br /><span class="hint">${firstWords(found, actor)}</span>`
                              : ''
                          }
                        </td>
                        <td class="time" data-label="期限">${lastDayWords(found.until)}（含当天）</td>
                        <td data-label="单位">
                          ${nameWords(found)}<br /><span class="code">${found.unitCode}</span>
                        </td>
                        <td class="time" data-label="申请人">${APPLICANT_WORDS[found.applicant]}</td>
                        <td class="time" data-label="申请时间">${instantWords(found.openedAt)}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>
            ${next === undefined ? '' : html`<p><a href="${PATH}?after=${next}">下一页</a></p>`}
          </div>`
    }`;

/** Residents' numbers are read in groups. */
const grouped = (number: string): string => number.replace(/^(\d{6})(\d{8})(\w{4})$/, '$1 $2 $3');

type Agreement = 'agrees' | 'differs' | 'unknown';
const AGREEMENT: Record<Agreement, Html> = {
  agrees: html`<span class="good-text">✓ 一致</span>`,
  differs: html`<strong class="bad-text">× 不一致</strong>`,
  unknown: html`没有比较`,
};

/** The number as it is claimed; on paper without the middle. */
const numberWords = (number: string): Html =>
  html`<span class="code no-paper">${grouped(number)}</span
    ><span class="code paper"
      >${number.slice(0, -12)}${'*'.repeat(Math.min(8, number.length - 4))}${number.slice(-4)}</span
    >`;

/** The registers keep numbers as digests: the decision tells whether the claimed ones agree. */
function numberAgreement({ decision }: LookedAt): Agreement {
  if (decision.outcome === 'certified') return 'agrees';
  if (decision.outcome === 'pending') return decision.partner === 'insurance' ? 'agrees' : 'unknown';
  switch (decision.finding) {
    case 'legal-number-differs':
      return 'differs';
    case 'founding-date-differs':
    case 'unit-not-active':
    case 'agent-without-record':
    case 'agent-record-too-old':
      return 'agrees';
    default:
      return 'unknown';
  }
}

function agentAgreement({ decision }: LookedAt): Agreement {
  if (decision.outcome === 'certified') return 'agrees';
  const isAgents =
    decision.outcome === 'rejected' &&
    (decision.finding === 'agent-without-record' || decision.finding === 'agent-record-too-old');
  return isAgents ? 'differs' : 'unknown';
}

const DIGEST = '不显示';

const agentWords = (look: LookedAt): Html => {
  const agreement = agentAgreement(look);
  if (agreement !== 'differs') return AGREEMENT[agreement];
  const { decision } = look;
  const isOld = decision.outcome === 'rejected' && decision.finding === 'agent-record-too-old';
  return html`<strong class="bad-text">× ${isOld ? '经办记录已过期限' : '没有经办记录'}</strong>`;
};

type Registry = NonNullable<LookedAt['registry']>;

const nameAgreement = ({ claim: { legalRepresentative } }: LookedAt, registry: Registry): Agreement =>
  registry.representatives.includes(comparableName(legalRepresentative.name)) ? 'agrees' : 'differs';

const dateAgreement = ({ claim: { foundedOn } }: LookedAt, registry: Registry): Agreement =>
  !registry.foundedOn || !foundedOn ? 'unknown' : registry.foundedOn === foundedOn ? 'agrees' : 'differs';

/** The claim beside the register's row. */
const comparison = (look: LookedAt, registry: Registry): Html => {
  const { legalRepresentative: person, agent, foundedOn } = look.claim;
  const { head } = classWords(look.case.unitCode);
  const name = nameAgreement(look, registry);
  const number = numberAgreement(look);
  const ofAgent = agentAgreement(look);
  const row = (
    label: string,
    claimed: Html | string,
    says: string,
    agreement: Agreement,
    words: Html | string = AGREEMENT[agreement],
  ) =>
    html`<tr class="${agreement === 'differs' ? 'differs' : ''}">
      <th scope="row">${label}</th>
      <td data-label="申请填写">${claimed}</td>
      <td data-label="登记信息">${says}</td>
      <td data-label="比较">${words}</td>
    </tr>`;
  const ofNumber = number === 'unknown' && name === 'differs' ? '姓名不一致，没有再核对' : undefined;
  const registered = registry.foundedOn ? dayWords(registry.foundedOn) : '没有';
  return html`<table class="stack compared" aria-labelledby="claim">
      <thead>
        <tr>
          <td></td>
          <th scope="col">申请填写</th>
          <th scope="col">登记信息</th>
          <th scope="col">比较</th>
        </tr>
      </thead>
      <tbody>
        ${row(`${head}姓名`, person.name, registry.representatives.join('、'), name)}
        ${row(`${head}证件号`, numberWords(person.idNumber), DIGEST, number, ofNumber)}
        ${foundedOn === undefined ? '' : row('成立日期', dayWords(foundedOn), registered, dateAgreement(look, registry))}
        ${agent ? row('代理人姓名', agent.name, DIGEST, ofAgent, agentWords(look)) : ''}
        ${agent ? row('代理人证件号', numberWords(agent.idNumber), DIGEST, ofAgent, agentWords(look)) : ''}
      </tbody>
    </table>
    <p class="hint">“不显示”的，登记数据里只存加密摘要，由系统比较。</p>`;
};

/** The claim alone, where no register has the unit. */
const claimAlone = ({ case: { unitCode, givenName }, claim }: LookedAt): Html => {
  const { legalRepresentative: person, agent, foundedOn } = claim;
  const { head } = classWords(unitCode);
  const item = (label: string, claimed: Html | string) =>
    html`<dt>${label}</dt>
      <dd>${claimed}</dd>`;
  return html`<dl>
    ${givenName === null ? '' : item('单位名称', html`${givenName}<span class="hint part">（网站提供）</span>`)}
    ${item(`${head}姓名`, person.name)} ${item(`${head}证件号`, numberWords(person.idNumber))}
    ${foundedOn === undefined ? '' : item('成立日期', dayWords(foundedOn))}
    ${agent ? item('代理人姓名', agent.name) : ''}
    ${agent ? item('代理人证件号', numberWords(agent.idNumber)) : ''}
  </dl>`;
};

/** The first rule that failed, in words; where the founding date differs beside the name, both. */
const findingWords = (look: LookedAt, finding: Finding): string =>
  finding === 'legal-name-differs' && look.registry && dateAgreement(look, look.registry) === 'differs'
    ? `${classWords(look.case.unitCode).head}姓名、成立日期不一致`
    : FINDING_WORDS[finding].inside.replace(/。$/u, '');

const decisionWords = (look: LookedAt): string => {
  const {
    case: { unitCode },
    decision,
    registry,
  } = look;
  if (decision.outcome === 'certified')
    return '现在与登记信息完全一致：申请人可以直接在网上认证，不必在窗口办理。';
  if (decision.outcome === 'pending') return '登记系统暂时没有答复，没有比较。';
  if (decision.finding === 'unit-not-found' && !sourceOf(unitCode))
    return `这类单位没有登记来源，没有可以比较的登记信息。请与${classWords(unitCode).certificate}原件和证件逐项核对。`;
  const day = registry ? `（登记数据截至${dayWords(registry.source.asOf)}）。` : '。';
  return findingWords(look, decision.finding) + day;
};

const noteField = (value: string, label: string, hint: string, error: string = ''): Html =>
  html`<div class="field">
    <label for="note">${label}</label>
    <p class="hint" id="note-hint">${hint}</p>
    <textarea id="note" name="note" maxlength="${NOTE_MAXIMUM}" ${described('note', error)}>
${value}</textarea>
    ${fieldError('note', error)}
  </div>`;

/** The mistakes, by the field. */
type Mistakes = Partial<Record<'seen' | 'decision' | 'why' | 'note', string>>;

const proposeForm = (
  visit: Visit,
  { case: { reference, applicant, unitCode } }: LookedAt,
  { seen: unseen = '', decision: undecided = '', why = '', note = '' }: Mistakes,
): Html => {
  const { session, form } = visit;
  const seen = form.get('seen') ?? [];
  const decision = fieldOf(visit, 'decision');
  const reason = fieldOf(visit, 'reason');
  return html`<form class="card" method="post" action="${pathOf(reference)}/propose">
    ${csrfField(session)}
    <h2>初核</h2>
    <fieldset>
      <legend>看到了哪些材料</legend>
      <p class="hint">只看不留：不复印、不拍照。</p>
      ${checksOf(applicant === 'agent').map(
        (check) =>
          html`<label class="check">
            <input
              type="checkbox"
              name="seen"
              value="${check}"
              ${seen.includes(check) ? 'checked' : ''}
            />${checkWords(check, unitCode)}
          </label>`,
      )}
      ${fieldError('seen', unseen)}
    </fieldset>
    <fieldset>
      <legend>结论</legend>
      <div class="choices">
        <label class="check">
          <input
            type="radio"
            name="decision"
            value="certified"
            required
            ${decision === 'certified' ? 'checked' : ''}
          />
          通过（上面的材料全部看到）
        </label>
        <label class="check">
          <input
            type="radio"
            name="decision"
            value="refused"
            ${decision === 'refused' ? 'checked' : ''}
          />不通过
        </label>
      </div>
      ${fieldError('decision', undecided)}
    </fieldset>
    <div class="field of-refusal">
      <label for="why">不通过的原因</label>
      <p class="hint" id="why-hint">申请人会知道原因；真实性存疑的，只说需要进一步核实</p>
      <select id="why" name="reason" ${described('why', why)}>
        <option value="">请选择</option>
        ${CASE_REFUSALS.map(
          (one) =>
            html`<option value="${one}" ${one === reason ? 'selected' : ''}>${REFUSAL_WORDS[one]}</option>`,
        )}
      </select>
      ${fieldError('why', why)}
    </div>
    ${noteField(fieldOf(visit, 'note'), '说明', '给工作人员看的一句话，不告诉申请人；不通过时必填', note)}
    <button>提交初核</button>
  </form>`;
};

const proposalPart = (visit: Visit, { case: found, note }: LookedAt, mistakes: Mistakes): Html => {
  const { reference, proposal } = found;
  if (!proposal) return html``;
  const isOwn = proposal.by === visit.actor;
  const hidden = html`${csrfField(visit.session)}<input
      type="hidden"
      name="proposal"
      value="${proposal.id}"
    />`;
  return html`<section class="card">
      <h2>初核的结论：${proposal.decision === 'certified' ? '通过' : '不通过'}</h2>
      <dl>
        <dt>初核人</dt>
        <dd>${staffWords(proposal.by)}，${instantWords(proposal.at)}</dd>
        <dt>看到的材料</dt>
        <dd>
          ${proposal.seen.length === 0 ? '没有' : proposal.seen.map((check) => html`✓ ${checkWords(check, found.unitCode)}<br />`)}
        </dd>
        ${
          proposal.reason
            ? html`<dt>原因</dt>
                <dd>${REFUSAL_WORDS[proposal.reason]}</dd>`
            : ''
        }
        ${
          note
            ? html`<dt>说明</dt>
                <dd>${note}</dd>`
            : ''
        }
      </dl>
    </section>
    ${isOwn ? notice('care', '由您初核，要由另一名核验人员复核', '您可以撤回自己的初核，再改。') : ''}
    <section class="card no-paper">
      ${
        isOwn
          ? ''
          : html`<h2>复核</h2>
              <form method="post" action="${pathOf(reference)}/confirm">
                ${hidden}
                <p>请自己再核对一遍材料。确认以后马上生效，单位登录后可以看到。</p>
                <button>${proposal.decision === 'certified' ? '确认通过' : '确认不通过'}</button>
              </form>`
      }
      <details ${mistakes.note === undefined ? '' : 'open'}>
        <summary>${isOwn ? '撤回自己的初核' : '有疑问，退回初核'}</summary>
        <form method="post" action="${pathOf(reference)}/return">
          ${hidden}
          ${
            isOwn
              ? noteField(fieldOf(visit, 'note'), '撤回的原因', '给工作人员看的一句话，必填', mistakes.note)
              : noteField(fieldOf(visit, 'note'), '退回的原因', '给初核人看的一句话，必填', mistakes.note)
          }
          <button class="second">${isOwn ? '撤回初核' : '退回初核'}</button>
        </form>
      </details>
    </section>`;
};

const heading = (found: CaseOverview): Html =>
  html`<h1>人工核验 <span class="code">${shownReference(found.reference)}</span> ${stateWords(found)}</h1>
    <p class="lead">
      ${nameWords(found)} · <span class="code">${found.unitCode}</span> ·
      <span class="part">${APPLICANT_WORDS[found.applicant]}申请</span>
      ${found.endedAt === null ? html`· <span class="part">期限 ${lastDayWords(found.until)}（含当天）</span>` : ''}
    </p>`;

/** The reviewer who has sent it back waits for the other officer; the form is there for when that one is away. */
const openPart = (visit: Visit, look: LookedAt, mistakes: Mistakes): Html => {
  const { returned } = look.case;
  const form = proposeForm(visit, look, mistakes);
  if (!returned || returned.by !== visit.actor || returned.to === visit.actor) return form;
  return html`<section class="card">
      <h2>已退回给${staffWords(returned.to)}</h2>
      <p>由初核的人再办一次。</p>
    </section>
    <details ${Object.keys(mistakes).length > 0 ? 'open' : ''}>
      <summary>由我重新初核</summary>
      ${form}
    </details>`;
};

const returnedPart = ({ returned }: CaseOverview, note: string | undefined): Html | '' => {
  if (!returned || note === undefined) return '';
  const isOwn = returned.by === returned.to;
  return notice('care', isOwn ? '撤回初核时的说明' : `复核人${staffWords(returned.by)}退回时的说明`, note);
};

const lookBody = (visit: Visit, look: LookedAt, message: Html | '', mistakes: Mistakes): Html => {
  const { case: found, note, registry } = look;
  return html`${heading(found)} ${message} ${returnedPart(found, note)}
    <div class="columns case">
      <div>
        <section class="card">
          <h2 id="claim">${registry ? '申请填写的，与登记信息' : '申请填写的'}</h2>
          <p>${decisionWords(look)}</p>
          ${registry ? comparison(look, registry) : claimAlone(look)}
          ${registry && !registry.active ? notice('bad', '登记状态异常', '应先到登记机关办理。') : ''}
        </section>
      </div>
      <div>
        ${found.state === 'open' ? openPart(visit, look, mistakes) : proposalPart(visit, look, mistakes)}
      </div>
    </div>`;
};

const queueLink = html`<a href="${PATH}">回到等待办理的申请</a>`;

const endedBody = (found: CaseOverview, message: Html | ''): Html =>
  html`${heading(found)} ${message}
    <section class="card">
      <h2>已经结束，填写的内容已删除</h2>
      <dl>
        <dt>结束</dt>
        <dd>${found.endedAt ? instantWords(found.endedAt) : ''}</dd>
        ${
          found.proposal
            ? html`<dt>初核、复核</dt>
                <dd>${staffWords(found.proposal.by)}、${found.endedBy ? staffWords(found.endedBy) : ''}</dd>
                ${
                  found.proposal.reason
                    ? html`<dt>原因</dt>
                        <dd>${REFUSAL_WORDS[found.proposal.reason]}</dd>`
                    : ''
                }`
            : ''
        }
      </dl>
      ${message === '' ? html`<p>${queueLink}</p>` : ''}
    </section>`;

const unreadableBody = (found: CaseOverview): Html =>
  html`${heading(found)}
  ${notice('bad', '填写的内容打不开', '可能被人改动过，或者密钥已经更换。请申请人在页面上撤回，再申请一次；并告诉安全负责人。')}`;

/** `next`: the reference of a case that this officer can decide. */
const nextPart = (next: string | undefined): Html =>
  next === undefined
    ? html`<p class="next">没有别的申请等您办理。${queueLink}</p>`
    : html`<p class="next"><a class="button" href="${pathOf(next)}">办下一件</a> ${queueLink}</p>`;

/** The message after a deed. The address says which one, so it counts only where this person has done it. */
function doneNotice(
  { c, actor }: Visit,
  { reference, state, proposal, returned, endedBy }: CaseOverview,
  next: Html,
): Html | '' {
  const done = c.req.query('done');
  const number = html`编号<span class="code">${shownReference(reference)}</span>`;
  const tell = (...sentences: string[]) =>
    html`<p>请告诉来人：</p>
      ${sayBox(sentences)}${next}`;
  if (done === 'proposed' && state === 'proposed' && proposal?.by === actor)
    return notice(
      'good',
      '初核已提交',
      html`${number}：请另一名核验人员复核。`,
      tell('材料看过了，还要由另一位同事复核，请稍等。'),
    );
  if (done === 'returned' && returned?.by === actor)
    return returned.to === actor
      ? notice('good', '已撤回初核', html`${number}：可以重新初核。`, next)
      : notice('good', `已退回给${staffWords(returned.to)}`, html`${number}：由初核的人再办一次。`, next);
  if (done !== state || endedBy !== actor) return '';
  if (state === 'certified')
    return notice(
      'good',
      '已确认通过',
      html`${number}：单位已认证，马上可以办理业务。`,
      tell('已经通过了。请刷新开着的页面，或者登录以后就能看到。'),
    );
  const { say, then } = REFUSAL_SAID[proposal!.reason!];
  return notice('good', '已确认不通过', html`${number}：没有通过。`, tell(say, then));
}

const missingIn = (missing: readonly (Check | 'note')[], { unitCode }: CaseOverview): Mistakes => {
  const checks = missing.filter((one) => one !== 'note').map((one) => checkWords(one, unitCode));
  return {
    ...(checks.length > 0 && { seen: `还没有勾选：${checks.join('、')}。` }),
    ...(missing.includes('note') && { note: `请写说明，最多${NOTE_MAXIMUM}个字。` }),
  };
};

const isCheck = (text: string): text is Check => CHECKS.some((check) => check === text);
const isRefusal = (text: string): text is CaseRefusal => CASE_REFUSALS.some((reason) => reason === text);

/** Undefined: it has no decision, or a refusal has no reason. */
function proposalIn(visit: Visit): Proposal | undefined {
  const seen = (visit.form.get('seen') ?? []).filter(isCheck);
  const note = fieldOf(visit, 'note');
  const decision = fieldOf(visit, 'decision');
  const reason = fieldOf(visit, 'reason');
  if (decision === 'certified') return { decision, seen, note };
  return decision === 'refused' && isRefusal(reason) ? { decision, seen, reason, note } : undefined;
}

/** The mistakes of a form without a decision. */
const undecidedIn = (visit: Visit): Mistakes =>
  fieldOf(visit, 'decision') === 'refused'
    ? {
        why: '不通过的，还要选择原因。',
        ...(fieldOf(visit, 'note') === '' && { note: '不通过的，还要写说明。' }),
      }
    : { decision: '请选择结论。' };

export function casePages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, keys, limits, now } = dependencies;
  const countLookUp = createLookUps();
  const answer = (visit: Visit, body: Html, status: 200 | 404 | 409 | 422 | 429 = 200, title = '人工核验') =>
    show(visit, { title, path: PATH, body }, status);

  const queue = async (visit: Visit, given: string, error: string): Promise<Response> => {
    const after = checkReference(visit.c.req.query('after') ?? '');
    const { cases, next } = await readQueue(dependencies, { actor: visit.actor, after }, now());
    return answer(visit, queueBody(cases, next, visit.actor, given, error), error === '' ? 200 : 422);
  };

  const list = async (visit: Visit): Promise<Response> => {
    const given = (visit.c.req.query('reference') ?? '').trim();
    const asked = checkReference(given);
    if (asked !== undefined) return visit.c.redirect(pathOf(asked), 303);
    const code = unitCodeIn(given);
    if (code === undefined) return queue(visit, given, given === '' ? '' : searchMistake(given));
    if (!(await countLookUp(visit.session))) return tooMany(visit);
    const unit = await showUnit(database, limits, code, now());
    const read = { at: new Date(now()), actor: visit.actor, type: 'unit.read', unitCode: unit.code } as const;
    await writeEvents(database, keys, [read]);
    return unit.case
      ? visit.c.redirect(pathOf(unit.case.reference), 303)
      : queue(visit, given, '这个单位没有等待办理的申请。');
  };

  const instead = (visit: Visit, body: Html, status: 404 | 429) =>
    answer(
      visit,
      html`<h1>人工核验</h1>
        ${body}`,
      status,
    );
  const tooMany = (visit: Visit) => instead(visit, notice('care', ...TOO_MANY_LOOK_UPS), 429);

  /** The page of a case as it is now. `failed`: of a deed that was not done. */
  const look = async (
    visit: Visit,
    failed?: (found: CaseOverview) => { message: Html; mistakes?: Mistakes },
    status: 200 | 409 | 422 = 200,
  ): Promise<Response> => {
    if (!(await countLookUp(visit.session))) return tooMany(visit);
    const reference = checkReference(visit.c.req.param('reference') ?? '');
    const isDone = failed === undefined && visit.c.req.query('done') !== undefined;
    const next =
      reference && isDone
        ? nextPart(await nextCase(dependencies, { actor: visit.actor, reference }, now()))
        : html``;
    const answerCase = (found: CaseOverview, body: Html) =>
      answer(visit, body, status, `人工核验 ${shownReference(found.reference)}`);
    const messageOf = (found: CaseOverview) => failed?.(found).message ?? doneNotice(visit, found, next);
    const result = reference && (await readClaim(dependencies, reference, visit.actor));
    if (result && result.kind === 'looked')
      return answerCase(
        result.look.case,
        lookBody(visit, result.look, messageOf(result.look.case), failed?.(result.look.case).mistakes ?? {}),
      );
    if (result && result.kind === 'unreadable') return answerCase(result.case, unreadableBody(result.case));
    const act = { actor: visit.actor, reason: REASON };
    const found = reference && (await readCase(dependencies, reference, act, now()));
    if (found) return answerCase(found, endedBody(found, messageOf(found)));
    const error = '没有这个编号：办结180天以后不再保留。';
    const given = visit.c.req.param('reference') ?? '';
    return instead(
      visit,
      html`${searchForm(SEARCH, given, { error })}
        <p>${queueLink}</p>`,
      404,
    );
  };

  const done = ({ c }: Visit, reference: string, what: string) =>
    c.redirect(`${pathOf(reference)}?done=${what}`, 303);
  const wrong = (visit: Visit, title: string, text: string, status: 409 | 422) =>
    look(visit, () => ({ message: notice('bad', title, text) }), status);
  /** The fields say what is wrong, and the notice all of it. */
  const incomplete = (visit: Visit, title: string, mistakesOf: (found: CaseOverview) => Mistakes) =>
    look(
      visit,
      (found) => {
        const mistakes = mistakesOf(found);
        return { message: notice('bad', title, Object.values(mistakes).join('')), mistakes };
      },
      422,
    );
  /** It has come to another state since the page was made. */
  const stale = (visit: Visit) =>
    wrong(
      visit,
      '刚才的操作没有生效',
      '这件申请在您打开页面以后变了（别人已办理、单位已撤回或已过期）。下面是现在的情况。',
      409,
    );

  /** A deed on a case whose reference is right. */
  const deed =
    (work: (visit: Visit, reference: string) => Promise<Response>) =>
    (visit: Visit): Promise<Response> => {
      const reference = checkReference(visit.c.req.param('reference') ?? '');
      return reference === undefined ? look(visit) : work(visit, reference);
    };

  const propose = async (visit: Visit, reference: string): Promise<Response> => {
    const proposal = proposalIn(visit);
    if (!proposal) return incomplete(visit, '初核没有提交', () => undecidedIn(visit));
    const result = await proposeDecision(dependencies, reference, proposal, visit.actor);
    if (result.kind === 'proposed') return done(visit, reference, 'proposed');
    if (result.kind === 'incomplete')
      return incomplete(visit, '初核没有提交', (found) => missingIn(result.missing, found));
    return stale(visit);
  };

  const confirm = async (visit: Visit, reference: string): Promise<Response> => {
    const result = await confirmDecision(dependencies, reference, proposalIdIn(visit), visit.actor);
    switch (result.kind) {
      case 'certified':
      case 'refused':
        return done(visit, reference, result.kind);
      case 'same-person':
        return wrong(visit, '不能复核自己的初核', '初核和复核必须是两个人，什么也没有改变。', 409);
      case 'already-certified':
        return wrong(visit, '单位已经认证', '单位在网上通过了认证，这件申请不用再办理。', 409);
      case 'altered':
        return wrong(
          visit,
          '初核的记录可能被人改动过',
          '签名对不上，什么也没有改变，已记入审计。请退回初核、重新办理，并告诉安全负责人。',
          409,
        );
      default:
        return stale(visit);
    }
  };

  const giveBack = async (visit: Visit, reference: string): Promise<Response> => {
    const given = { proposal: proposalIdIn(visit), note: fieldOf(visit, 'note') };
    const result = await sendBack(dependencies, reference, given, visit.actor);
    if (result.kind === 'returned') return done(visit, reference, 'returned');
    if (result.kind === 'incomplete')
      return incomplete(visit, '没有退回', () => ({ note: `请写退回的原因，最多${NOTE_MAXIMUM}个字。` }));
    return stale(visit);
  };

  return [
    { method: 'get', path: PATH, access: 'case.list', handle: list },
    {
      method: 'get',
      path: `${PATH}/:reference`,
      access: 'case.look',
      handle: (visit) => look(visit),
    },
    { method: 'post', path: `${PATH}/:reference/propose`, access: 'case.propose', handle: deed(propose) },
    { method: 'post', path: `${PATH}/:reference/confirm`, access: 'case.confirm', handle: deed(confirm) },
    { method: 'post', path: `${PATH}/:reference/return`, access: 'case.return', handle: deed(giveBack) },
  ];
}
