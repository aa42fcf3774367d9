/** Fit for PgBouncer: no startup parameter that it refuses, nothing left on a connection that others get, and sessions past it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../../bff/database/migrate.ts';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { importRegistry } from '../../../bff/evidence/import/registry.ts';
import { residentId, uscc } from '../../support/people.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { optionsOf, registryFile } from '../evidence/files.ts';
import { startCutProxy, type CutProxy } from './cut-proxy.ts';

const FILE = registryFile([{ code: uscc(1), name: '甲', idNumber: residentId(1) }]);

describe('behind a pooler', () => {
  let test: TestDatabase;
  let pooler: CutProxy;
  let pooledUrl: string;
  beforeAll(async () => {
    test = await createDatabase();
    const url = new URL(test.url);
    pooler = await startCutProxy({ host: url.hostname, port: Number(url.port) });
    url.host = `127.0.0.1:${pooler.port}`;
    pooledUrl = url.href;
  });
  afterAll(async () => {
    await pooler.close();
    await test.drop();
  });

  it('migrations, statements and imports send nothing at start but who they are', async () => {
    const database = openPostgres(pooledUrl);
    await migrate(database);
    expect(await importRegistry(database, optionsOf(FILE))).toMatchObject({ imported: 1 });
    await database.close();
    expect(pooler.startupParameters.size).toBeGreaterThan(0);
    const admitted = ['user', 'database', 'client_encoding', 'application_name'];
    expect([...pooler.startupParameters].filter((name) => !admitted.includes(name))).toEqual([]);
  });

  it('an import leaves neither lock nor settings to its connection', async () => {
    const database = openPostgres(test.url);
    await migrate(database);
    await database.session(async (session) => {
      const lent = {
        ...database,
        session: <T>(work: (given: typeof session) => Promise<T>) => work(session),
      };
      const settings = () =>
        session.query(
          `select name, setting from pg_settings where name in ('work_mem', 'maintenance_work_mem', 'statement_timeout')`,
        );
      const before = await settings();
      await importRegistry(lent, optionsOf(FILE));
      expect(await session.query(`select from pg_locks where locktype = 'advisory'`)).toEqual([]);
      expect(await settings()).toEqual(before);
    });
    await database.close();
  });

  it('sessions use the direct address when there is one', async () => {
    const database = openPostgres('postgres://nobody@127.0.0.1:1/none', { directUrl: test.url });
    expect(await database.session((session) => session.query('select 1 as one'))).toEqual([{ one: 1 }]);
    await database.close();
  });
});
