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

const SAID = {
  zh: {
    head: '认证服务',
    ways: { without: '不接入', script: '脚本', package: '包' },
    outages: { usual: '正常', refused: '拒绝连接', late: '晚到', hanging: '一直没有回答' },
  },
  en: {
    head: 'Service',
    ways: { without: 'without', script: 'script', package: 'package' },
    outages: {
      usual: 'answers',
      refused: 'refuses connections',
      late: 'is late',
      hanging: 'never answers',
    },
  },
} as const;
type Language = keyof typeof SAID;

const COLUMNS = FRONT_ENDS.flatMap(({ name, title }) => WAYS.map((way) => ({ name, title, way })));

export function tableOf({ results }: RuoYiRecord, language: Language): string {
  const { head, ways, outages } = SAID[language];
  const heads = COLUMNS.map(({ title, way }) => (way === 'without' ? `${title} ${ways[way]}` : ways[way]));
  const rows = OUTAGES.map((outage) => [
    outages[outage],
    ...COLUMNS.map(({ name, way }) => String(results[`${name}-${way}`]?.starts[outage] ?? '–')),
  ]);
  const lines = [[head, ...heads], ['', ...heads].map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const pageOf = (language: Language): string =>
  fileURLToPath(new URL(`../../../docs/${language}/ruoyi.md`, import.meta.url));

/** The table of the times. */
const TABLE = /(?<=\n\n)\| (?:认证服务|Service) \|.*?(?=\n\n)/s;

export const tableIn = (page: string): string | undefined => TABLE.exec(page)?.[0];

export function writeTables(record: RuoYiRecord): void {
  for (const language of ['zh', 'en'] as const) {
    const page = readFileSync(pageOf(language), 'utf8');
    writeFileSync(
      pageOf(language),
      page.replace(TABLE, () => tableOf(record, language)),
    );
  }
}
