/**
 * The pages that embed the certification: one script, and an element for each use of it.
 *
 *     <script type="module" src="https://bff.example/widget/unit-certification.js"></script>
 *     <unit-certification token-url="/session/certification-token"></unit-certification>
 */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { statusOfKind, type KindView, type Status, type Webhook } from '../../bff/portal-client/index.ts';
import { BUSINESS } from './businesses.ts';
import { fillCertification } from './demo-fill.ts';
import { HELP, HOTLINE, type Html, icon, layout, type Page, type Visitor } from './layout.ts';
import { type LoggedIn, loggedIn, type Portal, visitorOf } from './portal.ts';
import type { Session } from './session.ts';

/** A page for a logged-in unit, with what the portal's server knows of its certification. */
export interface UnitPage extends Visitor {
  session: Session;
  status: Status | 'unknown';
  /** The last day of a certification that is due. */
  lastDay?: string | undefined;
}

const day = new Intl.DateTimeFormat('zh-CN', { month: 'long', day: 'numeric', timeZone: 'Asia/Shanghai' });

/** The last whole day on which the certification counts. */
const lastDayBefore = (instant: string): string => day.format(Date.parse(instant) + 1 - 24 * 60 * 60_000);

/** While the service does not answer, the page shows what its last webhook said. */
export async function openPage(portal: Portal, c: Context<LoggedIn>): Promise<UnitPage> {
  const session = c.get('session');
  const { code } = session.account.unit;
  const answer = await portal.certification.status(code);
  const status = answer.ok ? statusOfKind(answer.value) : (portal.webhooks.statusOf(code) ?? 'unknown');
  const view = answer.ok ? answer.value.kinds.find(({ kind }) => kind === 'real-name') : undefined;
  return {
    ...visitorOf(portal, c),
    session,
    status,
    call: view ? callOf(view) : status,
    lastDay: view?.due && lastDayBefore(view.due.at),
  };
}

/** The text above the businesses. `portal.js` does the same when the status changes, and knows of a case at the counter and of a refusal too. */
function callOf({ status, reason, due }: KindView): string {
  if (due) return 'due';
  if (reason === 'unit-not-active') return 'inactive';
  return reason === 'revoked' ? reason : status;
}

/**
 * The attributes that every element of the product has in this portal; `more` are those of one use. The slot `help` says whom
 * to ask, in the form and in each dialog with a refusal.
 */
const common = ({ appearance }: UnitPage): Html =>
  html`token-url="/session/certification-token" login-url="/login" privacy-url="/privacy"
  appearance="${appearance}"`;

const help = ({ session }: UnitPage): Html =>
  html`<p slot="help">${HELP} ${fillCertification(session.account.demo.claims)}</p>`;

const element = (page: UnitPage, more: Html): Html =>
  html`<unit-certification ${more} ${common(page)}>${help(page)}</unit-certification>`;

/**
 * With the known status the widget's first paint is right. It is left out where only the service's answer says more: for an operator, and
 * for a certification that is due, whose prompt would not come.
 */
const knownStatus = ({ status, session, lastDay }: UnitPage): Html | '' =>
  status !== 'unknown' && !lastDay && (status === 'certified' || session.account.role === 'administrator')
    ? html`known-status="${status}"`
    : '';

/** Asks an uncertified unit once after each login (figures 1.2 to 1.5). */
export const prompt = (page: UnitPage): Html =>
  element(page, html`center-url="/settings/certification" ${knownStatus(page)}`);

/**
 * Stops the links and forms of this selector until the unit is certified (figure 1.11). With `center-url` the user certifies
 * in the center, which leads back; without it the form opens in place.
 */
export const gate = (page: UnitPage, selector: string, centerUrl?: string): Html =>
  element(
    page,
    html`for="${selector}" ${knownStatus(page)} ${centerUrl ? html`center-url="${centerUrl}"` : ''}`,
  );

/** The list of the three kinds (figure 1.8). `resume`: the business that the gate stopped. */
const center = (page: UnitPage, resume?: { name: string; path: string }): Html =>
  html`<unit-certification-center
    ${resume ? html`resume-url="${resume.path}" business="${resume.name}"` : ''}
    ${common(page)}
    >${help(page)}</unit-certification-center
  >`;

/** The second one says it in browsers that are too old for the first. */
export const widgetScripts = (bffUrl: string, script: string): Html =>
  html`<script type="module" src="${bffUrl}/widget/${script}.js"></script>
    <script defer src="${bffUrl}/widget/browser-check.js"></script>`;

