/** The results of the last run, and the tables in docs/{zh,en}/frameworks.md that show them. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readExample } from '../../docs/support/examples.ts';
import { KINDS } from './kinds.ts';

const file = fileURLToPath(new URL('record.json', import.meta.url));

export interface KindRecord {
  /** Day of the run. */
  on: string;
  /** Version by package. */
  versions: Record<string, string>;
  /** Packages that the installation of `unit-certification` added, with itself. */
  packages: number;
  /** Checksums of the guides' examples in the project. */
  examples?: Record<string, string>;
  /** The failure. */
  fault?: string;
}

export const checksumsOf = (examples: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    examples.map((name) => [name, createHash('sha256').update(readExample(name)).digest('hex').slice(0, 16)]),
  );

/** By the kind's name. */
export type KindsRecord = Record<string, KindRecord>;

export const readRecord = (): KindsRecord => JSON.parse(readFileSync(file, 'utf8')) as KindsRecord;

/** A line for each kind. */
export function writeRecord(record: KindsRecord): void {
  const lines = Object.entries(record).map((entry) => entry.map((part) => JSON.stringify(part)).join(': '));
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
}

type Language = 'zh' | 'en';

const WORDS = {
  zh: {
    headings: ['项目', '试过的版本', '装上几个包', '构建，提示、表单、成功', '日期'],
    between: '、',
  },
  en: {
    headings: ['project', 'versions tried', 'packages installed', 'build; prompt, form, success', 'day'],
    between: ', ',
  },
};

export function tableOf(record: KindsRecord, language: Language): string {
  const { headings, between } = WORDS[language];
  const rows = KINDS.flatMap(({ name, title }) => {
    const known = record[name];
    if (!known) return [];
    const versions = Object.entries(known.versions).map((entry) => entry.join(' '));
    const outcome = known.fault === undefined ? '✓' : `✗ ${known.fault.replaceAll('|', '\\|')}`;
    return [[title[language], versions.join(between), String(known.packages), outcome, known.on]];
  });
  const lines = [headings, headings.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** From the heading to the line after the table. */
const RESULTS = /(?<=^## (?:试过的工具|Tools that were tried)\n\n).*?(?=\n\n)/ms;

export const tableIn = (page: string): string | undefined => RESULTS.exec(page)?.[0];

export function writeTables(record: KindsRecord): void {
  for (const language of ['zh', 'en'] as const) {
    const page = fileURLToPath(new URL(`../../../docs/${language}/frameworks.md`, import.meta.url));
    const text = readFileSync(page, 'utf8').replace(RESULTS, () => tableOf(record, language));
    writeFileSync(page, text);
  }
}
