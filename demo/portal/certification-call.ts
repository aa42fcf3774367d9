/**
 * The call above the businesses: title, sentence and buttons for each next step of a unit that has
 * something to do, or to wait for. In the page `certification-call.js` shows the one of the step
 * that the widget reports. Until then the page has the one that the server can tell.
 */
import { html } from 'hono/html';
import type { KindView, NewsReason, Role, Status, Step, Way } from '../../bff/portal-client/index.ts';
import { lastDayBefore } from './dates.ts';
import { HOTLINE, type Html, icon, unloaded, type Visitor } from './layout.ts';
import type { Session } from './session.ts';

interface Call {
  title: string;
  text: string | Html;
  /** For administrators. */
  main?: Button;
  second?: Button;
  /** There is nothing to do. */
  waits?: true;
}

/**
 * A step, or one of the calls of a step that has several (`callOf` of `certification-call.js`).
 * `ended`: by the server, which does not know whether the unit may certify again.
 */
export type CallId =
  | Exclude<Step, 'none'>
  | 'bring-again'
  | 'held'
  | 'counter-again'
  | 'correct-online'
  | 'certify-again'
  | 'ended';

type Button = (look: 'primary' | 'secondary') => Html;

/** Opens the form, or the dialog that comes before it. `way`: shown only while this way is open. */
const form =
  (label: string, way?: Way): Button =>
  (look) =>
    html`<button type="button" class="${look}" data-certify ${way ? html`data-way="${way}"` : ''}>
      ${label}
    </button>`;

/** Leads to the certification center. */
const center =
  (label: string): Button =>
  (look) =>
    html`<a class="${look}" href="/settings/certification">${label}</a>`;

/** Why the step is as it is, before the call's text. */
const REASONS: Record<NewsReason, string> = {
  'registry-mismatch': '填写的信息与登记信息不一致，请核对。',
  'agent-without-record': '没有查到代理人的办理记录，请换一位办理过业务的人员。',
  'unit-not-active': '单位登记状态异常。',
  'papers-missing': '材料不齐或已过期，请先备齐。',
  'papers-differ': '材料与填写的信息不一致，请先核对。',
  'not-authorized': '到场人员没有单位的授权，请先补齐授权。',
  'papers-in-doubt': '材料存疑，未能核实。',
  'representative-changed': '法定代表人已变更。',
  'registration-changed': '登记信息已变更。',
  'agent-withdrew': '办理认证的代理人已撤回认证。',
  revoked: `认证已被撤销，原因请咨询${HOTLINE}。`,
  'case-expired': '上次申请的人工核验已到期。',
  'claim-expired': '上次提交没有等到核验结果。',
  'recheck-expired': '自动复核已结束，没有通过。',
  'claim-superseded': '上次提交已由本单位后来的提交代替。',
};

/** A value of the next step, which the page fills in. */
const value = (name: string, known = ''): Html => html`<b data-value="${name}">${known}</b>`;
const REFERENCE = html`受理编号${value('reference')}`;

const STATUS = center('查看认证状态');

