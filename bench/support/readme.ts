/** Writes the latest results into the READMEs, between two comments: charts into the main ones, tables into `bench/README.md`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isReached, tellGoal, type Result, type Table } from './result.ts';

const BEGIN = '<!-- bench -->';
const END = '<!-- /bench -->';

export function updateReadmes(root: string, names: readonly string[]): void {
  const results = names.flatMap((name) => {
    const file = `${root}bench/results/${name}.json`;
    return existsSync(file) ? [JSON.parse(readFileSync(file, 'utf8')) as Result] : [];
  });
  replaceIn(`${root}bench/README.md`, results.map(detailed).join('\n\n'));
  const charts = results.filter(({ bench }) => bench === 'server' || bench === 'widget');
  replaceIn(
    `${root}README.md`,
    charts
      .map((one) => pictured(one, `${dated(one)}，${one.machine.cores} 个共用的核心（${one.machine.cpu}）`))
      .join('\n\n'),
  );
  replaceIn(
    `${root}README.en.md`,
    charts.map((one) => pictured(one, `${dated(one)}, ${machineOf(one)}`)).join('\n\n'),
  );
}

const dated = ({ at }: Result): string => at.slice(0, 10);
const machineOf = ({ machine }: Result): string =>
  `${machine.cores} shared cores (${machine.cpu}, ${machine.memoryGb} GB), Node ${machine.node}`;

const pictured = ({ bench, chart }: Result, when: string): string =>
  `![${chart.title}](bench/results/${bench}.svg)\n\n${when}`;

function detailed(result: Result): string {
  const { bench, goals, table, furtherTables = [], conditions } = result;
  const told = Object.entries(conditions).map(([name, value]) => `${name}: ${value}`);
  const reached = {
    columns: ['goal', 'measured', 'limit', ''],
    rows: goals.map((goal) => [
      goal.what,
      goal.value,
      tellGoal(goal),
      isReached(goal) ? 'reached' : '**not reached**',
    ]),
  };
  return [
    `### ${bench}`,
    `${dated(result)}, ${machineOf(result)}, load ${result.machine.load} at the beginning. ${told.join(' · ')}`,
    ...[table, ...furtherTables].map(markdown),
    markdown(reached),
  ].join('\n\n');
}

const markdown = ({ columns, rows }: Table): string =>
  [columns, columns.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
    .map((row) => `| ${row.map((cell) => cell ?? '–').join(' | ')} |`)
    .join('\n');

function replaceIn(file: string, text: string): void {
  const page = readFileSync(file, 'utf8');
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from)
    throw new Error(`${file} has no place for the results: it needs the comments ${BEGIN} and ${END}`);
  writeFileSync(file, `${page.slice(0, from + BEGIN.length)}\n${text}\n${page.slice(to)}`);
}
