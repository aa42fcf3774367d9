/** The frame of every page at the desk. */
import { html } from 'hono/html';
import { isAllowed, type Access, type DeskRole } from '../people/access.ts';
import { form, type Html } from '../kit/index.ts';
import type { DeskSession } from '../people/sessions.ts';
import { ROLE_WORDS } from '../words/words.ts';

/**
 * The desk's sections, in the order of the navigation and of the first page, which has the
 * sentence: `look` for a person who may not do `deed`.
 */
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
    text: '撤销和暂停认证（两人），离职的代理人',
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
                      ${form(session, { action: '/logout', buttons: [{ words: '退出', weight: 'plain' }] })}
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
