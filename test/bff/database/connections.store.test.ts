/** Database connections that break or fall silent while something waits on them: told as "not now", survived. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isUnavailable, type Database } from '../../../bff/database/database.ts';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { prepare, prepareRead } from '../../../bff/database/statement.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { startCutProxy, type CutProxy } from './cut-proxy.ts';

const slowStatement = prepare<object, unknown>('test_slow', () => sql`select pg_sleep(3)`);
const slowReadStatement = prepareRead<object, unknown>('test_slow_read', () => sql`select pg_sleep(3)`);
const quickReadStatement = prepareRead<{ by: number }, { one: number }>(
  'test_quick_read',
  (p) => sql`select 1 / ${p('by')}::int as one`,
);
const quickStatement = prepare<object, { one: number }>('test_quick', () => sql`select 1 as one`);

describe('PostgreSQL connections', () => {
  let test: TestDatabase;
  let proxy: CutProxy;
  let database: Database;

  beforeAll(async () => {
    test = await createDatabase();
  });
  afterAll(() => test.drop());

  beforeEach(async () => {
    const url = new URL(test.url);
    proxy = await startCutProxy({ host: url.hostname, port: Number(url.port) });
    url.host = `127.0.0.1:${proxy.port}`;
    database = openPostgres(url.href);
  });
  afterEach(async () => {
    proxy.cut();
    await database.close();
    await proxy.close();
  });

  // A connection's error that nobody listens to ends the process: Vitest reports it as unhandled.
  it.each([
    ['a statement', () => database.run(slowStatement, {})],
    ['a quick read', () => database.run(slowReadStatement, {})],
    ['a query', () => sql`select pg_sleep(3)`.execute(database.kysely)],
    ['a session', () => database.session((session) => session.query('select pg_sleep(3)'))],
    [
      'a session between two queries',
      () =>
        database.session(async (session) => {
          await session.query('select 1');
          await new Promise((resolve) => setTimeout(resolve, 600));
          return session.query('select 1');
        }),
    ],
  ])('%s that is cut off fails as unavailable, and the next one is answered', async (_name, work) => {
    setTimeout(() => proxy.cut(), 300);
    const failure = await work().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(Error);
    expect(isUnavailable(failure)).toBe(true);
    expect(await database.run(quickStatement, {})).toEqual([{ one: 1 }]);
    expect(await database.run(quickReadStatement, { by: 1 })).toEqual([{ one: 1 }]);
  });

  it('a quick read that fails, fails alone among those on its connection', async () => {
    const results = await Promise.allSettled([1, 0, 1].map((by) => database.run(quickReadStatement, { by })));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { code: '22012' } });
  });

  it('a server that fell silent is given up, and its connections with it', async () => {
    const ask = [
      () => database.run(quickStatement, {}),
      () => database.run(quickReadStatement, { by: 1 }),
      () => database.run(quickReadStatement, { by: 1 }),
    ];
    await Promise.all(ask.map((each) => each()));
    proxy.silence();
    for (const result of await Promise.allSettled(ask.map((each) => each()))) {
      expect(result.status).toBe('rejected');
      expect(isUnavailable((result as PromiseRejectedResult).reason)).toBe(true);
    }
    expect(await Promise.all(ask.map((each) => each()))).toEqual(ask.map(() => [{ one: 1 }]));
  });
});
