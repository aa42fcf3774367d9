/** The result of a measurement: a table, goals and a chart. */

export interface Table {
  columns: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
}

/** A measured figure with its limit. */
export interface Goal {
  what: string;
  value: number;
  atMost?: number;
  atLeast?: number;
}

export interface Bars {
  label: string;
  /** `ours`: drawn in another color. */
  bars: readonly { label: string; value: number; ours?: boolean }[];
}

export interface Chart {
  title: string;
  unit: string;
  groups: readonly Bars[];
}

export interface Measured {
  table: Table;
  /** More measurements. */
  furtherTables?: readonly Table[];
  goals: readonly Goal[];
  chart: Chart;
  /** The figures of each round, to calculate again. Not stored with the result. */
  rounds: unknown;
  /** The conditions of the measurement: sizes, counts, versions. */
  conditions: Record<string, string | number>;
}

export interface Result extends Omit<Measured, 'rounds'> {
  bench: string;
  /** RFC 3339 UTC. */
  at: string;
  quick: boolean;
  machine: { cores: number; cpu: string; memoryGb: number; node: string; load: number };
}

export const isReached = ({ value, atMost, atLeast }: Goal): boolean =>
  value <= (atMost ?? Infinity) && value >= (atLeast ?? 0);

export const tellGoal = ({ atMost, atLeast }: Goal): string =>
  atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;

/** For the terminal: columns of equal width, text to the left, numbers to the right. */
export function textTable({ columns, rows }: Table): string {
  const cells = [columns, ...rows].map((row) => row.map((cell) => (cell === null ? '–' : String(cell))));
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))));
  return cells
    .map((row) =>
      row
        .map((cell, column) => {
          const blank = ' '.repeat(widths[column]! - widthOf(cell));
          return column === 0 ? cell + blank : blank + cell;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Chinese characters take two columns. */
const widthOf = (text: string): number => [...text].reduce((sum, c) => sum + (c > '\u2E7F' ? 2 : 1), 0);

export function tell(result: Result): string {
  const goals = result.goals.map((goal) => [
    goal.what,
    goal.value,
    tellGoal(goal),
    isReached(goal) ? 'reached' : 'NOT REACHED',
  ]);
  const { cores, cpu, load } = result.machine;
  return [
    '',
    `${result.bench}: ${result.at.slice(0, 16).replace('T', ' ')} UTC, ${cores} cores (${cpu}), load ${load}${result.quick ? ', --quick' : ''}`,
    Object.entries(result.conditions)
      .map(([name, value]) => `${name}: ${value}`)
      .join(' · '),
    '',
    ...[result.table, ...(result.furtherTables ?? [])].flatMap((table) => [textTable(table), '']),
    ...(goals.length > 0 ? [textTable({ columns: ['goal', 'measured', 'limit', ''], rows: goals })] : []),
    '',
  ].join('\n');
}
