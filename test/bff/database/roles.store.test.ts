/** Two roles of PostgreSQL: one owns the tables (`migrate`, `import`), the service's owns nothing. As docs/zh/operations.md sets them up. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { AuditReport } from '../../../bff/events/verify.ts';
import { ORIGIN } from '../../support/bff.ts';
import { newKeyText } from '../../support/keys.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { startServe } from '../../support/serve.ts';
import { siteUser } from '../../support/site-user.ts';
import { rightClaim } from '../../support/people.ts';
import { readExample } from '../../docs/support/examples.ts';
import { folder, registryFile, runJson, UNIT } from '../cli/support.ts';

const name = randomBytes(4).toString('hex');
const OWNER = `owner_${name}`;
const SERVICE = `service_${name}`;

/** As `registryFile` makes it. */
const CLAIM = rightClaim({ legalRepresentative: { name: '张三', idNumber: '11010519491231002X' } });

/** The example of the guide, with the roles' names of this test. */
const SET_UP = readExample('roles.sql')
  .replaceAll('certification_owner', OWNER)
  .replaceAll('certification_service', SERVICE);

describe('with a role that owns the tables and one for the service', () => {
  const place = folder();
  const masterKeys = newKeyText('k1');
  let test: TestDatabase;
  const sql = async (url: string, ...statements: string[]) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const urlOf = (role: string): string => {
    const url = new URL(test.url);
    url.username = role;
    url.password = `${role.split('_')[0]}-password`;
    return url.href;
  };
  const environment = (role: string) => ({
    DATABASE_URL: urlOf(role),
    DATA_DIR: place.path,
    MASTER_KEYS: masterKeys,
    LIMIT_REQUESTS_PER_10S: '0',
  });

  beforeAll(async () => {
    test = await createDatabase();
    await sql(test.url, SET_UP);
  });
  afterAll(async () => {
    await test.drop();
    await sql(inject('postgresUrl'), `drop role ${OWNER}`, `drop role ${SERVICE}`);
    place.remove();
  });

  it('the owner migrates and imports, and the service does all the rest', async () => {
    const [owner, service] = [{ env: environment(OWNER) }, { env: environment(SERVICE) }];
    expect(await runJson(['migrate'], owner)).toEqual({ migrated: ['0001-initial'] });
    expect(await runJson(['migrate'], service)).toEqual({ migrated: [] });
    const file = join(place.path, 'registry.csv');
    registryFile(file, 3);
    // The first import puts a new table in the place of the empty one, the second one changes rows.
    for (const _ of [1, 2])
      expect(await runJson(['import', 'registry', file], owner)).toMatchObject({ imported: 3 });
    const { secret } = await runJson<{ secret: string }>(
      ['site', 'add', 'portal', '--origin', ORIGIN, '--hs256'],
      service,
    );
    const bff = await startServe(service.env);
    try {
      const user = siteUser({ id: 'portal', secret, origin: ORIGIN });
      const answer = await user.submit(bff.url, { unit: UNIT, claim: CLAIM });
      expect(await answer.json()).toMatchObject({ outcome: 'certified' });
      expect(await (await user.status(bff.url, UNIT)).json()).toMatchObject({ unit: { code: UNIT } });
      await vi.waitFor(async () => {
        const report = await runJson<AuditReport>(['audit', 'verify'], service);
        expect(report).toMatchObject({ faults: [], rows: [], unsealed: 0 });
      }, 50_000);
      expect(await runJson(['keys', 'rotate'], service)).toMatchObject({ unreadable: 0 });
      expect(await runJson(['unit', 'revoke', UNIT, '--reason', 'test'], service)).toMatchObject({
        revoked: true,
      });
      bff.kill('SIGTERM');
      expect(await bff.ended).toBe(0);
    } finally {
      bff.kill('SIGKILL');
    }
    expect(bff.log.filter(({ reason, level }) => reason !== undefined || Number(level) >= 50)).toEqual([]);
  });

  it('the service can neither change nor remove a table', async () => {
    for (const statement of [
      'create table more ()',
      'drop table event',
      'alter table event add more int',
      'truncate event',
    ])
      await expect(sql(urlOf(SERVICE), statement)).rejects.toMatchObject({ code: '42501' });
  });
});
