/** Database connections that break or stop answering during a query: the caller gets `unavailable`, and the process survives. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { isUnavailable, type Database } from '../../../bff/database/database.ts';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { prepare, prepareQueued, prepareRead } from '../../../bff/database/statement.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { PATIENCE } from '../../support/serve.ts';
import { startCutProxy, type CutProxy } from './cut-proxy.ts';

const slowStatement = prepare<{ seconds: number }, unknown>(
  'test_slow',
  (p) => sql`select pg_sleep(${p('seconds')}::float8)`,
);
const slowReadStatement = prepareRead<object, unknown>('test_slow_read', () => sql`select pg_sleep(3)`);
const quickReadStatement = prepareRead<{ by: number }, { one: number }>(
  'test_quick_read',
  (p) => sql`select 1 / ${p('by')}::int as one`,
);
const pidStatement = prepare<{ by: number }, { pid: number }>(
  'test_pid',
  (p) => sql`select pg_backend_pid() as pid, 1 / ${p('by')}::int as one`,
);
const lockStatement = prepareQueued<{ queue: string; lock: number }, { pid: number }>(
  'test_lock',
  'queue',
  (p) => sql`select pg_backend_pid() as pid, pg_advisory_xact_lock(${p('lock')}::int)`,
);
const quickStatement = prepare<object, { one: number }>('test_quick', () => sql`select 1 as one`);

describe('PostgreSQL connections', () => {
  let test: TestDatabase;
  let direct: Database;
  let proxy: CutProxy;
  let database: Database;
  let url: string;

  beforeAll(async () => {
    test = await createDatabase();
    direct = openPostgres(test.url);
  });
  afterAll(async () => {
    await direct.close();
    await test.drop();
  });

  /** The server's processes that run a statement of a test, or have run it. Those of a cut connection stay until its end. */
  const asked = async (): Promise<number[]> => {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and (query like '%pg_sleep(%' and state = 'active' or query = 'select 1' and state = 'idle')`.execute(
      direct.kysely,
    );
    return rows.map(({ pid }) => pid);
  };

  beforeEach(async () => {
    const { hostname, port } = new URL(test.url);
    proxy = await startCutProxy({ host: hostname, port: Number(port) });
    url = test.url.replace(`${hostname}:${port}`, `127.0.0.1:${proxy.port}`);
    database = openPostgres(url);
  });
  afterEach(async () => {
    proxy.cut();
    await database.close();
    await proxy.close();
  });

  // An `error` event without a listener would end the process; Vitest reports it as unhandled.
  it.each([
    ['a statement', () => database.run(slowStatement, { seconds: 3 })],
    ['a quick read', () => database.run(slowReadStatement, {})],
    ['a query', () => sql`select pg_sleep(3)`.execute(database.kysely)],
    ['a session', () => database.session((session) => session.query('select pg_sleep(3)'))],
    [
      'a session between two queries',
      () =>
        database.session(async (session) => {
          await session.query('select 1');
          await vi.waitFor(() => expect(proxy.open).toBe(0), PATIENCE);
          return session.query('select 1');
        }),
    ],
  ])('%s that is cut off fails as unavailable, and the next one is answered', async (_name, work) => {
    const before = await asked();
    const failing = work().then(
      () => undefined,
      (error: unknown) => error,
    );
    const isAsked = async () => (await asked()).some((pid) => !before.includes(pid));
    await vi.waitFor(async () => expect(await isAsked()).toBe(true), PATIENCE);
    proxy.cut();
    const failure = await failing;
    expect(failure).toBeInstanceOf(Error);
    expect(isUnavailable(failure)).toBe(true);
    expect(await database.run(quickStatement, {})).toEqual([{ one: 1 }]);
    expect(await database.run(quickReadStatement, { by: 1 })).toEqual([{ one: 1 }]);
  });

  it('statements that wait for a lock delay those of their queue only', async () => {
    await database.session(async (session) => {
      await session.query('select pg_advisory_lock(7)');
      const waiting = [1, 2, 3].map(() => database.run(lockStatement, { queue: 'a', lock: 7 }));
      const others = await Promise.all(
        ['b', 'c', 'd'].map((queue) => database.run(lockStatement, { queue, lock: 8 })),
      );
      await session.query('select pg_advisory_unlock(7)');
      const pids = (await Promise.all(waiting)).flat().map(({ pid }) => pid);
      expect(new Set(pids).size, 'connections of queue a').toBe(1);
      expect(others.flat().map(({ pid }) => pid)).not.toContain(pids[0]);
    });
  });

  it('the connection of a failed statement is used again', async () => {
    const [before] = await database.run(pidStatement, { by: 1 });
    await expect(database.run(pidStatement, { by: 0 })).rejects.toMatchObject({ code: '22012' });
    expect(await database.run(pidStatement, { by: 1 })).toEqual([before]);
  });

  it('a failed quick read does not fail the others on its connection', async () => {
    const results = await Promise.allSettled([1, 0, 1].map((by) => database.run(quickReadStatement, { by })));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { code: '22012' } });
    expect(proxy.open).toBe(1);
  });

  it('quick reads without an answer end together, and the next one is answered', async () => {
    const limited = openPostgres(url, { timeouts: { answer: 1_000, close: 500 } });
    const read = () => limited.run(quickReadStatement, { by: 1 });
    await read();
    proxy.silence();
    for (const result of await Promise.allSettled([read(), read(), read()])) {
      expect(result.status).toBe('rejected');
      expect(isUnavailable((result as PromiseRejectedResult).reason)).toBe(true);
    }
    await vi.waitFor(async () => expect(await read()).toEqual([{ one: 1 }]), 30_000);
    await limited.close();
    await vi.waitFor(() => expect(proxy.open).toBe(0), 30_000);
  });

  it.each([
    ['a statement', (given: Database) => given.run(quickStatement, {})],
    ['a query', (given: Database) => sql`select 1`.execute(given.kysely)],
  ])('%s without an answer ends, and all connections are replaced', async (_name, work) => {
    const limited = openPostgres(url, { timeouts: { answer: 1_000, close: 500 } });
    await vi.waitFor(async () => {
      // On a busy machine the short timeout may end one of these, and all connections are replaced.
      await Promise.all(Array.from({ length: 8 }, () => limited.run(slowStatement, { seconds: 0.3 })));
      expect(proxy.open).toBe(8);
    }, PATIENCE);
    proxy.silence();
    const failures: unknown[] = [];
    const failing = () =>
      work(limited).then(
        () => false,
        (error: unknown) => failures.push(error) > 0,
      );
    while (await failing());
    // One of eight. On a busy machine the short timeout may end another one too.
    expect([1, 2, 3]).toContain(failures.length);
    expect(failures.every(isUnavailable)).toBe(true);
    await limited.close();
    await vi.waitFor(() => expect(proxy.open).toBe(0), 30_000);
  });
});