/** `authority`: where the unit is registered. `lastDay`: of a certification that is due. */
const callsFor = (authority: string, lastDay?: string): Record<CallId, Call> => ({
  certify: {
    title: '本单位尚未完成实名认证',
    text: '约2分钟，认证后就可以办理业务。',
    main: form('立即认证'),
  },
  'certify-again': {
    title: '实名认证已失效',
    text: '重新认证后恢复办理业务。',
    main: form('重新认证'),
  },
  ended: {
    title: '实名认证已失效',
    text: '恢复办理业务的办法，请看认证中心。',
    second: STATUS,
  },
  renew: {
    title: '单位需要重新认证',
    text: html`请最晚在${value('day', lastDay)}<wbr />重新认证，到期前业务照常办理。`,
    main: form('重新认证'),
  },
  correct: {
    title: '上次认证未通过',
    text: '可以重新提交，其他办法请看认证中心。',
    main: form('重新提交'),
    second: STATUS,
  },
  'correct-online': {
    title: '人工核验未通过',
    text: html`现在可以网上提交<span data-closed="counter"
        >，人工核验${value('counter')}<wbr />后可再申请</span
      >。`,
    main: form('网上提交'),
    second: center('查看核验结果'),
  },
  counter: {
    title: '本单位需到办事窗口认证',
    text: html`先在网上填写，再带材料原件<wbr />到办事窗口核验。认证后就可以办理业务。`,
    main: form('申请人工核验'),
  },
  'counter-again': {
    title: '人工核验未通过',
    text: html`可以重新申请人工核验<span data-way="certify">，也可以网上提交</span>。`,
    main: center('重新申请人工核验'),
    second: form('网上提交', 'certify'),
  },
  later: {
    title: '现在不能提交',
    text: html`${value('moment')}后可再提交<span data-way="counter">，也可以申请人工核验</span>。`,
    main: form('申请人工核验', 'counter'),
    second: STATUS,
  },
  authority: {
    title: '请先核实登记信息',
    text: html`请向${authority}<wbr />核实。`,
    second: STATUS,
  },
  held: {
    title: '暂时不能在网上办理',
    text: `请咨询${HOTLINE}。`,
  },
  'no-source': {
    title: '暂时不能在网上认证',
    text: `请咨询${HOTLINE}。`,
  },
  administrator: {
    title: '请管理员先完成实名认证',
    text: html`请管理员登录，<span class="phrase">进入“单位设置”→“认证中心”办理。</span
      >认证后您就可以办理业务。`,
  },
  checking: {
    title: '正在核验',
    text: '核验完成后自动更新，无需重复提交。',
    second: center('查看核验进度'),
    waits: true,
  },
  rechecking: {
    title: '实名认证自动复核中',
    text: html`最晚${value('day')}有结果。填写无误的，无需重复提交。`,
    second: center('查看复核进度'),
    waits: true,
  },
  bring: {
    title: '请带材料原件到办事窗口核验',
    text: html`请最晚在${value('day')}<wbr />到办事窗口，报${REFERENCE}。`,
    second: center('查看办理进度'),
  },
  'bring-again': {
    title: '材料需要再看一遍',
    text: html`请最晚在${value('day')}<wbr />带材料原件再到办事窗口，报${REFERENCE}。`,
    second: center('查看办理进度'),
  },
  deciding: {
    title: '人工核验中',
    text: html`${REFERENCE}，材料已经看过，正在复核，请等待结果。`,
    second: center('查看办理进度'),
    waits: true,
  },
});

/** The registering authority, by the first character of a unified social credit code (GB 32100). */
const AUTHORITIES: Record<string, string> = { 1: '机构编制部门', 5: '民政部门', 9: '市场监管部门' };
const authorityOf = (code: string): string => (code.length === 18 && AUTHORITIES[code[0]!]) || '登记管理机关';

/**
 * The call that the server can tell: it has no next step, which depends on the user. `view`: when
 * the service has answered.
 */
export function firstCall(status: Status | 'unknown', role: Role, view?: KindView): CallId | 'none' {
  if (view?.due) return 'renew';
  if (view?.reason === 'unit-not-active') return 'authority';
  switch (status) {
    case 'pending':
      return 'checking';
    case 'lapsed':
      return 'ended';
    case 'uncertified':
      return role === 'administrator' ? 'certify' : 'administrator';
    case 'certified':
    case 'not-open':
    case 'unknown':
      return 'none';
  }
}

/** A page with the call. */
export interface PageWithCall extends Visitor {
  session: Session;
  /** The real-name certification, when the service has answered. */
  view?: KindView | undefined;
}

/** The calls of all steps; all but one are hidden. */
export function certificationCall({ session, view, call: shown }: PageWithCall): Html {
  const { unit, role } = session.account;
  const reason = view?.due?.reason ?? view?.reason;
  const why = Object.entries(REASONS).map(
    ([each, said]) => html`<span data-reason="${each}" ${each === reason ? '' : 'hidden'}>${said}</span>`,
  );
  const calls = callsFor(authorityOf(unit.code), view?.due && lastDayBefore(view.due.at));
  return html`${Object.entries(calls).map(([id, { title, text, main, second, waits }]) => {
    const own = role === 'administrator' ? main : undefined;
    return html`<section
      class="card call ${waits ? 'waits' : ''}"
      data-for="${id}"
      aria-label="单位实名认证"
      ${id === shown ? '' : 'hidden'}
    >
      ${icon(waits ? 'clock' : 'shield')}
      <div>
        <div>
          <h2>${title}</h2>
          <p>${why}${text}</p>
        </div>
        ${own || second ? html`<div class="actions">${own?.('primary')} ${second?.('secondary')}</div>` : ''}
        ${own ? unloaded('认证功能') : ''}
      </div>
    </section>`;
  })}`;
}
