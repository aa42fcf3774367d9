/** The frame of every page. `html` escapes what is put into it. */
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { html } from 'hono/html';
import type { Session } from './session.ts';

export type Html = ReturnType<typeof html>;
export type Appearance = 'standard' | 'large';

export const AUTHORITY = '云川市人力资源和社会保障局';

const HOURS = '工作日9:00至17:00';
export const HOTLINE = `服务热线12333（${HOURS}）`;
/** The same with the place of the counter, which comes first: the widget shows it also as the place to go to. No line ends within one of them. */
export const HELP = ['窗口：人民路1号社保大厅', HOURS, '服务热线12333'].map(
  (said) => html`<span>${said}</span> `,
);

/** The visitor of a page. */
export interface Visitor {
  bffUrl: string;
  session: Session | undefined;
  hasQa: boolean;
  /** 「长辈版」: larger type, in the widget too. */
  appearance: Appearance;
  /** The unit's real-name certification, when the page shows it. */
  status?: string;
  /** The call above the businesses. */
  call?: string;
}

export interface Page {
  title: string;
  body: Html;
  /** Scripts of this site. */
  scripts?: string[];
  head?: Html;
}

export const appearanceOf = (c: Context): Appearance =>
  getCookie(c, 'appearance') === 'large' ? 'large' : 'standard';

/** Line icons on a 24-pixel grid, each beside a word. */
const ICONS = {
  arrow: 'M5 12h14M13 6l6 6-6 6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2',
  error: 'M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20ZM12 7v6m0 3.4v.1',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.4-4 3-6 6.5-6s6.1 2 6.5 6M16 4.4a3.5 3.5 0 0 1 0 6.2M18.3 14.6c2 .8 3 2.7 3.2 5.4',
  shield: 'M12 3l8 3v6c0 5-3.4 8-8 9.5C7.4 20 4 17 4 12V6ZM12 8v5M12 16v.3',
  'shield-check': 'M12 3l8 3v6c0 5-3.4 8-8 9.5C7.4 20 4 17 4 12V6ZM8.5 12l2.5 2.5 4.5-5',
} as const;

export const icon = (name: keyof typeof ICONS): Html =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${ICONS[name]}" /></svg>`;

/** A line may end before the legal form, not within another word. */
export const unitHeading = (name: string): Html =>
  html`<h1 class="unit">${name.split(/(?=有限公司)/).map((part) => html`<wbr />${part}`)}</h1>`;

/** For a page whose product's script does not load; `portal.js` shows it then. */
export const unloaded = (what: string): Html =>
  html`<p data-unloaded hidden>
    <span class="error">${icon('error')}${what}没有加载出来，请检查网络后刷新页面。</span>
    <button type="button" class="secondary" data-reload>刷新</button>
  </p>`;

/** The unit's state in the header: an icon and a word for each state, of which the stylesheet shows one. */
const state = (): Html =>
  html`<a class="state" href="/settings/certification">
    <span data-when="certified">${icon('shield-check')}已实名认证</span>
    <span data-when="uncertified">${icon('shield')}未实名认证</span>
    <span data-when="pending">${icon('clock')}正在核验</span>
    <span data-when="recheck">${icon('clock')}自动复核中</span>
    <span data-when="counter">${icon('clock')}人工核验中</span>
    <span data-when="lapsed">${icon('shield')}需重新认证</span>
    <span data-when="unknown">${icon('clock')}暂时查不到</span>
  </a>`;

/** First after the name: on a narrow screen too it is at the top on the right, where the product's notice says that it is. */
const settings = (): Html =>
  html`<details class="menu">
    <summary>单位设置</summary>
    <ul>
      <li><a href="/settings/certification">认证中心</a></li>
    </ul>
  </details>`;

const logout = (): Html =>
  html`<form method="post" action="/logout"><button class="plain">退出</button></form>`;

export const layout = (visitor: Visitor, { title, body, scripts = [], head }: Page): Html =>
  html`<!doctype html>
    <html lang="zh-Hans" data-appearance="${visitor.appearance}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} - 云川市网上办事大厅</title>
        <link rel="icon" href="/assets/emblem.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/portal.css" />
        ${['portal.js', 'demo-fill.js', ...scripts].map(
          (name) => html`<script type="module" src="/assets/${name}"></script>`,
        )}
        ${head ?? ''}
      </head>
      <body data-status="${visitor.status ?? ''}" data-call="${visitor.call ?? ''}">
        <a class="skip" href="#content">跳到主要内容</a>
        <header class="header">
          <div class="inner">
            <a class="brand" href="/">
              <img src="/assets/emblem.svg" width="40" height="40" alt="" />
              <span><small>${AUTHORITY}</small><strong>网上办事大厅</strong></span>
            </a>
            ${visitor.session ? settings() : ''} ${visitor.session && visitor.status ? state() : ''}
            <button
              type="button"
              class="plain"
              data-large
              aria-pressed="${String(visitor.appearance === 'large')}"
            >
              长辈版
            </button>
            ${visitor.session ? logout() : ''}
          </div>
        </header>
        <main id="content" tabindex="-1">${body}</main>
        <footer class="footer">
          <div class="inner">
            <span class="authority">${AUTHORITY}</span>
            <span>${HOTLINE}</span>
            <span>演示系统，单位、人员和证件号码均为虚构</span>
            <a href="/privacy" target="_blank">个人信息处理说明</a>
            ${visitor.hasQa ? html`<a href="/qa">测试人员入口</a>` : ''}
          </div>
        </footer>
      </body>
    </html>`;
