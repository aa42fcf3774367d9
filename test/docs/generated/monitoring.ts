/** Metrics with their labels, and workers with their intervals. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Dependencies } from '../../../bff/attempts/dependencies.ts';
import type { Refusals } from '../../../bff/limits/refusals.ts';
import { createMetrics } from '../../../bff/server/metrics.ts';
import { createWorkers, DELIVERY } from '../../../bff/server/workers.ts';
import { KEYS } from '../../support/events.ts';
import { type DocsLanguage, root } from '../support/pages.ts';
import { fillTable, keysOf } from './table.ts';

/** Nothing of them is run. */
const { workers } = createWorkers(
  {
    certification: { keys: KEYS } as Dependencies,
    refusals: {} as Refusals,
    retireDigestKey: async () => false,
    webhookAllow: [],
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
  },
  new AbortController().signal,
);

export const WORKERS: readonly string[] = [...workers.map(({ name }) => name), DELIVERY];

/** Milliseconds between two steps of a worker. */
export function pauseOf(name: string): number {
  const worker = workers.find((each) => each.name === name);
  if (!worker) throw new Error(`no worker is called ${name}`);
  return worker.pause;
}

const UNITS: Record<DocsLanguage, Record<'second' | 'minute' | 'hour', string>> = {
  zh: { second: '秒', minute: '分钟', hour: '小时' },
  en: { second: 's', minute: 'min', hour: 'h' },
};

function intervalOf(milliseconds: number, language: DocsLanguage): string {
  const units = UNITS[language];
  if (milliseconds < 60_000) return `${milliseconds / 1000} ${units.second}`;
  if (milliseconds < 3_600_000) return `${milliseconds / 60_000} ${units.minute}`;
  return `${milliseconds / 3_600_000} ${units.hour}`;
}

export const fillWorkers = (language: DocsLanguage) => (present: string) => {
  const named = keysOf(present);
  const missing = WORKERS.filter((name) => !named.includes(name));
  if (missing.length > 0) throw new Error(`workers: no row for ${missing.join(', ')}`);
  return fillTable((names) => {
    const pauses = names.filter((name) => name !== DELIVERY).map(pauseOf);
    if (new Set(pauses).size !== 1) throw new Error(`${names.join(', ')} have several intervals`);
    return { 2: intervalOf(pauses[0]!, language) };
  })(present);
};

/** The labels of each metric, by the source: the library's types do not tell them. */
export const LABELS = new Map<string, readonly string[]>(
  [
    ...readFileSync(join(root, 'bff/server/metrics.ts'), 'utf8').matchAll(
      /name: '(unit_certification_\w+)',\s+help: .*,\n(?:\s+labelNames: \[(.*)\])?/g,
    ),
  ].map(([, name, labels = '']) => [name!, labels.match(/\w+/g) ?? []]),
);

export const fillMetrics = fillTable(([name], cells) => {
  const labels = LABELS.get(name!);
  if (labels === undefined && name!.startsWith('unit_certification_') && !name!.includes('_lag_'))
    throw new Error(`no metric is called ${name}`);
  const missing = (labels ?? []).filter((label) => !cells[1]!.includes(`\`${label}\``));
  if (missing.length > 0) throw new Error(`${name} has the labels ${missing.join(', ')} too`);
  return {};
});
