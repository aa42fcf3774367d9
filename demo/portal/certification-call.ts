/**
 * The call above the businesses: title, sentence and buttons for each state of a unit that has something to do, or to wait for. The
 * server shows the state that it knows. In the page `certification-call.js` shows the one that the widget reports, such as a case at the counter.
 */
import { html } from 'hono/html';
import type { KindView } from '../../bff/portal-client/index.ts';
import { lastDayBefore } from './dates.ts';
import { HOTLINE, type Html, icon, unloaded, type Visitor } from './layout.ts';
import type { Session } from './session.ts';

interface Call {
  title: string;
  /** Before the text: why, by the service's reason. */
  reasons?: Record<string, string>;
  text: string | Html;
  /** For administrators. */
  main?: Button;
  second?: Button;
  /** There is nothing to do. */
  waits?: true;
}

type Button = (look: 'primary' | 'secondary') => Html;

/** Opens the form, or the dialog that comes before it. */
const form =
  (label: string): Button =>
  (look) =>
    html`<button type="button" class="${look}" data-certify>${label}</button>`;

/** Leads to the certification center. */
const center =
  (label: string): Button =>
  (look) =>
    html`<a class="${look}" href="/settings/certification">${label}</a>`;

const ENDS = {
  'representative-changed': '法定代表人已变更。',
  'registration-changed': '登记信息已变更。',
  'unit-not-active': '单位登记状态异常。',
  'agent-withdrew': '办理认证的代理人已撤回认证。',
};
const REFUSALS = {
  'papers-missing': '材料不齐或已过期，请先备齐。',
  'papers-differ': '材料与填写的信息不一致，请先核对。',
  'not-authorized': '到场人员没有单位的授权，请先补齐授权。',
  'papers-in-doubt': '材料存疑，未能核实。',
  'unit-not-active': '单位登记状态异常。',
};

const REJECTIONS = {
  'registry-mismatch': '填写的信息与登记信息不一致，请核对。',
  'agent-without-record': '没有查到代理人的办理记录，请换一位办理过业务的人员。',
};

/** A value of the status, which the page fills in. */
const value = (name: string, known = ''): Html => html`<b data-value="${name}">${known}</b>`;
const CASE = html`受理编号${value('case')}`;
const CASES_AGAIN = html`人工核验${value('casesAgain')}<wbr />后可再申请`;

/** `authority`: where the unit is registered. `lastDay`: of a certification that is due. */
const callsFor = (authority: string, lastDay?: string): Record<string, Call> => ({
  uncertified: {
    title: '本单位尚未完成实名认证',
    text: '约2分钟，认证后就可以办理业务。',
    main: form('立即认证'),
  },
  rejected: {
    title: '上次认证未通过',
    reasons: REJECTIONS,
    text: '可以重新提交，其他办法请看认证中心。',
    main: form('重新提交'),
    second: center('查看认证状态'),
  },
  lapsed: {
    title: '实名认证已失效',
    reasons: ENDS,
    text: '重新认证后恢复办理业务。',
    main: form('重新认证'),
  },
  'lapsed-or-held': {
    title: '实名认证已失效',
    reasons: ENDS,
    text: '恢复办理业务的办法，请看认证中心。',
    second: center('查看认证状态'),
  },
  'revoked-or-held': {
    title: '实名认证已被撤销',
    text: `原因请咨询${HOTLINE}。`,
    second: center('查看认证状态'),
  },
  revoked: {
    title: '实名认证已被撤销',
    text: `原因请咨询${HOTLINE}。重新认证后恢复办理业务。`,
    main: form('重新认证'),
  },
  due: {
    title: '单位需要重新认证',
    reasons: ENDS,
    text: html`请最晚在${value('due', lastDay)}<wbr />重新认证，到期前业务照常办理。`,
    main: form('重新认证'),
  },
  held: {
    title: '暂时不能在网上办理',
    text: `请咨询${HOTLINE}。`,
  },
  inactive: {
    title: '请先核实登记状态',
    text: `单位登记状态异常，请先向${authority}核实。`,
    second: center('查看认证状态'),
  },
  pending: {
    title: '正在核验',
    text: '核验完成后自动更新，无需重复提交。',
    second: center('查看核验进度'),
    waits: true,
  },
  recheck: {
    title: '实名认证自动复核中',
    text: html`最晚${value('recheck')}有结果。填写无误的，无需重复提交。`,
    second: center('查看复核进度'),
    waits: true,
  },
  'used-up': {
    title: '网上提交次数已用完',
    text: html`${value('again')}后可再提交。`,
    second: center('查看认证状态'),
  },
  'used-up-only-counter': {
    title: '网上提交次数已用完',
    text: html`${value('again')}后可再提交，也可以申请人工核验。`,
    main: form('申请人工核验'),
  },
  'only-counter': {
    title: '本单位需到办事窗口认证',
    text: html`先在网上填写，再带材料原件<wbr />到办事窗口核验。认证后就可以办理业务。`,
    main: form('申请人工核验'),
  },
  'only-counter-used-up': {
    title: '人工核验次数已用完',
    text: html`${value('casesAgain')}后可再申请。`,
    second: center('查看认证状态'),
  },
  case: {
    title: '请带材料原件到办事窗口核验',
    text: html`请最晚在${value('until')}<wbr />到办事窗口，报${CASE}。`,
    second: center('查看办理进度'),
  },
  'case-seen': {
    title: '人工核验中',
    text: html`${CASE}，材料已经看过，正在复核，请等待结果。`,
    second: center('查看办理进度'),
    waits: true,
  },
  'case-returned': {
    title: '材料需要再看一遍',
    text: html`请最晚在${value('until')}<wbr />带材料原件再到办事窗口，报${CASE}。`,
    second: center('查看办理进度'),
  },
  refused: {
    title: '人工核验未通过',
    reasons: REFUSALS,
    text: '可以重新申请人工核验，也可以网上提交。',
    main: center('重新申请人工核验'),
    second: form('网上提交'),
  },
  'refused-only-counter': {
    title: '人工核验未通过',
    reasons: REFUSALS,
    text: '可以重新申请人工核验。',
    main: center('重新申请人工核验'),
  },
  'refused-only-online': {
    title: '人工核验未通过',
    reasons: REFUSALS,
    text: html`现在可以网上提交，${CASES_AGAIN}。`,
    main: form('网上提交'),
    second: center('查看核验结果'),
  },
  'refused-used-up': {
    title: '人工核验未通过',
    reasons: REFUSALS,
    text: html`网上${value('again')}<wbr />后可再提交，${CASES_AGAIN}。`,
    second: center('查看核验结果'),
  },
  'refused-counter-used-up': {
    title: '人工核验未通过',
    reasons: REFUSALS,
    text: html`${CASES_AGAIN}。`,
    second: center('查看核验结果'),
  },
  'refused-authority': {
    title: '人工核验未通过',
    reasons: REFUSALS,
    text: html`请先向${authority}<wbr />核实登记信息。`,
    second: center('查看核验结果'),
  },
});

