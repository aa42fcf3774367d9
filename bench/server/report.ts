/** Turns the rounds into a table, goals and a chart. */
import type { Goal, Measured } from '../support/result.ts';
import { median, rounded, withSpread } from '../support/statistics.ts';
import { CASES, isSubmission, TITLES, type Case } from './requests.ts';
import { RATES, type OpenCase, type OpenRound, type Round } from './rounds.ts';

type Figure = 'node' | 'database' | 'p50' | 'perSecond';

const LABELS: Record<string, string> = {
  floor: 'floor: node:http',
  hono: 'lean Hono',
  ours: 'ours',
  naive: 'Hono + Kysely + jose',
  express: 'Express + knex',
};
const ORDER = Object.keys(LABELS);

export function reportOf(
  rounds: readonly Round[],
  open: readonly OpenRound[],
  conditions: Measured['conditions'],
): Measured {
  const sides = ORDER.filter((name) => rounds.some(({ side }) => side === name));
  const all = (name: Case, side: string, figure: Figure) =>
    rounds.filter((round) => round.case === name && round.side === side).map((round) => round[figure]);
  const of = (name: Case, side: string, figure: Figure) => median(all(name, side, figure));
  const has = (name: Case, side: string) =>
    rounds.some((round) => round.case === name && round.side === side);
  const rows = CASES.flatMap((name) =>
    sides
      .filter((side) => has(name, side))
      .map((side) => [
        `${TITLES[name]}: ${LABELS[side]}`,
        withSpread(all(name, side, 'node')),
        rounded(of(name, side, 'node') / of(name, 'floor', 'node')),
        withSpread(all(name, side, 'database')),
        rounded(of(name, side, 'database') / of(name, 'floor', 'database')),
        rounded(of(name, side, 'p50')),
        Math.round(of(name, side, 'perSecond')),
      ]),
  );
  const columns = ['', 'Node µs', '× floor', 'PostgreSQL µs', '× floor', 'p50 ms', 'a second'];
  return {
    table: { columns, rows },
    furtherTables: [openTable(open, sides)],
    goals: [...cpuGoals(of), ...openGoals(open)],
    chart: {
      title: 'CPU of Node a request',
      unit: 'µs, less is better',
      groups: CASES.map((name) => ({
        label: TITLES[name],
        bars: sides
          .filter((side) => has(name, side))
          .map((side) => ({
            label: LABELS[side]!,
            value: rounded(of(name, side, 'node')),
            ours: side === 'ours',
          })),
      })),
    },
    rounds: { closed: rounds, open },
    conditions,
  };
}

function cpuGoals(of: (name: Case, side: string, figure: Figure) => number): Goal[] {
  const ratio = (name: Case, figure: Figure, to: string) =>
    rounded(of(name, 'ours', figure) / of(name, to, figure));
  return [
    ...CASES.flatMap((name): Goal[] => [
      {
        what: `${TITLES[name]}: Node, ours / floor`,
        value: ratio(name, 'node', 'floor'),
        atMost: isSubmission(name) ? 4.5 : 1.8,
      },
      {
        what: `${TITLES[name]}: PostgreSQL, ours / floor`,
        value: ratio(name, 'database', 'floor'),
        atMost: isSubmission(name) ? 3 : 1.5,
      },
    ]),
    { what: 'status: Node, ours / naive Hono', value: ratio('status', 'node', 'naive'), atMost: 0.6 },
    { what: 'submission: Node, ours / naive Hono', value: ratio('certified', 'node', 'naive'), atMost: 0.6 },
  ];
}

const OPEN: Record<OpenCase, { title: string; atMost: number }> = {
  known: { title: `${RATES.known} status/s, known tokens`, atMost: 2 },
  new: { title: `${RATES.new} status/s, a new token each`, atMost: 5 },
  certified: { title: `${RATES.certified} submissions/s`, atMost: 2 },
};
const OPEN_CASES = Object.keys(OPEN) as OpenCase[];

const p99s = (open: readonly OpenRound[], name: OpenCase, side: string) =>
  open.filter((one) => one.case === name && one.side === side).map(({ p99 }) => p99);

const openTable = (open: readonly OpenRound[], sides: readonly string[]): Measured['table'] => ({
  columns: ['open loop, p99 ms', ...OPEN_CASES.map((name) => OPEN[name].title)],
  rows: sides
    .filter((side) => open.some((one) => one.side === side))
    .map((side) => [LABELS[side]!, ...OPEN_CASES.map((name) => withSpread(p99s(open, name, side)))]),
});

const openGoals = (open: readonly OpenRound[]): Goal[] =>
  OPEN_CASES.map((name) => ({
    what: `open loop, ${OPEN[name].title}: p99, ours / floor`,
    value: rounded(median(p99s(open, name, 'ours')) / median(p99s(open, name, 'floor'))),
    atMost: OPEN[name].atMost,
  }));
