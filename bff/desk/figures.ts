/**
 * Figures over all units. Each bar is an SVG in the row of its number, so that the table tells all
 * of it.
 */
import { html } from 'hono/html';
import { MINUTE } from '../contract/time.ts';
import { FIGURE_DAYS, type Figures, readFigures } from '../staff/index.ts';
import { dayWords, instantWords } from './words/dates.ts';
import { card, cardsSideBySide, facts, head, hint, part, table, type Html } from './kit/index.ts';
import { show, type DeskDependencies, type DeskRoute, type Visit } from './page/route.ts';
import {
  CASE_WORDS,
  FINDING_WORDS,
  INSIDE,
  PURPOSE_WORDS,
  siteWords,
  sourceWords,
  SUBMISSION_WORDS,
} from './words/words.ts';

const PATH = '/figures';
const TITLE = '统计';

const numberWords = (count: number): string => count.toLocaleString('zh-CN');

interface Bar {
  label: string;
  count: number;
  /** Beside the number. */
  more?: string;
}

const bar = (count: number, most: number): Html | '' =>
  count === 0
    ? ''
    : html`<svg
        class="bar"
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <rect width="${Math.round((count / most) * 1000) / 10}" height="8" />
      </svg>`;

interface Chart {
  title: string;
  hint: string;
  /** The columns: the name of the rows, and of the things that are counted. */
  of: string;
  counted: string;
  /** In the table's place while there is nothing to count. */
  none?: string;
  bars: readonly Bar[];
}

const chart = ({ title, hint: about, of, counted, none, bars }: Chart): Html => {
  const most = Math.max(0, ...bars.map(({ count }) => count));
  return card({
    title,
    body: [
      html`<p class="hint">${about}</p>`,
      table({
        look: 'chart',
        rows: bars,
        none,
        columns: [
          { title: of, isHead: true, cell: ({ label }) => label },
          {
            title: counted,
            kind: 'number',
            cell: ({ count, more }) => html`${numberWords(count)} ${more ? hint(more) : ''}`,
          },
          { title: '图示', cell: ({ count }) => bar(count, most) },
        ],
      }),
    ],
  });
};

const share = (count: number, whole: number): string =>
  whole === 0 ? '' : `上一项的${Math.round((count / whole) * 100)}%`;

const funnelOf = ({ funnel: { asked, tried, certified } }: Figures): Bar[] => [
  { label: '门户查询过状态的单位', count: asked },
  { label: '其中提交过认证的', count: tried, more: share(tried, asked) },
  { label: '其中现在已认证的', count: certified, more: share(certified, tried) },
];

/** Hours in words, rounded up. */
const timeWords = (hours: number): string =>
  hours <= 48 ? `${Math.max(1, Math.ceil(hours))}小时` : `${Math.ceil(hours / 24)}天`;

/** Values that are equal in words are said once. */
const hoursWords = ({ median, ninetyPercent }: NonNullable<Figures['hoursToDecision']>): string => {
  const [half, most] = [timeWords(median), timeWords(ninetyPercent)];
  return half === most ? `九成在${most}以内` : `一半在${half}以内，九成在${most}以内`;
};

const timesPart = ({ hoursToDecision: hours, waiting, dead }: Figures): Html =>
  card({
    title: '时间和积压',
    body: facts([
      ['人工核验从申请到办结', hours === null ? `最近${FIGURE_DAYS}天没有办结的申请` : hoursWords(hours)],
      ...waiting.map(
        ({ purpose, count, since }) =>
          [
            PURPOSE_WORDS[purpose],
            html`${part(`${count}件`)}，最早的${part(instantWords(since))}提交`,
          ] as const,
      ),
      [
        '未送达的通知',
        dead.length === 0
          ? '没有，都已送达或者还在重发'
          : dead.map(({ site, count }) => `${siteWords(site)}${count}条`).join('；'),
      ],
    ]),
  });

const sourcesPart = ({ sources }: Figures): Html =>
  card({
    title: '登记来源',
    body: table({
      label: '登记来源',
      rows: sources,
      columns: [
        { title: '来源', isHead: true, cell: ({ id }) => sourceWords(id) },
        {
          title: '登记数据截至',
          kind: 'time',
          cell: ({ last }) => (last ? dayWords(last.asOf) : '没有导入过'),
        },
        { title: '导入时间', kind: 'time', cell: ({ last }) => (last ? instantWords(last.importedAt) : '') },
        { title: '单位数', kind: 'number', cell: ({ last }) => (last ? numberWords(last.rows) : '') },
      ],
    }),
  });

/** Figures are read once in this time, because that goes through whole tables. Milliseconds. */
const KEPT = 5 * MINUTE;

export function figurePages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, now } = dependencies;
  let last: { at: number; figures: Promise<Figures> } | undefined;
  const newest = () => {
    const at = now();
    if (last && at - last.at < KEPT) return last;
    const read = { at, figures: readFigures(database, at) };
    read.figures.catch(() => (last = undefined)); // the next one asks again
    return (last = read);
  };

  const read = async (visit: Visit): Promise<Response> => {
    const { at, figures: reading } = newest();
    const figures = await reading;
    await visit.record({ type: 'figures.read' });
    const recent = `最近${FIGURE_DAYS}天`;
    const lead = html`全部站点合计，没有单位和个人的信息。截至${part(instantWords(new Date(at).toISOString()))}，${part('5分钟')}更新一次。`;
    const cards = [
      chart({
        title: '从提示到认证',
        hint: '全部单位；提交记录保留180天',
        of: '进度',
        counted: '单位数',
        bars: funnelOf(figures),
      }),
      timesPart(figures),
      chart({
        title: '提交的结果',
        hint: recent,
        of: '结果',
        counted: '提交次数',
        none: `${recent}没有单位提交认证。`,
        bars: figures.outcomes.map(({ outcome, count }) => ({ label: SUBMISSION_WORDS[outcome], count })),
      }),
      chart({
        title: '未通过的原因',
        hint: `${recent}；${INSIDE}`,
        of: '原因',
        counted: '提交次数',
        none: `${recent}没有未通过的提交。`,
        bars: figures.findings.map(({ finding, count }) => ({ label: FINDING_WORDS[finding], count })),
      }),
      chart({
        title: '人工核验',
        hint: '办结的保留180天',
        of: '状态',
        counted: '申请件数',
        bars: figures.cases.map(({ state, count }) => ({
          label: state === 'withdrawn' ? '已撤回或不再需要' : CASE_WORDS[state][1],
          count,
        })),
      }),
    ];
    const body = html`${head(TITLE, lead)} ${cardsSideBySide(cards)} ${sourcesPart(figures)}`;
    return show(visit, { title: TITLE, path: PATH, body });
  };
  return [{ method: 'get', path: PATH, access: 'figures.read', handle: read }];
}
