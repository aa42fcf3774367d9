/** The frame of the department's pages, in two languages. `html` escapes what is put into it. */
import { html } from 'hono/html';
import type { Appearance } from '../../shared/appearance.ts';
import type { Assets } from '../../shared/assets.ts';
import { fillClaims } from '../../shared/fill.ts';
import { drawn, letters } from '../../shared/icons.ts';
import { inPhrases, plain } from '../../shared/phrases.ts';
import type { Session } from '../../shared/sessions.ts';
import type { RealNameStatus } from '../../shared/standing.ts';
import { WORDS, type Language } from '../words/index.ts';

export type Html = ReturnType<typeof html>;

/** What every page needs to know. */
export interface Frame {
  assets: Assets;
  /** Base URL of the certification service. */
  bffUrl: string;
  language: Language;
  appearance: Appearance;
  /** The page's own address, for the other language. */
  path: string;
  session: Session | undefined;
  status?: RealNameStatus | undefined;
}

interface Page {
  title: string;
  body: Html;
  styles?: string[];
  scripts?: string[];
  /** The page has an element of its own, or words, about the certification: no prompt. */
  quiet?: boolean;
}

export const ICONS = {
  alert: 'M12 3l8 3v6c0 5-3.400 8-8 9.500C7.400 20 4 17 4 12V6ZM12 8v5M12 16v.3',
  check: 'M12 3l8 3v6c0 5-3.400 8-8 9.500C7.400 20 4 17 4 12V6ZM8.500 12l2.500 2.500 4.500-5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.500 2',
  chevron: 'M6 9l6 6 6-6',
  error: 'M12 23a11 11 0 1 0 0-22 11 11 0 0 0 0 22ZM12 7v6m0 3.400v.1',
  tick: 'M5 12.500l4.500 4.500L19 7.500',
};

const attributes = ({ session, status, language, appearance }: Frame) => {
  const tells = status === 'certified' || (status && session?.account.role === 'administrator');
  return html`token-url="/session/certification-token" center-url="/certification" privacy-url="/privacy"
  login-url="/login" locale="${language}"
  appearance="${appearance}"${tells ? html` known-status="${status}"` : ''}`;
};

/** The product's element, with the demo's help for its form. `place`: its view and what belongs to that. */
export const certification = (frame: Frame, place: Html | '' = ''): Html => {
  const { filled, fill } = WORDS[frame.language];
  const claims = frame.session?.account.claims ?? [];
  return html`<unit-certification ${place} ${attributes(frame)}
    >${fillClaims(claims, ({ outcome }) => filled(outcome), fill)}</unit-certification
  >`;
};

/** A word and an icon, never color alone; department.js keeps it true. */
const state = ({ language, status }: Frame) =>
  html`<a class="state" href="/certification" data-state="${status ?? 'unknown'}"
    ><span data-for="certified">${drawn(ICONS.check)}</span
    ><span data-for="uncertified lapsed">${drawn(ICONS.alert)}</span
    ><span data-for="pending unknown">${drawn(ICONS.clock)}</span
    ><span data-state-text>${WORDS[language][status ?? 'unknown']}</span></a
  >`;

const unitArea = (frame: Frame) => {
  const words = WORDS[frame.language];
  const [more, name] = words.settingsMenu;
  return html`<nav class="tools unit" aria-label="${words.menu}">
    ${state(frame)}
    <details class="menu">
      <summary>
        <span><span class="menu-more">${more}</span><span class="menu-name">${name}</span></span
        >${drawn(ICONS.chevron)}
      </summary>
      <ul>
        <li><a href="/certification">${words.center}</a></li>
        <li><a href="/privacy">${words.privacy}</a></li>
      </ul>
    </details>
    <form method="post" action="/logout"><button class="bar">${words.logOut}</button></form>
  </nav>`;
};

const header = (frame: Frame) => {
  const words = WORDS[frame.language];
  const other = frame.language === 'en' ? 'zh-Hans' : 'en';
  return html`<header class="header">
    <div class="inner">
      <a class="brand" href="/">
        <img src="${frame.assets.address('fund.svg')}" width="40" height="40" alt="" />
        <span><strong>${inPhrases(words.department)}</strong><small>${words.site}</small></span>
      </a>
      <div class="tools">
        <button type="button" class="bar" data-large aria-pressed="${String(frame.appearance === 'large')}">
          ${letters}<span>${words.large}<span class="large-more">${words.largeMore}</span></span>
        </button>
        <a class="bar" href="${frame.path}?lang=${other}" lang="${other}" hreflang="${other}"
          >${words.other}</a
        >
      </div>
      ${frame.session ? unitArea(frame) : ''}
    </div>
  </header>`;
};

export function page(frame: Frame, { title, body, styles = [], scripts = [], quiet = false }: Page): Html {
  const { assets, language, bffUrl, session, appearance } = frame;
  const words = WORDS[language];
  const states = ['certified', 'uncertified', 'pending', 'lapsed', 'unknown'] as const;
  const said = states.map((each) => html` data-${each}="${words[each]}"`);
  const script = (src: string) => html`<script type="module" src="${src}"></script>`;
  return html`<!doctype html>
    <html lang="${language}" data-appearance="${appearance}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} - ${plain(words.department)}</title>
        <link rel="icon" href="${assets.address('fund.svg')}" type="image/svg+xml" />
        ${['department.css', 'parts.css', 'header.css', 'menu.css', ...styles, 'demo.css'].map(
          (name) => html`<link rel="stylesheet" href="${assets.address(name)}" />`,
        )}
        ${['appearance.js', 'fill.js', 'department.js', ...scripts].map((name) =>
          script(assets.address(name)),
        )}
        ${session ? script(`${bffUrl}/widget/unit-certification.js`) : ''}
      </head>
      <body ${said} data-used-up="${words.usedUp('{when}')}">
        <a class="skip" href="#content">${words.skip}</a>
        ${header(frame)}
        <main id="content" tabindex="-1">${body}</main>
        <footer class="footer">
          <p><span>${plain(words.department)}</span> <span class="next">${words.hotline}</span></p>
          <p>
            ${words.notice.split('|').map((part) => html`<span>${part}</span>`)}
            <a href="/privacy">${words.privacy}</a>
          </p>
        </footer>
        ${session && !quiet ? certification(frame) : ''}
      </body>
    </html>`;
}