/** For a page whose product's script does not load; `portal.js` shows it then. */
export const unloaded = (what: string): Html =>
  html`<p data-unloaded hidden>
    <span class="error">${icon('error')}${what}没有加载出来，请检查网络后刷新页面。</span>
    <button type="button" class="secondary" data-reload>刷新</button>
  </p>`;

/** The layout with the widget's script. */
export const pageWithWidget = (page: UnitPage, content: Page, script = 'unit-certification'): Html =>
  layout(page, {
    ...content,
    head: widgetScripts(page.bffUrl, script),
  });

const mainPage = (page: UnitPage): Html => {
  const { account, notice } = page.session;
  return pageWithWidget(page, {
    title: '主页',
    body: html`<div class="band">
        <div class="inner">
          <p>您好，${account.role === 'administrator' ? '管理员' : '经办人'}</p>
          <h1>${account.unit.name}</h1>
          <p>统一社会信用代码 <span class="code">${account.unit.code}</span></p>
        </div>
      </div>
      <div class="inner columns overlap">
        <div>
          ${notice ? html`<p class="notice" role="status">${icon('check')}${notice}</p>` : ''}
          ${certificationCall(page)}
          <section class="card">
            <h2>单位业务</h2>
            <a class="business" href="${BUSINESS.path}" data-business="${BUSINESS.name}">
              ${icon('people')}
              <span><strong>${BUSINESS.name}</strong><span>${BUSINESS.about}</span></span>
              ${icon('arrow')}
            </a>
          </section>
        </div>
        <aside class="card demo">
          <h2>演示说明</h2>
          <p><strong>${account.demo.title}</strong></p>
          <p>${account.demo.about}</p>
        </aside>
      </div>
      ${prompt(page)} ${gate(page, '[data-business]', '/settings/certification?continue={resume}')}`,
  });
};

/** The texts for a unit that is not certified, one for each status. The stylesheet shows one; portal.js updates the status. */
export function certificationCall({ session, lastDay = '' }: UnitPage): Html {
  const isAdministrator = session.account.role === 'administrator';
  const certify = isAdministrator
    ? html`<button type="button" class="primary" data-certify>立即认证</button> ${unloaded('认证功能')}`
    : '';
  const call = (when: string, title: string | Html, text: string | Html, action: Html | '' = '') =>
    html`<section class="card call" data-for="${when}" aria-label="单位实名认证">
      ${icon(WAITING.includes(when) ? 'clock' : 'shield')}
      <div>
        <h2>${title}</h2>
        <p>${text}</p>
      </div>
      ${action}
    </section>`;
  return html`${call(
    'uncertified',
    isAdministrator ? '本单位尚未完成实名认证' : '请管理员先完成实名认证',
    isAdministrator
      ? '约2分钟，认证后就可以办理业务。'
      : '请管理员登录后，在“单位设置”→“认证中心”办理。认证后您就可以办理业务。',
    certify,
  )}
  ${call('lapsed', '单位实名认证已失效，请重新认证', '单位的登记信息有变化。重新认证后恢复办理业务。', certify)}
  ${call('inactive', '请先核实登记状态', '登记信息显示本单位状态异常，暂不能认证。', toCenter('查看认证状态'))}
  ${call('revoked', '单位的认证已被撤销', html`原因请咨询${HOTLINE}。重新认证后恢复办理业务。`, certify)}
  ${call('pending', '实名认证正在核验', '核验完成后自动更新，无需重复提交。')}
  ${call(
    'due',
    '请重新认证单位',
    html`请最晚在<b data-due>${lastDay}</b>重新认证。到期前，业务照常办理。`,
    isAdministrator ? html`<a class="primary" href="/settings/certification">去办理</a>` : '',
  )}
  ${call(
    'counter',
    '人工核验中',
    html`受理编号<b data-case></b>，请最晚在<b data-until></b>带材料到窗口。`,
    toCenter('查看办理进度'),
  )}
  ${call(
    'seen',
    '人工核验中',
    html`受理编号<b data-case></b>，材料已经看过，正在复核，请等待结果。`,
    toCenter('查看办理进度'),
  )}
  ${call(
    'refused',
    '人工核验未通过',
    html`<span class="line"><span data-refusal></span>。</span
      >${CASES_LEFT}${CASES_USED_UP}${LEFT}${USED_UP}`,
    html`${toCenter('查看核验结果')}${certify}`,
  )}
  ${call(
    'recheck',
    '实名认证自动复核中',
    html`最晚<b data-until></b>有结果，登记信息一致后自动通过，无需重复提交。`,
    toCenter('查看复核进度'),
  )}
  ${call(
    'to-counter',
    '本单位需到办事窗口认证',
    '先在网上填写，再带证件到窗口核验。认证后就可以办理业务。',
    certify,
  )}
  ${call('no-cases', '本单位需到办事窗口认证', CASES_USED_UP, toCenter('查看认证状态'))}
  ${call('used-up', '网上提交次数已用完', html`<b data-again></b>后可再提交。`, toCenter('查看认证状态'))}`;
}

