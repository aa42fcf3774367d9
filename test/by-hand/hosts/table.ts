/** The table of hosts in `docs/zh/hosts.md` and `docs/en/hosts.md`, from a run's record. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HOSTS } from './hosts.ts';
import { CHECKS, type HostsRecord } from './record.ts';

const fileOf = (language: 'zh' | 'en'): string =>
  fileURLToPath(new URL(`../../../docs/${language}/hosts.md`, import.meta.url));

const HEADINGS = {
  zh: ['页面', '库', '办理', '组件的样子', '页面不变', '控制台', '事件'],
  en: ['Page', 'Libraries', 'Flow', 'Looks of the widget', 'Page unchanged', 'Console', 'Events'],
};

/** `npm:` aliases under the name that people know. */
const known = (name: string): string => name.replace(/^(jquery|bootstrap|vue|vue-router)\d$/, '$1');

export function tableOf(record: HostsRecord, language: 'zh' | 'en'): string {
  const rows = HOSTS.flatMap(({ name, title, says }) => {
    const host = record[name];
    if (!host) return [];
    const { libraries, found } = host;
    const versions = Object.entries(libraries).map(([library, version]) => `${known(library)} ${version}`);
    const cells = CHECKS.map((check) => {
      const [wrong] = found[check] ?? [];
      if (wrong !== undefined) return `✗ ${wrong.replaceAll('|', '\\|')}`;
      return check === 'console' && says ? `✓ ${says.reason[language]}` : '✓';
    });
    return [[title[language], versions.join(', ') || '–', ...cells]];
  });
  const lines = [HEADINGS[language], HEADINGS[language].map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** From the heading of the results to the line after the table. */
const RESULTS = /(?<=^## (?:结果|Results)\n\n).*?(?=\n\n)/ms;

export const tableIn = (page: string): string | undefined => RESULTS.exec(page)?.[0];

export function writeTables(record: HostsRecord): void {
  for (const language of ['zh', 'en'] as const) {
    const page = readFileSync(fileOf(language), 'utf8');
    writeFileSync(
      fileOf(language),
      page.replace(RESULTS, () => tableOf(record, language)),
    );
  }
}
