/** A worker's step that takes longer than a minute runs once: in its process, and over all replicas. */
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Database } from '../../bff/database/database.ts';
import { alone, LEASE } from '../../bff/database/lease.ts';
import { openPostgres } from '../../bff/database/postgres.ts';
import { createRefusals } from '../../bff/limits/refusals.ts';
import { createMetrics } from '../../bff/server/metrics.ts';
import { runWorker, type Worker } from '../../bff/server/repeat.ts';
import { createWorkers } from '../../bff/server/workers.ts';
import { openOnPostgres } from '../support/databases.ts';
import { testDependencies } from '../support/dependencies.ts';

const isLong = process.env['FAULTS'] === 'long';
/** How long the step takes, after which it is late, and how long a lease lasts. Milliseconds. */
const STEP = isLong ? 70_000 : 2_500;
const WITHIN = isLong ? 60_000 : 1_000;
const LASTS = isLong ? LEASE : 1_000;
const PATIENCE = { timeout: STEP + 30_000, interval: 50 };

let observer: Database;
let replicas: Database[];
let close: () => Promise<void>;
beforeAll(async () => {
  const opened = await openOnPostgres();
  observer = opened.database;
  replicas = [openPostgres(opened.url), openPostgres(opened.url)];
  close = async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    await opened.close();
  };
});
afterAll(() => close());
beforeEach(() => sql`delete from worker_lease`.execute(observer.kysely));

/** Runs a worker of each replica until `end`; tells what they logged. */
function start(workerOf: (replica: Database) => Worker) {
  const stopping = new AbortController();
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const running = replicas.map((replica) =>
    runWorker(workerOf(replica), log, createMetrics(), stopping.signal),
  );
  return {
    logged: () => lines.map((line) => JSON.parse(line) as { worker: string; msg: string; reason?: string }),
    async end() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

it(
  'a step that PostgreSQL needs long for runs once, is late, and its lease outlasts its time',
  { timeout: 3 * PATIENCE.timeout },
  async () => {
    let [running, most, ended] = [0, 0, 0];
    const workers = start((replica) => ({
      name: 'slow',
      pause: 50,
      within: WITHIN,
      step: async (stopping) => {
        const sleep = () =>
          replica.session(async (session) => {
            most = Math.max(most, ++running);
            await session.query('select pg_sleep($1)', [STEP / 1000]);
            running--;
            ended++;
          });
        await alone(replica, 'slow', sleep, stopping, LASTS);
        return false;
      },
    }));
    await vi.waitFor(() => expect(ended).toBe(1), PATIENCE);
    await vi.waitFor(() => expect(running).toBe(1), PATIENCE); // the lease was given back: the next one runs
    expect(most).toBe(1);
    await workers.end();
    const logged = workers.logged();
    expect(logged.length).toBeGreaterThan(0);
    for (const line of logged)
      expect(line).toMatchObject({ worker: 'slow', msg: 'a background step is still running' });
  },
);

it(
  'two replicas do not apply the same import while it takes long',
  { timeout: 2 * PATIENCE.timeout },
  async () => {
    await sql`update evidence_version set version = version + 1`.execute(observer.kysely);
    const waiting = async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        observer.kysely,
      );
      return rows.length;
    };
    let most = 0;
    const workers = await observer.session((session) =>
      session.transaction(async () => {
        await session.query('lock table replaced_unit in access exclusive mode');
        const started = start((replica) => {
          const deps = { ...testDependencies(replica), now: Date.now };
          const parts = {
            certification: deps,
            refusals: createRefusals(replica),
            retireDigestKey: async () => false,
            webhookAllow: [],
            log: pino({ level: 'silent' }),
            metrics: createMetrics(),
          };
          const { workers: all } = createWorkers(parts, new AbortController().signal);
          return { ...all.find(({ name }) => name === 'imports')!, pause: 50 };
        });
        await vi.waitFor(async () => expect(await waiting()).toBe(1), PATIENCE);
        for (const end = Date.now() + STEP; Date.now() < end; most = Math.max(most, await waiting()))
          await session.query('select pg_sleep(0.1)'); // PostgreSQL ends a transaction that does nothing
        return started;
      }),
    );
    expect(most).toBe(1);
    await vi.waitFor(async () => {
      const { rows } = await sql`select from evidence_version where applied = version`.execute(
        observer.kysely,
      );
      expect(rows).toHaveLength(1);
    }, PATIENCE);
    await workers.end();
    expect(workers.logged().filter(({ reason }) => reason !== undefined)).toEqual([]);
  },
);

it('a process that has lost its lease is told, and leaves the next one its own', async () => {
  const [first, second] = replicas as [Database, Database];
  const never = new AbortController().signal;
  const holder = async () => {
    const { rows } = await sql<{ fence: string; is_running: boolean }>`
      select fence, until > clock_timestamp() as is_running from worker_lease`.execute(observer.kysely);
    return rows;
  };
  const losing = alone(
    first,
    'work',
    async (signal) => {
      // The process stood still for so long that its lease ended.
      await sql`update worker_lease set until = clock_timestamp()`.execute(observer.kysely);
      const taken = await alone(
        second,
        'work',
        async () => {
          await vi.waitFor(() => expect(signal.aborted).toBe(true), PATIENCE);
          return holder();
        },
        never,
      );
      expect(taken).toEqual([{ fence: '2', is_running: true }]);
      signal.throwIfAborted();
    },
    never,
    300,
  );
  await expect(losing).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(await holder()).toEqual([{ fence: '2', is_running: false }]);
});

it('the lease of a process that has died is taken when its time is over', async () => {
  const [first] = replicas as [Database];
  const never = new AbortController().signal;
  const work = () => alone(first, 'work', () => Promise.resolve('done'), never);
  await sql`
    insert into worker_lease (name, fence, until)
    values ('work', 7, clock_timestamp() + interval '500 ms')`.execute(observer.kysely);
  expect(await work()).toBeUndefined();
  await vi.waitFor(async () => expect(await work()).toBe('done'), PATIENCE);
});