/** An operator cannot certify. */
const OPERATOR: Call = {
  title: '请管理员先完成实名认证',
  text: html`请管理员登录，<span class="phrase">进入“单位设置”→“认证中心”办理。</span
    >认证后您就可以办理业务。`,
};

/** The registering authority, by the first character of a unified social credit code (GB 32100). */
const AUTHORITIES: Record<string, string> = { 1: '机构编制部门', 5: '民政部门', 9: '市场监管部门' };
const authorityOf = (code: string): string => (code.length === 18 && AUTHORITIES[code[0]!]) || '登记管理机关';

/**
 * The state of a status, as far as the server knows it. `stateOf` of `certification-call.js` knows more: also whether officers hold a unit
 * whose certification has ended, which may not certify again then.
 */
export function callOf({ status, reason, due }: KindView): string {
  if (due) return 'due';
  if (reason === 'unit-not-active') return 'inactive';
  if (status === 'lapsed') return reason === 'revoked' ? 'revoked-or-held' : 'lapsed-or-held';
  return status;
}

/** A page with the call. */
export interface PageWithCall extends Visitor {
  session: Session;
  /** The real-name certification, when the service has answered. */
  view?: KindView | undefined;
}

/** The calls of all states; the others are hidden. */
export function certificationCall({ session, view, call: shown }: PageWithCall): Html {
  const { unit, role } = session.account;
  const isAdministrator = role === 'administrator';
  const reason = view?.due?.reason ?? view?.reason;
  const calls = callsFor(authorityOf(unit.code), view?.due && lastDayBefore(view.due.at));
  const all = isAdministrator ? calls : { ...calls, uncertified: OPERATOR };
  return html`${Object.entries(all).map(([state, { title, reasons = {}, text, main, second, waits }]) => {
    const own = isAdministrator ? main : undefined;
    return html`<section
      class="card call ${waits ? 'waits' : ''}"
      data-for="${state}"
      aria-label="单位实名认证"
      ${state === shown ? '' : 'hidden'}
    >
      ${icon(waits ? 'clock' : 'shield')}
      <div>
        <div>
          <h2>${title}</h2>
          <p>
            ${Object.entries(reasons).map(
              ([each, why]) =>
                html`<span data-reason="${each}" ${each === reason ? '' : 'hidden'}>${why}</span>`,
            )}${text}
          </p>
        </div>
        ${own || second ? html`<div class="actions">${own?.('primary')} ${second?.('secondary')}</div>` : ''}
        ${own ? unloaded('认证功能') : ''}
      </div>
    </section>`;
  })}`;
}
