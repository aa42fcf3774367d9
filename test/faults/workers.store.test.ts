/** Background workers when the connection to PostgreSQL is silent: each closes its connection and continues with a new one. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { submit } from '../../bff/attempts/submit.ts';
import type { Database } from '../../bff/database/database.ts';
import { openPostgres } from '../../bff/database/postgres.ts';
import { createMetrics } from '../../bff/server/metrics.ts';
import { createRefusals } from '../../bff/limits/refusals.ts';
import { addSite } from '../../bff/sites/manage.ts';
import { createSites, type Sites } from '../../bff/sites/sites.ts';
import { runWorker } from '../../bff/server/repeat.ts';
import { createWorkers } from '../../bff/server/workers.ts';
import { startCutProxy, type CutProxy } from '../bff/database/cut-proxy.ts';
import { submitterOf, testDependencies, type TestDependencies } from '../support/dependencies.ts';
import { rightClaim } from '../support/people.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';

/** The timeouts of production, shortened. On a busy machine a worker may have to retry. Milliseconds. */
const LIMITS = { statement: 900, answer: 1_000, connect: 2_000, close: 1_000 };
const PAUSE = 100;
const PATIENCE = { timeout: 40_000, interval: 50 };

const EVERYTHING = [
  'pending',
  'imports',
  'cases',
  'rechecks',
  'holds',
  'due',
  'audit-seal',
  'fan-out',
  'webhooks',
  'refusals',
  'arrivals',
  'retry-times',
  'retention',
  'audit-retention',
  'audit-head',
  'lags',
];

describe('on a silent connection', () => {
  let test: TestDatabase;
  let proxy: CutProxy;
  let straight: Database;
  let behind: Database;
  let deps: TestDependencies;
  let sites: Sites;
  let workers: Promise<unknown>;
  const stopping = new AbortController();
  const metrics = createMetrics();
  const log: string[] = [];
  const reports: string[] = [];
  const received = new Set<string>();
  const receiver = createServer((request, response) => {
    received.add(String(request.headers['webhook-id']));
    request.resume().on('end', () => response.writeHead(204).end());
  });

  /** The number of finished steps, and of failed ones. */
  const steps = async (worker: string) => {
    const { values } = await metrics.workers.get();
    const of = (failed: boolean) =>
      values
        .filter(({ labels }) => labels.worker === worker && (labels.result === 'failed') === failed)
        .reduce((sum, { value }) => sum + value, 0);
    return { ended: of(false), failed: of(true) };
  };
  const addReceiver = (id: string) =>
    addSite(
      { ...deps, actor: 'operator:tester' },
      {
        id,
        origins: [],
        keys: { kind: 'hs256' },
        webhookUrl: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`,
      },
    );
  const pendingUnit = async () => {
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    await submit(deps, submitterOf('U1'), randomUUID(), rightClaim());
    await straight.kysely.updateTable('kept_claim').set({ next_try_at: new Date() }).execute();
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
  };

  beforeAll(async () => {
    test = await createDatabase(undefined, inject('migratedDatabase'));
    const url = new URL(test.url);
    proxy = await startCutProxy({ host: url.hostname, port: Number(url.port) });
    url.host = `127.0.0.1:${proxy.port}`;
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    straight = openPostgres(test.url);
    behind = openPostgres(url.href, { timeouts: LIMITS });
    deps = { ...testDependencies(straight), now: Date.now };
    await addReceiver('portal');

    const parts = {
      certification: { ...deps, database: behind },
      refusals: createRefusals(behind),
      retireDigestKey: async () => false,
      webhookAllow: ['127.0.0.1'],
      log: pino({ level: 'info' }, { write: (line: string) => void log.push(line) }),
      metrics,
    };
    const { workers: all, lanes } = createWorkers(parts, stopping.signal);
    expect(all.map(({ name }) => name)).toEqual(EVERYTHING);
    workers = Promise.all(
      all.map((worker) => runWorker({ ...worker, pause: PAUSE }, parts.log, metrics, stopping.signal)),
    ).then(() => lanes.idle());
    sites = createSites(behind, deps.cipher, Date.now, { report: (message) => void reports.push(message) });
    await sites.start();
    for (const worker of EVERYTHING)
      await vi.waitFor(async () => expect((await steps(worker)).ended).toBeGreaterThan(1), PATIENCE);

    proxy.silence();
    await addReceiver('late');
    await pendingUnit();
  });
  afterAll(async () => {
    stopping.abort();
    sites.close();
    await workers;
    await behind.close();
    await straight.close();
    await proxy.close();
    receiver.closeAllConnections();
    receiver.close();
    await test.drop();
  });

  it.each(EVERYTHING)('%s fails once or twice, and then its steps finish again', async (worker) => {
    const before = await steps(worker);
    await vi.waitFor(
      async () => expect((await steps(worker)).ended).toBeGreaterThan(before.ended + 1),
      PATIENCE,
    );
  });

  it('a waiting claim is decided and sealed, and its webhook is sent to its site', async () => {
    const kysely = straight.kysely;
    const one = <Row>(query: Promise<Row[]>) => query.then((rows) => expect(rows).toHaveLength(1));
    await vi.waitFor(
      () =>
        one(
          kysely
            .selectFrom('event')
            .innerJoin('seal', (on) => on.onRef('seal.position', '>=', 'event.position'))
            .select('event.id')
            .distinct()
            .where('unit_code', '=', 'U1')
            .where('type', '=', 'certification.certified')
            .execute(),
        ),
      PATIENCE,
    );
    const event = await kysely
      .selectFrom('event')
      .select('id')
      .where('unit_code', '=', 'U1')
      .where('type', '=', 'certification.certified')
      .executeTakeFirstOrThrow();
    await vi.waitFor(() => expect(received).toContain(event.id), PATIENCE);
    await vi.waitFor(() => expect(log.some((line) => line.includes('"audit head"'))).toBe(true), PATIENCE);
  });

  it('the sites stay in use meanwhile, the error is logged once, and a new site is soon in use', async () => {
    await vi.waitFor(() => expect(sites.get('late')).toBeDefined(), PATIENCE);
    expect(sites.get('portal')).toBeDefined();
    expect(reports.filter((line) => line.startsWith('the sites could not be read'))).toHaveLength(1);
  });

  it('and the log names each worker that failed, and why', () => {
    const failed = log.filter((line) => line.includes('a background step failed'));
    const reasons = failed.map((line) => (JSON.parse(line) as { worker: string; reason: string }).reason);
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason).toMatch(/timeout|Connection terminated|57014/);
  });
});

describe('a step that hangs', () => {
  it('is reported as late again and again, and none begins beside it', async () => {
    const stopping = new AbortController();
    const lines: string[] = [];
    const counted = createMetrics();
    let begun = 0;
    let end = (_more: boolean) => {};
    const worker = {
      name: 'slow',
      pause: 10,
      within: 100,
      step: () =>
        ++begun === 1 ? new Promise<boolean>((resolve) => (end = resolve)) : Promise.resolve(false),
    };
    const running = runWorker(
      worker,
      pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
      counted,
      stopping.signal,
    );
    await vi.waitFor(() => expect(lines.length).toBeGreaterThan(2), PATIENCE);
    expect(begun).toBe(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: 40,
      worker: 'slow',
      msg: 'a background step is still running',
    });
    const { values } = await counted.workers.get();
    expect(values).toMatchObject([{ labels: { worker: 'slow', result: 'late' } }]);

    end(false);
    await vi.waitFor(() => expect(begun).toBeGreaterThan(2), PATIENCE);
    stopping.abort();
    await running;
  });
});
