/** Behind a pooler in transaction mode: the BFF and its workers, and migrations and imports past it or, without an address, through it. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AuditReport } from '../../../bff/events/verify.ts';
import { migrate } from '../../../bff/database/migrate.ts';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { FOUNDED, LI, residentId, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { startServe } from '../../support/serve.ts';
import { siteUser } from '../../support/site-user.ts';
import { folder, run, runJson } from '../cli/support.ts';
import { optionsOf, registryFile } from '../import/files.ts';
import { POOLERS, type Pooler } from './poolers.ts';
import { PROFILE_ENV } from '../../support/keys.ts';

const UNITS = Array.from({ length: 20 }, (_, i) => uscc(i + 1));
const ORIGIN = 'https://portal.example';
const WRONG = rightClaim({ legalRepresentative: LI });

/** Only this database's locks, because other tests import into theirs at the same time. */
const HELD_LOCKS = `select from pg_locks join pg_database on pg_database.oid = database
  where locktype = 'advisory' and datname = current_database()`;

describe.each(POOLERS)('behind %s', (_, openPooler) => {
  const place = folder();
  const file = join(place.path, 'registry.csv');
  const [direct, pooled] = [[] as TestDatabase[], [] as string[]];
  let pooler: Pooler;
  beforeAll(async () => {
    writeFileSync(
      file,
      ['name,code,legalRepresentative,legalRepresentativeId,foundedOn']
        .concat(UNITS.map((code) => `示例,${code},${ZHANG.name},${ZHANG.idNumber},${FOUNDED}`))
        .join('\n'),
    );
    direct.push(await createDatabase(), await createDatabase());
    pooler = await openPooler(direct[0]!.url);
    pooled.push(...direct.map(({ url }) => pooler.url(url)));
  });
  afterAll(async () => {
    await pooler.close();
    for (const database of direct) await database.drop();
    place.remove();
  });
  const environment = (index: number): Record<string, string> => ({
    DATABASE_URL: pooled[index]!,
    ...PROFILE_ENV,
    DATA_DIR: place.path,
    MASTER_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    LIMIT_REQUESTS_PER_10S: '0',
    WEBHOOK_ALLOW: '127.0.0.1',
  });

  it('the BFF serves, simultaneous submissions get their own answers, and the workers seal and deliver', async () => {
    const env = { ...environment(0), DATABASE_DIRECT_URL: direct[0]!.url };
    const delivered: string[] = [];
    const receiver = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        const { type, data } = JSON.parse(body) as { type: string; data: { unit: string } };
        if (type === 'unit.certified') delivered.push(data.unit);
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const webhook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    expect(await run(['migrate'], { env })).toMatchObject({ exit: 0 });
    expect(await runJson(['import', 'registry', file], { env })).toMatchObject({ imported: UNITS.length });
    const { secret } = await runJson<{ secret: string }>(
      ['site', 'add', 'portal', '--origin', ORIGIN, '--hs256', '--webhook', webhook],
      { env },
    );
    const bff = await startServe(env);
    try {
      const user = siteUser({ id: 'portal', secret, origin: ORIGIN });
      const outcomes = async (claim?: typeof WRONG) => {
        const answers = await Promise.all(
          UNITS.map((unit) => user.submit(bff.url, { unit, sub: unit, ...(claim && { claim }) })),
        );
        return Promise.all(answers.map(async (answer) => (await answer.json()) as unknown));
      };
      for (const answer of await outcomes(WRONG)) expect(answer).toMatchObject({ outcome: 'rejected' });
      for (const answer of await outcomes()) expect(answer).toMatchObject({ outcome: 'certified' });
      for (const unit of UNITS)
        expect(await (await user.status(bff.url, unit)).json()).toMatchObject({ unit: { code: unit } });
      await vi.waitFor(() => expect(delivered.toSorted()).toEqual(UNITS.toSorted()), 50_000);
      const entries = 2 * UNITS.length; // and those of the import and the site
      await vi.waitFor(async () => {
        const report = await runJson<AuditReport>(['audit', 'verify'], { env });
        expect(report).toMatchObject({ faults: [], rows: [], unsealed: 0 });
        expect(report.sealed).toBeGreaterThan(entries);
      }, 50_000);
      bff.kill('SIGTERM');
      expect(await bff.ended).toBe(0);
    } finally {
      bff.kill('SIGKILL');
      receiver.closeAllConnections();
      receiver.close();
    }
  });

  it('migrations and imports succeed also through it, repeatedly', async () => {
    const env = environment(1);
    for (const _ of ['first', 'again']) {
      expect(await run(['migrate'], { env })).toMatchObject({ exit: 0 });
      expect(await runJson(['import', 'registry', file], { env })).toMatchObject({ read: UNITS.length });
    }
    const database = openPostgres(pooled[1]!);
    const locks = database.session((session) => session.query(HELD_LOCKS));
    expect(await locks).toEqual([]);
    await database.close();
  });
});

describe('past a pooler', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createDatabase();
  });
  afterAll(() => test.drop());

  it('an import leaves neither locks nor settings on its connection', async () => {
    const database = openPostgres(test.url);
    await migrate(database);
    await sql`alter database ${sql.id(new URL(test.url).pathname.slice(1))} set statement_timeout = '7s'`.execute(
      database.kysely,
    );
    await database.session(async (session) => {
      const lent = {
        ...database,
        session: <T>(work: (given: typeof session) => Promise<T>) => work(session),
      };
      const names = ['work_mem', 'maintenance_work_mem', 'statement_timeout'];
      const settings = () =>
        session.query(`select name, reset_val, setting from pg_settings where name = any($1)`, [names]);
      const before = await settings();
      expect(before).toContainEqual({ name: 'statement_timeout', reset_val: '7000', setting: '7000' });
      await importRegistry(
        lent,
        optionsOf(registryFile([{ code: uscc(1), name: '甲', idNumber: residentId(1) }])),
      );
      expect(await session.query(HELD_LOCKS)).toEqual([]);
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
