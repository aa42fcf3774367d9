/** The load, the space and the CPU of a province and of the country, from what the bench of the scale has measured. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/pages.ts';
import { cellsOf } from './table.ts';

interface Result {
  table: { columns: string[]; rows: (string | number)[][] };
}

const measured = JSON.parse(readFileSync(join(root, 'bench/results/scale.json'), 'utf8')) as Result;
/** The last row has ten million units, and their former attempts and audit entries. */
const largest = measured.table.rows.at(-1)!;

/** Microseconds of Node and of PostgreSQL for a request. */
function costOf(request: string): { node: number; database: number } {
  const column = measured.table.columns.findIndex((name) => name.startsWith(request));
  return { node: Number(largest[column]), database: Number(largest[column + 1]) };
}
const STATUS = costOf('status, by the browser');
const SUBMISSION = costOf('submission, certified');

/** The busiest hour, as the page says it. */
const HOUR = 3_600;
const statusesA = (units: number): number => units / 6 / HOUR;
const submissionsA = (units: number): number => (units * 0.007) / HOUR;
const BYTES_OF_UNIT = 1_300;

const coresOf = (units: number, of: 'node' | 'database'): string => {
  const microseconds = statusesA(units) * STATUS[of] + submissionsA(units) * SUBMISSION[of];
  return `${(microseconds / 1e6).toFixed(1)} 核`;
};
const grouped = (value: number): string => Math.round(value).toLocaleString('en-US');
/** With two digits that count. */
const rounded = (value: number): string => grouped(Number(value.toPrecision(2)));

/** The rows by their first cell; those of the advice are a person's. */
const ROWS: Record<string, (units: number) => string> = {
  '状态查询，最忙时每秒': (units) => rounded(statusesA(units)),
  '提交，最忙时每秒': (units) => grouped(submissionsA(units)),
  数据库: (units) => `${grouped((units * BYTES_OF_UNIT) / 1e9)} GB`,
  '服务的 CPU': (units) => coresOf(units, 'node'),
  '数据库的 CPU': (units) => coresOf(units, 'database'),
};

/** `1,000 万` and `1.88 亿`. */
const UNIT: Record<string, number> = { 万: 1e4, 亿: 1e8 };
const countOf = (cell: string): number => {
  const [, digits, unit] = /^([\d.,]+) (万|亿)$/.exec(cell)!;
  return Number(digits!.replaceAll(',', '')) * UNIT[unit!]!;
};

export function fillScale(present: string): string {
  const lines = present.split('\n');
  const rowOf = (name: string): string[] => {
    const line = lines.find((each) => each.startsWith(`| ${name} |`));
    if (!line) throw new Error(`scale: no row for ${name}`);
    return cellsOf(line).map((cell) => cell.trim());
  };
  const counts = rowOf('单位').slice(1).map(countOf);
  return lines
    .map((line) => {
      const name = Object.keys(ROWS).find((each) => line.startsWith(`| ${each} |`));
      return name ? `| ${[name, ...counts.map(ROWS[name]!)].join(' | ')} |` : line;
    })
    .join('\n');
}
