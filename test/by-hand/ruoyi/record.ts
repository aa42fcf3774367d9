/** The results of the last run, kept here and shown in `docs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FRONT_ENDS, WAYS } from './projects.ts';
import { OUTAGES, type Outage } from './walk.ts';

export interface Result {
  /** A sentence for each step that failed. */
  faults: string[];
  /** Milliseconds to the main page, medians. */
  starts: Partial<Record<Outage, number>>;
}

export interface RuoYiRecord {
  /** Day of the run. */
  on: string;
  chromium: string;
  /** Checksum by patch. */
  patches: Record<string, string>;
  /** By front end and way, `vue3-script`. */
  results: Record<string, Result>;
}

export const ROUNDS = 5;

const file = fileURLToPath(new URL('record.json', import.meta.url));

export const readRecord = (): RuoYiRecord => JSON.parse(readFileSync(file, 'utf8')) as RuoYiRecord;
export const writeRecord = (record: RuoYiRecord): void =>
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);

const HEAD = '认证服务';
const SAID_OF_WAYS = { without: '不接入', script: '脚本', package: '包' };
const SAID_OF_OUTAGES = { usual: '正常', refused: '拒绝连接', late: '晚到', hanging: '一直没有回答' };

const COLUMNS = FRONT_ENDS.flatMap(({ name, title }) => WAYS.map((way) => ({ name, title, way })));

export function tableOf({ results }: RuoYiRecord): string {
  const heads = COLUMNS.map(({ title, way }) =>
    way === 'without' ? `${title} ${SAID_OF_WAYS[way]}` : SAID_OF_WAYS[way],
  );
  const rows = OUTAGES.map((outage) => [
    SAID_OF_OUTAGES[outage],
    ...COLUMNS.map(({ name, way }) => String(results[`${name}-${way}`]?.starts[outage] ?? '–')),
  ]);
  const lines = [[HEAD, ...heads], ['', ...heads].map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const page = fileURLToPath(new URL('../../../docs/zh/ruoyi.md', import.meta.url));

/** The table of the times. */
const TABLE = /(?<=\n\n)\| 认证服务 \|.*?(?=\n\n)/s;

export const tableIn = (text: string): string | undefined => TABLE.exec(text)?.[0];

export const writeTable = (record: RuoYiRecord): void =>
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(TABLE, () => tableOf(record)),
  );
