/** The certification center (figures 1.7 and 1.8): the widget's list of the three kinds. */
import { html } from 'hono/html';
import type { Session } from '../../shared/sessions.ts';
import type { Webhook } from '../../../bff/portal-client/index.ts';
import type { Standing } from '../../shared/standing.ts';
import { demoData } from './demo-data.ts';
import type { Html } from './html.ts';
import { center, layout, type Resume, type Site } from './layout.ts';

export interface CenterPage {
  standing: Standing;
  /** What the certification service has told about this unit, newest first. */
  events: readonly Webhook[];
  /** The business that was blocked. */
  resume: Resume | undefined;
}

const NOTICE_TEXTS: Record<string, string> = {
  'unit.registered': '单位注册成功',
  'unit.certified': '通过实名认证',
  'unit.rejected': '认证未通过',
  'unit.lapsed': '认证已失效',
};

const moment = new Intl.DateTimeFormat('zh-CN', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Asia/Shanghai',
});

/** One line of the panel. */
export interface Notice {
  type: string;
  text: string;
  /** An instant in RFC 3339, and as it is shown. */
  at: string;
  when: string;
}

export const noticesOf = (events: readonly Webhook[]): Notice[] =>
  events.map(({ type, data: { at } }) => ({
    ...{ type, text: NOTICE_TEXTS[type] ?? type },
    ...{ at, when: moment.format(new Date(at)) },
  }));

const noticePanel = (events: readonly Webhook[]) =>
  html`<section class="panel" aria-labelledby="notices-title">
    <h2 id="notices-title">本站收到的通知</h2>
    <p class="hint" data-notices-nothing ${events.length > 0 ? 'hidden' : ''}>还没有收到认证服务的通知。</p>
    <ul class="notices" data-notices>
      ${noticesOf(events).map(
        ({ type, text, at, when }) =>
          html`<li data-event="${type}">
            <span>${text}</span>
            <time datetime="${at}">${when}</time>
          </li>`,
      )}
    </ul>
  </section>`;

export const centerPage = (site: Site, session: Session, { standing, events, resume }: CenterPage): Html =>
  layout(site, {
    title: '认证中心',
    kind: 'hall',
    styles: ['hall.css', 'pages.css', 'center-place.css'],
    scripts: ['center.js'],
    session,
    standing,
    quiet: true,
    body: html`<div class="columns page">
      <div>
        <nav class="path" aria-label="当前位置"><a href="/">主页</a><span>单位设置</span></nav>
        <h1>认证中心</h1>
        ${center(site, session, standing, resume)}
      </div>
      <div class="side">${demoData(session.account, standing)} ${noticePanel(events)}</div>
    </div>`,
  });
