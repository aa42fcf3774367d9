/** The first page: the hotline's search, and the sections with how much waits in each. */
import { html } from 'hono/html';
import { COUNTED, readWaiting, type Waiting } from '../staff/index.ts';
import { isAllowed } from './people/access.ts';
import { head, searchForm, type Html } from './kit/index.ts';
import { layout, SECTIONS } from './page/layout.ts';
import type { DeskDependencies, DeskRoute } from './page/route.ts';
import { UNIT_SEARCH } from './units/unit-parts.ts';

/** Counts of a section, by its path. `isRare`: not shown when nothing waits. */
const COUNTS: Record<string, readonly { of: keyof Waiting; words: string; isRare?: true }[]> = {
  '/cases': [
    { of: 'returned', words: '件退回给您', isRare: true },
    { of: 'open', words: '件待初核' },
    { of: 'proposed', words: '件待您复核' },
  ],
  '/certifications': [
    { of: 'revocations', words: '件撤销待您复核' },
    { of: 'holds', words: '件暂停、恢复待您复核', isRare: true },
  ],
  '/due': [{ of: 'due', words: '个单位即将到期' }],
  '/deliveries': [{ of: 'dead', words: '条未送达' }],
};

const countWords = (count: number): string => (count < COUNTED ? String(count) : `${COUNTED}以上`);

const countsPart = (waiting: Waiting, path: string): Html =>
  html`<span class="counts">
    ${(COUNTS[path] ?? [])
      .filter(({ of, isRare }) => !isRare || waiting[of] > 0)
      .map(
        ({ of, words }) =>
          html`<span class="${waiting[of] === 0 ? 'none' : ''}"
            ><b>${countWords(waiting[of])}</b>${words}</span
          >`,
      )}
  </span>`;

export const homePage = ({ database, now }: DeskDependencies): DeskRoute => ({
  method: 'get',
  path: '/',
  access: 'home',
  async handle({ c, session, actor }) {
    const { roles } = session;
    const isHotline = roles.includes('hotline');
    const sections = SECTIONS.filter(
      ({ path, access }) => isAllowed(roles, access) && !(isHotline && path === '/units'),
    );
    const isCounted = sections.some(({ path }) => path in COUNTS);
    const waiting = isCounted ? await readWaiting(database, actor, now()) : undefined;
    const body = html`${head('工作台', '每一次查看和办理都记入审计。离开座位时请退出。')}
      ${isHotline ? searchForm(UNIT_SEARCH, '') : ''}
      <ul class="tiles">
        ${sections.map(
          ({ path, title, text, deed, look }) =>
            html`<li>
              <a href="${path}">
                <strong>${title}</strong>
                <span>${deed && !isAllowed(roles, deed) ? look : text}</span>
                ${waiting && path in COUNTS ? countsPart(waiting, path) : ''}
              </a>
            </li>`,
        )}
      </ul>`;
    return c.html(layout({ title: '首页', path: '/', body, session }));
  },
});
