/**
 * The pages that embed the certification: one script, and an element for each use of it.
 *
 *     <script async type="module" src="https://bff.example/widget/unit-certification.js"></script>
 *     <unit-certification token-url="/session/certification-token"></unit-certification>
 */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { statusOfKind, type Reason, type Status, type Webhook } from '../../bff/portal-client/index.ts';
import { BUSINESS } from './businesses.ts';
import { certificationCall, firstCall, type PageWithCall } from './certification-call.ts';
import { lastDayBefore } from './dates.ts';
import { fillCertification } from './demo-fill.ts';
import { HELP, type Html, icon, layout, type Page, unitHeading, unloaded } from './layout.ts';
import { type LoggedIn, loggedIn, type Portal, visitorOf } from './portal.ts';

/** A page for a logged-in unit, with what the portal's server knows of its certification. */
export interface UnitPage extends PageWithCall {
  status: Status | 'unknown';
}

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
    view,
    call: firstCall(status, session.account.role, view),
  };
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
const knownStatus = ({ status, session, view }: UnitPage): Html | '' =>
  status !== 'unknown' && !view?.due && (status === 'certified' || session.account.role === 'administrator')
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
  html`<script async type="module" src="${bffUrl}/widget/${script}.js"></script>
    <script defer src="${bffUrl}/widget/browser-check.js"></script>`;

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
          ${unitHeading(account.unit.name)}
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

const NOTICES: Record<Exclude<Webhook['type'], 'unit.case'>, string> = {
  'unit.registered': '单位注册成功',
  'unit.certified': '通过实名认证',
  'unit.rejected': '认证未通过',
  'unit.expired': '提交没有等到核验结果',
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

const REASONS: Record<Reason, string> = {
  'registry-mismatch': '信息与登记不一致',
  'unit-mismatch': '单位名称与代码不一致',
  'unit-not-active': '单位登记状态异常',
  'agent-without-record': '没有代理人的办理记录',
  'registry-unavailable': '登记系统没有答复',
};

/** A newer service may have other reasons. */
const reasonWords = (reason: string | undefined): string | undefined =>
  (REASONS as Partial<Record<string, string>>)[reason ?? ''];

function noticeOf({ type, data: { due, reason, ...data } }: Webhook): string {
  if (type === 'unit.case') return CASES[data.case!.state];
  if (type === 'unit.due' && due?.at) return `认证${lastDayBefore(due.at)}到期`;
  const why = type === 'unit.rejected' && reasonWords(reason);
  if (why) return `认证未通过：${why}`;
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
  html`<aside class="card demo">
    <h2>演示：认证服务发给本站的通知</h2>
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
        : html`<p class="muted">有结果后显示在这里。</p>`
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
