/** For officers: units whose certification is due or has lapsed, by source and reason. */
import { html } from 'hono/html';
import { SOURCE_IDS } from '../contract/sources.ts';
import { DUE_REASONS, type DueReason } from '../contract/reasons.ts';
import { writeEvents } from '../events/index.ts';
import { readSources, type SourceState } from '../registry/index.ts';
import { countDue, type DueCount, type DueFilter, type DueUnit, readDue } from '../staff/index.ts';
import { dayWords, instantWords, lastDayWords } from './dates.ts';
import { joined, part, unitWords, type Html } from './layout.ts';
import { show, type DeskDependencies, type DeskRoute, type Visit } from './route.ts';
import { APPLICANT_WORDS, END_WORDS, sourceWords, TAKEN_OFF_WORDS } from './words.ts';

const PATH = '/due';
const TITLE = '到期与失效';

const LIST_WORDS: Record<
  DueFilter['state'],
  { title: string; all: string; at: string; atWords: (at: string) => string; isDay?: true; none: string }
> = {
  due: {
    title: '即将到期',
    all: '全部即将到期的',
    at: '有效至',
    atWords: lastDayWords,
    isDay: true,
    none: '没有即将到期的单位，不用提醒。',
  },
  lapsed: {
    title: '最近30天失效，还没有重新认证',
    all: '最近30天失效的',
    at: '失效时间',
    atWords: instantWords,
    none: '没有这样的单位，不用提醒。',
  },
};

const addressOf = (filter: DueFilter, after?: string): string => {
  const given = Object.entries({ ...filter, after }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return `${PATH}?${new URLSearchParams(given).toString()}`;
};

/** The counts are links that filter. */
const countsPart = (counts: readonly DueCount[], sources: readonly SourceState[], filter: DueFilter): Html =>
  html`<section class="card">
    <h2>按来源和原因</h2>
    <p class="hint">
      最近导入的登记数据截至：${joined(
        sources.map(
          ({ id, last }) => html`${sourceWords(id)}${part(last ? dayWords(last.asOf) : '没有导入过')}`,
        ),
        '；',
      )}。
    </p>
    ${
      counts.length === 0
        ? ''
        : html`<div class="wide" tabindex="0" role="region" aria-label="按来源和原因">
            <table class="stack linked">
              <thead>
                <tr>
                  <th scope="col">状态</th>
                  <th scope="col">来源</th>
                  <th scope="col">原因</th>
                  <th scope="col">单位数</th>
                </tr>
              </thead>
              <tbody>
                ${counts.map(({ state, source, reason, count }) => {
                  const isShown =
                    filter.state === state && filter.source === source && filter.reason === reason;
                  return html`<tr>
                    <td>${LIST_WORDS[state].title}</td>
                    <td data-label="来源">${sourceWords(source)}</td>
                    <td data-label="原因">
                      <a
                        href="${addressOf({ state, source, reason })}"
                        ${isShown ? html`aria-current="true"` : ''}
                        >${END_WORDS[reason]}</a
                      >
                    </td>
                    <td class="number" data-label="单位数">${count}</td>
                  </tr>`;
                })}
              </tbody>
            </table>
          </div>`
    }
    <p class="choices-of-lists no-paper">
      ${(['due', 'lapsed'] as const).map(
        (state) =>
          html`<a
            class="choice"
            href="${addressOf({ state })}"
            ${filter.state === state && !filter.source && !filter.reason ? html`aria-current="page"` : ''}
            >${LIST_WORDS[state].all}</a
          > `,
      )}
    </p>
  </section>`;

const listPart = (filter: DueFilter, units: readonly DueUnit[], next: string | undefined): Html => {
  const words = LIST_WORDS[filter.state];
  const chosen = [
    filter.source === undefined ? '' : sourceWords(filter.source),
    filter.reason === undefined ? '' : END_WORDS[filter.reason as DueReason],
  ].filter((part) => part !== '');
  return html`<section class="card">
    <h2>${words.title}${chosen.length > 0 ? `：${chosen.join('，')}` : ''}</h2>
    ${
      units.length === 0
        ? html`<p>${words.none}</p>`
        : html`<div class="wide" tabindex="0" role="region" aria-label="${words.title}">
            <table class="stack">
              <thead>
                <tr>
                  <th scope="col">单位</th>
                  <th scope="col">${words.at}${words.isDay ? '（含当天）' : ''}</th>
                  <th scope="col">原因</th>
                  <th scope="col">来源</th>
                  <th scope="col">认证</th>
                </tr>
              </thead>
              <tbody>
                ${units.map(
                  ({ code, name, source, by, since, at, reason, isTakenOff }) =>
                    html`<tr>
                      <th scope="row">
                        <a href="/certifications/${code}">${unitWords(code, name)}</a>
                      </th>
                      <td class="time ${words.isDay ? 'last-day' : ''}" data-label="${words.at}">
                        <div>${words.atWords(at)}</div>
                      </td>
                      <td data-label="原因">
                        <div>${isTakenOff ? TAKEN_OFF_WORDS : END_WORDS[reason]}</div>
                      </td>
                      <td data-label="来源">${sourceWords(source)}</td>
                      <td data-label="认证">
                        <div>${APPLICANT_WORDS[by]}，${part(instantWords(since))}</div>
                      </td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
    ${next === undefined ? '' : html`<p><a href="${addressOf(filter, next)}">下一页</a></p>`}
  </section>`;
};

/** The value of the query, if the list has it. */
const oneOf = <One extends string>(all: readonly One[], given: string | undefined): One | undefined =>
  all.find((one) => one === given);

export function duePages({ database, keys, now }: DeskDependencies): DeskRoute[] {
  const list = async (visit: Visit): Promise<Response> => {
    const { c, actor } = visit;
    const counts = await countDue(database, now());
    const filter: DueFilter = {
      state: oneOf(['due', 'lapsed'], c.req.query('state')) ?? 'due',
      source: oneOf([...SOURCE_IDS, ...counts.map(({ source }) => source)], c.req.query('source')),
      reason: oneOf(DUE_REASONS, c.req.query('reason')),
    };
    const { units, next } = await readDue(database, filter, c.req.query('after'), now());
    const detail = { list: filter.state, units: units.length };
    await writeEvents(database, keys, [{ at: new Date(now()), actor, type: 'unit.listed', detail }]);
    const body = html`<h1>${TITLE}</h1>
      <p class="lead">
        登记信息变了，或者代理人已撤回，单位要重新认证；单位登录后会看到提示。被撤销的不在这里。
      </p>
      ${countsPart(counts, await readSources(database), filter)} ${listPart(filter, units, next)}`;
    return show(visit, { title: TITLE, path: PATH, body });
  };
  return [{ method: 'get', path: PATH, access: 'due.list', handle: list }];
}
