/** Connections of their own, for long work: used again by the next one, which finds nothing of the last. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Database } from '../../../bff/database/database.ts';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { eventsBetween } from '../../../bff/events/list.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { startCutProxy, type CutProxy } from './cut-proxy.ts';

const EVENTS = 20_000;

let test: TestDatabase;
let proxy: CutProxy;
let database: Database;
beforeAll(async () => {
  test = await createDatabase(undefined, inject('migratedDatabase'));
  const { hostname, port } = new URL(test.url);
  proxy = await startCutProxy({ host: hostname, port: Number(port) });
  database = openPostgres(test.url.replace(`${hostname}:${port}`, `127.0.0.1:${proxy.port}`));
});
afterAll(async () => {
  await database.close();
  await proxy.close();
  await test.drop();
});

it('an export of twenty thousand events opens one connection', async () => {
  await sql`
    insert into event (id, at, actor, type, detail, mac)
    select gen_random_uuid(), '2026-11-24T08:00:00Z', 'operator:tester', 'site.rotated', '{}', 'k1.' || i
    from generate_series(1, ${sql.lit(EVENTS)}) as i`.execute(database.kysely);
  const before = proxy.opened;
  let read = 0;
  for await (const events of eventsBetween(database, new Date('2026-11-24'), new Date('2026-11-25')))
    read += events.length;
  expect(read).toBe(EVENTS);
  expect(proxy.opened - before).toBe(1);
});

it('temporary tables end with a session, and so does a connection whose work failed', async () => {
  const pid = () =>
    database.session(async (session) => {
      const [row] = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
      await session.query('create temp table staging (line int)');
      return row!.pid;
    });
  const first = await pid();
  expect(await pid()).toBe(first);
  const failing = database.session((session) =>
    session.transaction(() => session.query('select 1 from nowhere')),
  );
  await expect(failing).rejects.toMatchObject({ code: '42P01' });
  expect(await pid()).not.toBe(first);
});
