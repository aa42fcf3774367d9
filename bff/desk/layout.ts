/** The frame of every page at the desk, and the parts that pages share. Hono's templates escape each value. */
import { html } from 'hono/html';
import { isAllowed, type Access, type DeskRole } from './access.ts';
import type { DeskSession } from './sessions.ts';
import { ROLE_WORDS } from './words.ts';

export type Html = ReturnType<typeof html>;

/** The desk's sections, in the order of the navigation and of the first page, which has the sentence: `look` for a person who may not do `deed`. */
export const SECTIONS: readonly {
  path: string;
  access: Access;
  title: string;
  text: string;
  deed?: Access;
  look?: string;
}[] = [
  { path: '/cases', access: 'case.list', title: '人工核验', text: '等待初核和复核的申请' },
  {
    path: '/certifications',
    access: 'certification.list',
    title: '认证管理',
    text: '撤销认证（两人），离职的代理人',
  },
  {
    path: '/due',
    access: 'due.list',
    title: '到期与失效',
    text: '要重新认证的单位，按来源和原因列出',
  },
  {
    path: '/units',
    access: 'unit.look',
    title: '查询单位',
    text: '按编号或单位代码，看发生了什么、怎样告诉来电人',
  },
  { path: '/events', access: 'audit.read', title: '审计记录', text: '谁在什么时候看了什么、做了什么；导出' },
  { path: '/seals', access: 'audit.verify', title: '封存与核对', text: '核对记录有没有被改动' },
  {
    path: '/deliveries',
    access: 'delivery.list',
    title: '未送达',
    text: '门户没有收到的通知，重发或者删除',
    deed: 'delivery.retry',
    look: '门户没有收到的通知，只看',
  },
  { path: '/figures', access: 'figures.read', title: '统计', text: '认证进度、未通过的原因、来源和积压' },
];

export interface Page {
  title: string;
  body: Html;
  /** Undefined for pages outside of a login. */
  session?: Pick<DeskSession, 'subject' | 'roles' | 'csrf'> | undefined;
  /** The path of the navigation that the page belongs to. */
  path?: string;
  /** Leads on at once. */
  next?: string | undefined;
  /** When it was made, for paper. */
  at?: string;
  /** The authority whose desk it is, for paper; '' where none is set. */
  authorityName?: string;
}

export const DESK = '单位实名认证工作台';

export const rolesOf = (roles: readonly DeskRole[]): string =>
  roles.map((role) => ROLE_WORDS[role]).join('、');

/** Each form that changes or shows something by POST has it. */
export const csrfField = ({ csrf }: Pick<DeskSession, 'csrf'>): Html =>
  html`<input type="hidden" name="csrf" value="${csrf}" />`;

export const layout = ({ title, body, session, path, next, at, authorityName = '' }: Page): Html =>
  html`<!doctype html>
    <html lang="zh-Hans">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - ${DESK}</title>
        ${next === undefined ? '' : html`<meta http-equiv="refresh" content="0; url=${next}" />`}
        <link rel="stylesheet" href="/desk.css" />
      </head>
      <body>
        ${
          session
            ? html`<a class="skip" href="#content">跳到主要内容</a>
                <header>
                  <div class="inner">
                    <a class="brand" href="/" ${path === '/' ? html`aria-current="page"` : ''}>
                      ${authorityName === '' ? '' : html`<span class="paper">${authorityName}</span>`} ${DESK}
                    </a>
                    <nav aria-label="工作台">
                      <ul>
                        ${SECTIONS.filter(({ access }) => isAllowed(session.roles, access)).map(
                          (section) =>
                            html`<li>
                              <a
                                href="${section.path}"
                                ${section.path === path ? html`aria-current="page"` : ''}
                              >
                                ${section.title}
                              </a>
                            </li>`,
                        )}
                      </ul>
                    </nav>
                    <div class="person">
                      <span>${session.subject}<span class="role">（${rolesOf(session.roles)}）</span></span>
                      <form method="post" action="/logout">
                        ${csrfField(session)}<button class="plain">退出</button>
                      </form>
                    </div>
                  </div>
                </header>`
            : ''
        }
        <main id="content" tabindex="-1">
          ${body} ${session && at ? html`<p class="paper">${session.subject} · ${at}</p>` : ''}
        </main>
      </body>
    </html>`;

export type Tone = 'good' | 'bad' | 'care';

/** A message at the top of a page. `next`: where to go from there. */
export const notice = (
  tone: Tone,
  title: Html | string,
  text: Html | string = '',
  next: Html | string = '',
): Html =>
  html`<div class="notice ${tone}" role="${tone === 'good' ? 'status' : 'alert'}">
    <p><strong>${title}</strong></p>
    ${text === '' ? '' : html`<p>${text}</p>`} ${next}
  </div>`;

/** After a deed: the address of the next one of its kind, or `none` in words. `list`: the link to all of them. */
export const nextPart = (next: string | undefined, none: string, list: Html): Html =>
  html`<p class="next">
    ${next === undefined ? none : html`<a class="button" href="${next}">办下一件</a>`}${list}
  </p>`;

/** A sentence to be read out. */
export type Said = string | Html;

/** Sentences that staff read out to the person who calls or stands at the counter. */
export const sayBox = (sentences: readonly Said[]): Html =>
  html`<div class="say">${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>`;

/** A date, a time or a count that stays on one line. */
export const part = (words: Said): Html => html`<span class="part">${words}</span>`;

export const joined = (parts: readonly Said[], between: string): Html =>
  html`${parts.map((one, at) => html`${at === 0 ? '' : between}${one}`)}`;

export const codeWords = (code: string): Html => html`<span class="code">${code}</span>`;

/** A unit in a list: by its code alone where the name is not known. */
export const unitWords = (code: string, name: string | null): Html =>
  name === null ? codeWords(code) : html`${name}<br />${codeWords(code)}`;

/** A state in a word. */
export const badge = ([tone, words]: readonly [tone: Tone, words: string]): Html =>
  html`<span class="state ${tone}-text">${words}</span>`;
