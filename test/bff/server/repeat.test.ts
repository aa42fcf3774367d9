/** The failure of a background step in the log and in the metrics. */
import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { ChainBroken } from '../../../bff/events/retention.ts';
import { ChainCut } from '../../../bff/events/seal.ts';
import { createMetrics } from '../../../bff/server/metrics.ts';
import { runWorker } from '../../../bff/server/repeat.ts';

/** Runs a worker whose steps fail with `error`; returns its first log line and its metrics. */
async function failingWith(error: Error) {
  const stopping = new AbortController();
  const metrics = createMetrics();
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const worker = { name: 'audit-seal', pause: 10, step: () => Promise.reject(error) };
  const running = runWorker(worker, log, metrics, stopping.signal);
  await vi.waitFor(() => expect(lines.length).toBeGreaterThan(0), { timeout: 10_000 });
  stopping.abort();
  await running;
  const { values } = await metrics.workers.get();
  return { line: JSON.parse(lines[0]!) as object, results: values.map(({ labels }) => labels.result) };
}

describe('a background step', () => {
  it.each([
    [new ChainCut({ position: 7, seal: 'k1.seal' }), 'position 7: audit verify --heads FILE'],
    [new ChainBroken(3), 'broken before position 3: audit verify'],
  ])(
    'that finds the audit changed raises an alarm with the place and the remedy: $0.name',
    async (error, words) => {
      const { line, results } = await failingWith(error);
      expect(line).toMatchObject({
        level: 50,
        worker: 'audit-seal',
        reason: error.name,
        msg: expect.stringContaining(words),
      });
      expect(results).toEqual(['alarm']);
    },
  );

  it('that fails in another way is retried, and its message, which may quote data, is not logged', async () => {
    const { line, results } = await failingWith(new TypeError('张示例'));
    expect(line).toMatchObject({
      level: 40,
      reason: 'TypeError',
      msg: expect.stringContaining('tried again'),
    });
    expect(JSON.stringify(line)).not.toContain('张示例');
    expect(results).toEqual(['failed']);
  });
});
