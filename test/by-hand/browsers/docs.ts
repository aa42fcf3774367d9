/** The tables of results in docs/{zh,en}/browsers.md, made from `results.json`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PASSED, type EngineResult, type Results } from './results.ts';
import type { StoryName } from '../../e2e/support/stories.ts';

export type Language = 'zh' | 'en';

interface Words {
  engine: string;
  stories: Record<StoryName, string>;
  missing: string;
  failed: string;
}

const WORDS: Record<Language, Words> = {
  zh: {
    engine: '引擎（版本，运行日期）',
    stories: {
      certification: '提示、表单、未通过、改正、成功',
      center: '认证中心',
      gate: '业务拦截，认证后继续',
      registration: '注册',
      keyboard: '只用键盘',
      leaving: '离开前询问',
      unsupported: '版本过低的提示',
    },
    missing: '没有运行',
    failed: '未通过',
  },
  en: {
    engine: 'engine (version, day of the run)',
    stories: {
      certification: 'prompt, form, refusal, correction, success',
      center: 'center',
      gate: 'gate, and the business goes on',
      registration: 'registration',
      keyboard: 'keyboard alone',
      leaving: 'question before leaving',
      unsupported: 'sentence for old browsers',
    },
    missing: 'not run',
    failed: 'failed',
  },
};

const inCell = (text: string) => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');

export function tableOf(results: Results, language: Language): string {
  const { engine, stories, missing, failed } = WORDS[language];
  const names = Object.keys(stories) as StoryName[];
  const cell = (result: EngineResult, name: StoryName) => {
    if (result.missing) return `${missing}: ${inCell(result.missing)}`;
    const outcome = result.stories?.[name];
    if (!outcome) return '–';
    return outcome === PASSED ? '✓' : `${failed}: ${inCell(outcome)}`;
  };
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    row([engine, ...Object.values(stories)]),
    row(['---', ...names.map(() => '---')]),
    ...Object.entries(results).map(([name, result]) =>
      row([
        `${name} (${[result.version, result.on].filter(Boolean).join(', ')})`,
        ...names.map((story) => cell(result, story)),
      ]),
    ),
  ].join('\n');
}

const fileOf = (language: Language) =>
  fileURLToPath(new URL(`../../../docs/${language}/browsers.md`, import.meta.url));

/** The table: from its header's first cell to the empty line after it. */
const tableIn = (page: string, language: Language): string => {
  const begin = page.indexOf(`| ${WORDS[language].engine} |`);
  return begin < 0 ? '' : page.slice(begin).split(/\n(?!\|)/)[0]!;
};

export const writtenTable = (language: Language): string =>
  tableIn(readFileSync(fileOf(language), 'utf8'), language);

export function writeTables(results: Results): void {
  for (const language of ['zh', 'en'] as const) {
    const page = readFileSync(fileOf(language), 'utf8');
    const written = tableIn(page, language);
    if (!written) throw new Error(`${fileOf(language)} has no table of results.`);
    writeFileSync(
      fileOf(language),
      page.replace(written, () => tableOf(results, language)),
    );
  }
}
