/** The running BFF writes the chain's head into its log, and what is sealed meanwhile; somebody who has kept the log finds a cut. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSealer } from '../../../bff/events/seal.ts';
import { loadConfig } from '../../../bff/server/config.ts';
import { openResources, type Resources } from '../../../bff/server/resources.ts';
import { happens } from '../../support/events.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { cli, folder, run, until } from '../cli/support.ts';
import { newKeyText, PROFILE_ENV } from '../../support/keys.ts';

describe('the log of a running BFF', () => {
  const { path, remove } = folder();
  let test: TestDatabase;
  let resources: Resources;
  let env: Record<string, string>;

  beforeAll(async () => {
    test = await createDatabase();
    env = {
      ...PROFILE_ENV,
      DATABASE_URL: test.url,
      DATA_DIR: path,
      MASTER_KEYS: newKeyText('k1'),
      PORT: '0',
    };
    resources = await openResources(loadConfig(env));
  });
  afterAll(async () => {
    await resources.close();
    await test.drop();
    remove();
  });
  const record = () => happens(resources);

  it('has the head; audit verify --heads takes it as it is', { timeout: 120_000 }, async () => {
    await record();
    await createSealer({ ...resources, now: Date.now })();
    const bff = cli(['serve'], { env, cwd: path });
    try {
      await until(() => bff.soFar.out.includes('"audit head"'), 60_000);
      await record(); // the third: the start makes the signing key, which is the second
      const sealed = async () => (await run(['audit', 'verify'], { env, cwd: path })).out;
      for (const end = Date.now() + 40_000; !(await sealed()).startsWith('All 3');)
        if (Date.now() > end) throw new Error('the running BFF did not seal');
    } finally {
      bff.kill('SIGTERM');
    }
    expect((await bff.done).exit).toBe(0);
    writeFileSync(join(path, 'bff.log'), bff.soFar.out);
    const verify = () => run(['audit', 'verify', '--heads', 'bff.log'], { env, cwd: path });
    expect(await verify()).toMatchObject({ exit: 0 });
    await sql`delete from seal`.execute(resources.database.kysely);
    const cut = await verify();
    expect(cut.exit).toBe(1);
    expect(cut.out).toMatch(/The head of position [123] does not fit/);
  });
});
