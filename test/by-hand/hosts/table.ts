/** The table of hosts in `docs/zh/hosts.md` and `docs/en/hosts.md`, from a run's record. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HOSTS } from './hosts.ts';
import { CHECKS, type Check, type HostsRecord } from './record.ts';

const fileOf = (language: 'zh' | 'en'): string =>
  fileURLToPath(new URL(`../../../docs/${language}/hosts.md`, import.meta.url));

const HEADINGS = {
  zh: ['页面', '库', '结果'],
  en: ['Pages', 'Libraries', 'Result'],
};

const CHECKED: Record<'zh' | 'en', Record<Check, string>> = {
  zh: { flow: '办理', looks: '组件的样子', page: '页面不变', console: '控制台', events: '事件' },
  en: {
    flow: 'Flow',
    looks: 'Looks of the widget',
    page: 'Page unchanged',
    console: 'Console',
    events: 'Events',
  },
};

const BETWEEN = { zh: '；', en: '; ' };

/** `npm:` aliases under the name that people know. */
const known = (name: string): string => name.replace(/^(jquery|bootstrap|vue|vue-router)\d$/, '$1');

/** Pages with the same libraries and result share a row; those without a library have one each. */
export function tableOf(record: HostsRecord, language: 'zh' | 'en'): string {
  const rows = new Map<string, string[]>();
  for (const { name, title, says } of HOSTS) {
    const host = record[name];
    if (!host) continue;
    const versions = Object.entries(host.libraries).map(
      ([library, version]) => `${known(library)} ${version}`,
    );
    const faults = CHECKS.flatMap((check) => {
      const [wrong] = host.found[check] ?? [];
      return wrong === undefined ? [] : [`✗ ${CHECKED[language][check]}: ${wrong.replaceAll('|', '\\|')}`];
    });
    const result =
      faults.length > 0 ? faults.join(BETWEEN[language]) : says ? `✓ ${says.reason[language]}` : '✓';
    const tail = `${versions.join(', ') || '–'} | ${result}`;
    const key = versions.length > 0 ? tail : `${name} ${tail}`;
    const [, ...titles] = rows.get(key) ?? [tail];
    rows.set(key, [tail, ...titles, title[language]]);
  }
  const lines = [HEADINGS[language], HEADINGS[language].map(() => '---')].map((cells) => cells.join(' | '));
  const bodies = [...rows.values()].map(([tail, ...titles]) => `${titles.join('<br>')} | ${tail}`);
  return [...lines, ...bodies].map((line) => `| ${line} |`).join('\n');
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
