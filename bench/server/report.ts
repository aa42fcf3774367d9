/** From the rounds to the table, the goals and the chart. */
import type { OpenRound } from '../server.ts';
import type { Goal, Measured } from '../support/result.ts';
import { median, rounded } from '../support/statistics.ts';
import { CASES, isSubmission, TITLES, type Case } from './requests.ts';

/** One side's requests of one case in one round: microseconds of CPU a request, milliseconds to the answer. */
export interface Round {
  side: string;
  case: Case;
  node: number;
  database: number;
  p50: number;
  perSecond: number;
}

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
  const of = (name: Case, side: string, figure: Figure) =>
    median(
      rounds.filter((round) => round.case === name && round.side === side).map((round) => round[figure]),
    );
  const has = (name: Case, side: string) =>
    rounds.some((round) => round.case === name && round.side === side);
  const rows = CASES.flatMap((name) =>
    sides
      .filter((side) => has(name, side))
      .map((side) => [
        `${TITLES[name]}: ${LABELS[side]}`,
        rounded(of(name, side, 'node')),
        rounded(of(name, side, 'node') / of(name, 'floor', 'node')),
        rounded(of(name, side, 'database')),
        rounded(of(name, side, 'database') / of(name, 'floor', 'database')),
        rounded(of(name, side, 'p50')),
        Math.round(of(name, side, 'perSecond')),
        ...openOf(open, name, side),
      ]),
  );
  const isOpen = open.length > 0 ? ['open loop p99 ms'] : [];
  const columns = ['', 'Node µs', '× floor', 'PostgreSQL µs', '× floor', 'p50 ms', 'a second', ...isOpen];
  return {
    table: { columns, rows },
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
        atMost: isSubmission(name) ? 2.5 : 1.6,
      },
      {
        what: `${TITLES[name]}: PostgreSQL, ours / floor`,
        value: ratio(name, 'database', 'floor'),
        atMost: isSubmission(name) ? 2 : 1.5,
      },
    ]),
    { what: 'status: Node, ours / naive Hono', value: ratio('status', 'node', 'naive'), atMost: 0.45 },
    { what: 'submission: Node, ours / naive Hono', value: ratio('certified', 'node', 'naive'), atMost: 0.35 },
    { what: 'submission: Node, ours / Express', value: ratio('certified', 'node', 'express'), atMost: 0.15 },
  ];
}

const p99 = (open: readonly OpenRound[], name: string, side: string) =>
  median(open.filter((one) => one.case === name && one.side === side).map((one) => one.p99));

const openOf = (open: readonly OpenRound[], name: Case, side: string) => {
  if (open.length === 0) return [];
  return [open.some((one) => one.case === name && one.side === side) ? rounded(p99(open, name, side)) : null];
};

const openGoals = (open: readonly OpenRound[]): Goal[] =>
  open.length === 0
    ? []
    : [
        {
          what: 'open loop, 3,000 status/s: p99, ours / floor',
          value: rounded(p99(open, 'status', 'ours') / p99(open, 'status', 'floor')),
          atMost: 1.5,
        },
        {
          what: 'open loop, 600 submissions/s: p99, ours / floor',
          value: rounded(p99(open, 'certified', 'ours') / p99(open, 'certified', 'floor')),
          atMost: 2,
        },
      ];
