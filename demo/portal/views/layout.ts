/** The frame of every page: head, header with the user's area, footer, and the certification widget. */
import { html } from 'hono/html';
import type { Appearance } from '../../shared/appearance.ts';
import type { Assets } from '../../shared/assets.ts';
import { fillClaims } from '../../shared/fill.ts';
import { letters } from '../../shared/icons.ts';
import type { Session } from '../../shared/sessions.ts';
import type { Standing } from '../../shared/standing.ts';
import { certificationState, icon, type Html } from './html.ts';

export const BUREAU = '云川市人力资源和社会保障局';
export const HALL = '网上办事大厅';

/** What pages need to know about the portal they belong to, and about who looks at them. */
export interface Site {
  assets: Assets;
  appearance: Appearance;
  /** Base URL of the certification service, from which the widget's script comes. */
  bffUrl: string;
}

export interface Page {
  title: string;
  body: Html;
  /** Present on pages behind the login. */
  session?: Session | undefined;
  /** What the server knows of the unit's certification. */
  standing?: Standing;
  /** The page has words or elements of its own about the certification: it needs no prompt. */
  quiet?: boolean;
  styles?: string[];
  scripts?: string[];
  /** Elements of the product on a page before the login; behind it there is `unit-certification`. */
  elements?: 'unit-registration'[];
  /** For the stylesheet: the login page has a frame of its own. */
  kind: 'login' | 'hall' | 'text';
  /** Somebody types here: what is only read opens in another tab. */
  typed?: boolean;
}

const brand = (site: Site) =>
  html`<a class="brand" href="/">
    <img src="${site.assets.address('emblem.svg')}" width="44" height="44" alt="" />
    <span class="brand-words"><small>${BUREAU}</small><strong>${HALL}</strong></span>
  </a>`;

/** 「长辈版」, on every page: larger type and targets, in the product's dialogs too. */
const largeSwitch = ({ appearance }: Site) =>
  html`<button type="button" class="large-switch" data-large aria-pressed="${String(appearance === 'large')}">
    ${letters}长辈版
  </button>`;

const userArea = ({ account }: Session, standing: Standing | undefined) =>
  html`<div class="user-area">
    <a class="state" href="/settings/certification" data-certification="${standing?.status ?? 'unknown'}"
      >${certificationState(standing?.status)}</a
    >
    <div class="menu" data-menu>
      <button type="button" aria-expanded="false" aria-controls="unit-settings">
        ${icon('settings')}单位设置${icon('chevron')}
      </button>
      <div class="menu-panel" id="unit-settings" hidden>
        <p class="menu-unit">
          ${account.unit.name}<small>${account.role === 'administrator' ? '管理员' : '经办人'}</small>
        </p>
        <ul>
          <li><a href="/settings/certification">${icon('shield')}认证中心</a></li>
          <li><a href="/privacy">${icon('notes')}个人信息处理说明</a></li>
        </ul>
      </div>
    </div>
    <form method="post" action="/logout">
      <button type="submit" class="quiet">${icon('exit')}退出</button>
    </form>
  </div>`;

/**
 * What every element of the product needs on this portal. The widget paints by `known-status` at once; an
 * operator is told to ask the administrator, which only the service's own answer brings about.
 */
const attributes = (
  { appearance }: Site,
  { account }: Session,
  standing: Standing | undefined,
  centerUrl = '/settings/certification',
): Html => {
  const tells = standing?.fresh && (standing.status === 'certified' || account.role === 'administrator');
  return html`token-url="/session/certification-token" center-url="${centerUrl}" privacy-url="/privacy"
  login-url="/login" appearance="${appearance}"${tells ? html` known-status="${standing.status}"` : ''}`;
};

/** In the product's form: a customer's own help, here the demo's. */
const help = ({ account }: Session) =>
  fillClaims(account.claims, ({ outcome }) => `已填入。提交后会看到：${outcome}。`);

/** How a customer embeds the product: one script, one element. */
const prompt = (site: Site, session: Session, standing: Standing | undefined) =>
  html`<unit-certification ${attributes(site, session, standing)}>${help(session)}</unit-certification>`;

/**
 * Holds back the links and forms of this selector until the unit is certified (figure 1.11): with the form in
 * place, or by way of the center when its address has a place for the way back.
 */
export const gate = (
  selector: string,
  site: Site,
  session: Session,
  standing: Standing,
  centerUrl?: string,
): Html =>
  html`<unit-certification view="gate" for="${selector}" ${attributes(site, session, standing, centerUrl)}
    >${help(session)}</unit-certification
  >`;

/** A business that was blocked, and its path on this portal. */
export interface Resume {
  path: string;
  name: string;
}

/** The three kinds with their states, the button to certify, and the way back to the business (figure 1.8). */
export const center = (site: Site, session: Session, standing: Standing, resume: Resume | undefined): Html =>
  html`<unit-certification
    class="center-place ${standing.status ?? ''} ${session.account.role} ${resume ? 'continues' : ''}"
    view="center"
    ${resume ? html`resume-url="${resume.path}" business="${resume.name}"` : ''}
    ${attributes(site, session, undefined)}
    >${help(session)}</unit-certification
  >`;

const footer = ({ typed }: Page) =>
  html`<footer class="footer">
    <p><span>${BUREAU}</span> <span class="next">服务热线12333（工作日9:00—17:00）</span></p>
    <p>
      <span>本网站为演示系统，</span><span>单位、人员和证件号码均为虚构。</span>
      <a href="/privacy" ${typed ? html`target="_blank"` : ''}
        >个人信息处理说明${typed ? html`<span class="visually-hidden">（在新标签页打开）</span>` : ''}</a
      >
    </p>
  </footer>`;

const moduleScript = (src: string) => html`<script type="module" src="${src}"></script>`;

export function layout(site: Site, page: Page): Html {
  const styles = ['base.css', 'parts.css', 'frame.css', ...(page.styles ?? []), 'demo.css'];
  const scripts = [
    'appearance.js',
    'fill.js',
    ...(page.session ? ['portal.js'] : []),
    ...(page.scripts ?? []),
  ];
  const elements = page.elements ?? (page.session ? ['unit-certification'] : []);
  return html`<!doctype html>
    <html lang="zh-Hans" data-appearance="${site.appearance}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} - ${HALL}</title>
        <link rel="icon" href="${site.assets.address('emblem.svg')}" type="image/svg+xml" />
        ${styles.map((name) => html`<link rel="stylesheet" href="${site.assets.address(name)}" />`)}
        ${scripts.map((name) => moduleScript(site.assets.address(name)))}
        ${elements.map((name) => moduleScript(`${site.bffUrl}/widget/${name}.js`))}
      </head>
      <body class="${page.kind}">
        <a class="skip" href="#content">跳到主要内容</a>
        <header class="header">
          <div class="header-inner">
            ${brand(site)} ${largeSwitch(site)} ${page.session ? userArea(page.session, page.standing) : ''}
          </div>
        </header>
        <main id="content" tabindex="-1">${page.body}</main>
        ${footer(page)} ${page.session && !page.quiet ? prompt(site, page.session, page.standing) : ''}
      </body>
    </html>`;
}