const WAITING = ['pending', 'counter', 'seen', 'recheck'];
const CASES_LEFT = html`<span class="line" data-cases-left>处理后可以重新申请人工核验。</span>`;
const CASES_USED_UP = html`<span class="line" data-cases-used-up
  >人工核验的申请次数已用完，<b data-cases-again></b>后可再申请。</span
>`;
const LEFT = html`<span class="line" data-left>也可以网上提交。</span>`;
const USED_UP = html`<span class="line" data-used-up
  >网上提交次数已用完，<b data-again></b>后可再提交。</span
>`;
const toCenter = (label: string): Html =>
  html`<a class="secondary" href="/settings/certification">${label}</a>`;

const NOTICES: Record<Exclude<Webhook['type'], 'unit.case'>, string> = {
  'unit.registered': '单位注册成功',
  'unit.certified': '通过实名认证',
  'unit.rejected': '认证未通过',
  'unit.due': '认证不再到期',
  'unit.lapsed': '认证已失效',
};

const CASES: Record<NonNullable<Webhook['data']['case']>['state'], string> = {
  open: '已申请人工核验',
  certified: '人工核验已通过',
  refused: '人工核验未通过',
  withdrawn: '人工核验已撤回',
  expired: '人工核验已到期',
};

const REASONS: Partial<Record<string, string>> = {
  'registry-mismatch': '信息与登记不一致',
  'unit-not-active': '单位登记状态异常',
  'agent-without-record': '没有代理人的办理记录',
};

function noticeOf({ type, data: { due, reason, ...data } }: Webhook): string {
  if (type === 'unit.case') return CASES[data.case!.state];
  if (type === 'unit.due' && due?.at) return `认证${lastDayBefore(due.at)}到期`;
  if (type === 'unit.rejected' && REASONS[reason ?? '']) return `认证未通过：${REASONS[reason!]}`;
  return reason === 'revoked' ? '认证已被撤销' : NOTICES[type];
}

/** The older ones are folded. */
const NOTICES_SHOWN = 5;

const moment = new Intl.DateTimeFormat('zh-CN', {
  ...{ month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  timeZone: 'Asia/Shanghai',
});

const noticesOf = (events: readonly Webhook[]): Html =>
  html`<ul class="notices">
    ${events.map(
      (event) =>
        html`<li data-event="${event.type}">
          <span>${noticeOf(event)}</span>
          <time datetime="${event.data.at}">${moment.format(new Date(event.data.at))}</time>
        </li>`,
    )}
  </ul>`;

const received = (events: readonly Webhook[]): Html =>
  html`<aside class="card">
    <h2>本站收到的通知</h2>
    ${
      events.length > 0
        ? html`${noticesOf(events.slice(0, NOTICES_SHOWN))}
          ${
            events.length > NOTICES_SHOWN
              ? html`<details>
                  <summary>更早的${events.length - NOTICES_SHOWN}条</summary>
                  ${noticesOf(events.slice(NOTICES_SHOWN))}
                </details>`
              : ''
          }`
        : html`<p class="muted">还没有收到认证服务的通知。</p>`
    }
  </aside>`;

export function pagesWithWidget(portal: Portal): Hono<LoggedIn> {
  const app = new Hono<LoggedIn>();
  app.use('/', loggedIn(portal));
  app.use('/settings/*', loggedIn(portal));

  app.get('/', async (c) => {
    const page = await openPage(portal, c);
    const body = mainPage(page);
    page.session.notice = undefined;
    return c.html(body);
  });

  app.get('/settings/certification', async (c) => {
    const page = await openPage(portal, c);
    // Only a business of the portal's own list: the query must not lead to another site.
    const resume = c.req.query('continue') === BUSINESS.path ? BUSINESS : undefined;
    return c.html(
      pageWithWidget(
        page,
        {
          title: '认证中心',
          body: html`<div class="inner columns">
            <div>
              <nav class="path" aria-label="当前位置"><a href="/">主页</a> <span>单位设置</span></nav>
              <h1>认证中心</h1>
              ${center(page, resume)} ${unloaded('认证功能')}
            </div>
            ${received(portal.webhooks.eventsOf(page.session.account.unit.code))}
          </div>`,
        },
        'unit-certification-center',
      ),
    );
  });

  return app;
}
