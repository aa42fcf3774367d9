/** The queue of cases, and how each of its cases is named. */
import { html } from 'hono/html';
import type { CaseOverview } from '../cases/index.ts';
import type { Step } from '../contract/next.ts';
import { shownReference } from '../contract/reference.ts';
import type { Actor } from '../database/index.ts';
import { instantWords, lastDayWords } from './dates.ts';
import { searchHead } from './fields.ts';
import { badge, unitWords, type Html } from './layout.ts';
import { APPLICANT_WORDS, CASE_WORDS, staffWords } from './words.ts';

export const PATH = '/cases';

/** The service has ended it, because the unit was certified without it. */
export const isNeedless = ({ state, endedBy }: CaseOverview): boolean =>
  state === 'withdrawn' && endedBy === 'worker:cases';

/** The service has ended it, because officers hold the unit. */
export const isHeldBack = ({ state, endedBy }: CaseOverview): boolean =>
  state === 'withdrawn' && endedBy === 'worker:holds';

/** The officer has taken back their own proposal. */
export const isWithdrawn = ({ by, to }: NonNullable<CaseOverview['returned']>): boolean => by === to;

/**
 * The state of a case that has not ended, by the unit's next step. `waits`: for the papers or for an officer. `needless`: the unit was certified
 * without it. `over`: nobody came in time. A worker ends the last two within a minute.
 */
export const PLACES: Record<Step, 'waits' | 'needless' | 'over'> = {
  deciding: 'waits',
  bring: 'waits',
  checking: 'over',
  none: 'needless',
  rechecking: 'over',
  'no-source': 'over',
  administrator: 'over',
  authority: 'over',
  counter: 'over',
  later: 'over',
  correct: 'over',
  renew: 'over',
  certify: 'over',
};

export const ONLINE = badge(['good', '已在网上认证']);

export const stateWords = (found: CaseOverview, actor?: Actor): Html => {
  const { state, returned, proposal } = found;
  if (returned)
    return badge(['care', `${CASE_WORDS.open[1]}（${isWithdrawn(returned) ? '已撤回初核' : '已退回'}）`]);
  if (state === 'proposed' && proposal?.by === actor) return badge(['care', '等待另一人复核']);
  return isNeedless(found) ? ONLINE : badge(CASE_WORDS[state]);
};
/** A case whose papers were seen does not expire. */
export const untilWords = ({ state, until }: CaseOverview): string =>
  state === 'proposed' ? '材料已看过' : lastDayWords(until);

/** The first officer in the queue; undefined while there was none. */
function firstWords({ proposal, returned }: CaseOverview, actor: Actor): string | undefined {
  const first = proposal?.by ?? returned?.to;
  return first === actor ? `${returned ? '上次' : ''}由您初核` : first && `初核：${staffWords(first)}`;
}
export const nameOf = ({ unitName, givenName }: CaseOverview): string | null => unitName ?? givenName;
export const pathOf = (reference: string): string => `${PATH}/${reference}`;

export const SEARCH = {
  path: PATH,
  title: '人工核验',
  name: 'reference',
  label: '来人报的编号',
  hint: '人工核验的8位编号，例如 K7M2-9QXH；没有编号的，填单位代码',
  button: '打开',
  hasFocus: true,
};

export const queueBody = (
  cases: readonly CaseOverview[],
  next: string | undefined,
  actor: Actor,
  given: string,
  error: string,
): Html =>
  html`${searchHead(SEARCH, given, { lead: '先到期限的在前。一人初核，另一人复核。', error })}
  ${
    cases.length === 0
      ? html`<div class="card"><p>没有等待办理的申请。单位申请人工核验以后，会列在这里。</p></div>`
      : html`<div class="card">
          <div class="wide" tabindex="0" role="region" aria-label="等待办理的申请">
            <table class="stack">
              <thead>
                <tr>
                  <th scope="col">编号</th>
                  <th scope="col">状态</th>
                  <th scope="col">期限（含当天）</th>
                  <th scope="col">单位</th>
                  <th scope="col">申请人</th>
                  <th scope="col">申请时间</th>
                </tr>
              </thead>
              <tbody>
                ${cases.map(
                  (found) =>
                    html`<tr>
                      <th scope="row">
                        <a class="code" href="${pathOf(found.reference)}"
                          >${shownReference(found.reference)}</a
                        >
                      </th>
                      <td data-label="状态">
                        <div>
                          ${stateWords(found, actor)}${
                            firstWords(found, actor)
                              ? html`<br /><span class="hint">${firstWords(found, actor)}</span>`
                              : ''
                          }
                        </div>
                      </td>
                      <td class="time last-day" data-label="期限">${untilWords(found)}</td>
                      <td data-label="单位"><div>${unitWords(found.unitCode, nameOf(found))}</div></td>
                      <td class="time" data-label="申请人">${APPLICANT_WORDS[found.applicant]}</td>
                      <td class="time" data-label="申请时间">${instantWords(found.openedAt)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>
          ${next === undefined ? '' : html`<p><a href="${PATH}?after=${next}">下一页</a></p>`}
        </div>`
  }`;

export const queueLink = html`<a href="${PATH}">回到等待办理的申请</a>`;
