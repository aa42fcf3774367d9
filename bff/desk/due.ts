/** For officers: units whose certification is due or has lapsed, by source and reason. */
import { html } from 'hono/html';
import { SOURCE_IDS } from '../contract/sources.ts';
import { DUE_REASONS, type DueReason } from '../contract/reasons.ts';
import { readSources, type SourceState } from '../registry/index.ts';
import { countDue, type DueCount, type DueFilter, type DueUnit, readDue } from '../staff/index.ts';
import { dayWords, instantWords, lastDayWords } from './words/dates.ts';
import {
  card,
  choiceOfLists,
  head,
  joined,
  link,
  nextPage,
  part,
  table,
  unitWords,
  type Html,
} from './kit/index.ts';
import { show, type DeskDependencies, type DeskRoute, type Visit } from './page/route.ts';
import { APPLICANT_WORDS, END_WORDS, sourceWords, TAKEN_OFF_WORDS } from './words/words.ts';

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
  const given = Object.entries({ ...filter, after }).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  return `${PATH}?${new URLSearchParams(given).toString()}`;
};

/** The counts are links that filter. */
const countsPart = (
  counts: readonly DueCount[],
  sources: readonly SourceState[],
  filter: DueFilter,
): Html => {
  const isShown = ({ state, source, reason }: DueFilter) =>
    filter.state === state && filter.source === source && filter.reason === reason;
  const asOf = sources.map(
    ({ id, last }) => html`${sourceWords(id)}${part(last ? dayWords(last.asOf) : '没有导入过')}`,
  );
  const title = '按来源和原因';
  return card({
    title,
    body: [
      html`<p class="hint">最近导入的登记数据截至：${joined(asOf, '；')}。</p>`,
      counts.length === 0
        ? ''
        : table({
            label: title,
            look: 'linked',
            rows: counts,
            columns: [
              { title: '状态', isHead: true, cell: ({ state }) => LIST_WORDS[state].title },
              { title: '来源', cell: ({ source }) => sourceWords(source) },
              {
                title: '原因',
                cell: ({ state, source, reason }) => {
                  const chosen = { state, source, reason };
                  return link(addressOf(chosen), END_WORDS[reason], isShown(chosen));
                },
              },
              { title: '单位数', kind: 'number', cell: ({ count }) => count },
            ],
          }),
      choiceOfLists(
        (['due', 'lapsed'] as const).map((state) => ({
          address: addressOf({ state }),
          words: LIST_WORDS[state].all,
          isShown: isShown({ state }),
        })),
      ),
    ],
  });
};

const listPart = (filter: DueFilter, units: readonly DueUnit[], next: string | undefined): Html => {
  const { title, at, isDay, atWords, none } = LIST_WORDS[filter.state];
  const chosen = [
    filter.source === undefined ? '' : sourceWords(filter.source),
    filter.reason === undefined ? '' : END_WORDS[filter.reason as DueReason],
  ].filter((words) => words !== '');
  return card({
    title: chosen.length === 0 ? title : `${title}：${chosen.join('，')}`,
    body: [
      table({
        label: title,
        rows: units,
        none,
        columns: [
          {
            title: '单位',
            isHead: true,
            cell: ({ code, name }) => link(`/certifications/${code}`, unitWords(code, name)),
          },
          {
            title: isDay ? `${at}（含当天）` : at,
            label: at,
            kind: isDay ? 'last-day' : 'time',
            cell: (unit) => atWords(unit.at),
          },
          {
            title: '原因',
            cell: ({ reason, isTakenOff }) => (isTakenOff ? TAKEN_OFF_WORDS : END_WORDS[reason]),
          },
          { title: '来源', cell: ({ source }) => sourceWords(source) },
          {
            title: '认证',
            cell: ({ by, since }) => html`${APPLICANT_WORDS[by]}，${part(instantWords(since))}`,
          },
        ],
      }),
      nextPage(next === undefined ? undefined : addressOf(filter, next)),
    ],
  });
};

/** The value of the query, if the list has it. */
const oneOf = <One extends string>(all: readonly One[], given: string | undefined): One | undefined =>
  all.find((one) => one === given);

export function duePages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, now } = dependencies;
  const list = async (visit: Visit): Promise<Response> => {
    const { c } = visit;
    const counts = await countDue(database, now());
    const filter: DueFilter = {
      state: oneOf(['due', 'lapsed'], c.req.query('state')) ?? 'due',
      source: oneOf([...SOURCE_IDS, ...counts.map(({ source }) => source)], c.req.query('source')),
      reason: oneOf(DUE_REASONS, c.req.query('reason')),
    };
    const { units, next } = await readDue(database, filter, c.req.query('after'), now());
    const detail = { list: filter.state, units: units.length };
    await visit.record({ type: 'unit.listed', detail });
    const lead = '登记信息变了，或者代理人已撤回，单位要重新认证；单位登录后会看到提示。被撤销的不在这里。';
    const body = html`${head(TITLE, lead)} ${countsPart(counts, await readSources(database), filter)}
    ${listPart(filter, units, next)}`;
    return show(visit, { title: TITLE, path: PATH, body });
  };
  return [{ method: 'get', path: PATH, access: 'due.list', handle: list }];
}
