/** The rules for Prometheus name series and workers that exist; operations.md names every metric. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../bff/server/metrics.ts';
import { WORKERS } from './generated/monitoring.ts';
import { docs, LANGUAGES, readPage } from './support/pages.ts';

const metrics = createMetrics();
const { text } = await metrics.read();
const typed = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name!, type!] as const);
const series = typed.flatMap(([name, type]) =>
  type === 'histogram' ? ['bucket', 'count', 'sum'].map((part) => `${name}_${part}`) : [name],
);
const own = typed.map(([name]) => name).filter((name) => name.startsWith('unit_certification_'));

describe('docs/deploy/prometheus-rules.yml', () => {
  const rules = readFileSync(join(docs, 'deploy/prometheus-rules.yml'), 'utf8');
  const expressions = [...rules.matchAll(/^ +expr: (.+)$/gm)].map(([, expression]) => expression!);
  const alerts = [...rules.matchAll(/^ +- alert: (.+)$/gm)];

  it('has an expression for each alert', () => {
    expect(expressions).toHaveLength(alerts.length);
    expect(alerts.length).toBeGreaterThan(0);
  });

  it.each(expressions)('uses series, workers and labels that exist: %s', (expression) => {
    const named = expression.match(/\b(unit_certification|nodejs|process)_\w+/g) ?? [];
    expect(named.filter((name) => !series.includes(name))).toEqual([]);
    expect(named.length > 0 || expression.startsWith('up{')).toBe(true);
    const ofWorkers = [...expression.matchAll(/\bworker!?="([^"]+)"/g)].map(([, name]) => name);
    expect(WORKERS).toEqual(expect.arrayContaining(ofWorkers));
  });
});

describe.each(LANGUAGES)('docs/%s/operations.md', (language) => {
  const page = readPage(language, 'operations.md');

  it('advises the thresholds of the rules', () => {
    const rules = readFileSync(join(docs, 'deploy/prometheus-rules.yml'), 'utf8');
    const advised = [...page.matchAll(/^- `(unit_certification_\w+)` (?:超过|above|over) ([\d.,]*\d)/gm)];
    expect(advised.length).toBeGreaterThan(2);
    for (const [, name, threshold] of advised)
      expect(rules).toMatch(new RegExp(`\\b${name}\\) > ${threshold!.replaceAll(',', '')}$`, 'm'));
  });

  it('names every metric', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const named = rows.flatMap((row) =>
      [...row.split('|')[1]!.matchAll(/`([\w-]+)`/g)].map(([, name]) => name),
    );
    expect(named.filter((name) => name!.startsWith('unit_certification_')).sort()).toEqual([...own].sort());
  });
});
