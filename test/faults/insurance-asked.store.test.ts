/** The service and its embedded PostgreSQL are killed while the insurance partner is asked about an agent. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openCluster } from '../../bff/database/embedded.ts';
import { migrate } from '../../bff/database/migrate.ts';
import { openPostgres } from '../../bff/database/postgres.ts';
import { LI, registerUnit, rightClaim, uscc } from '../support/people.ts';
import { freePort } from '../support/postgres.ts';
import { PATIENCE, startServe } from '../support/serve.ts';
import { addPortal, newSecrets, userOf } from './support/stage.ts';

const UNIT = uscc(71_000_000);

it('the same key decides the claim once, by either of two processes that start again at once', async ({
  onTestFinished,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'insurance-asked-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  /** Runs work on the embedded database without a service. */
  const onDatabase = async <T>(
    work: (database: ReturnType<typeof openPostgres>) => Promise<T>,
  ): Promise<T> => {
    const cluster = await openCluster(folder);
    const database = openPostgres(cluster.url);
    await migrate(database);
    return work(database).finally(() => database.close().then(() => cluster.close()));
  };
  const { secrets, secret } = await onDatabase(async (database) => {
    const made = await newSecrets(database);
    await registerUnit({ database, digester: made.digester }, UNIT);
    return { secrets: made, secret: await addPortal(database, made) };
  });

  const hanging: ServerResponse[] = [];
  let isBack = false;
  const insurance = createServer((_, response) => {
    if (isBack) response.setHeader('Content-Type', 'application/json').end('{"handled":true}');
    else hanging.push(response);
  });
  await once(insurance.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void insurance.close().closeAllConnections());
  const start = async () =>
    startServe({
      DATA_DIR: folder,
      PORT: String(await freePort()),
      MASTER_KEYS: secrets.masterKeys,
      INSURANCE_URL: `http://127.0.0.1:${(insurance.address() as AddressInfo).port}/`,
    });

  const submission = {
    unit: UNIT,
    key: randomUUID(),
    sub: 'user-1',
    claim: rightClaim({ applicant: 'agent', agent: LI }),
  };
  const first = await start();
  const lost = userOf(first.url, secret).submit(submission);
  lost.catch(() => undefined);
  await vi.waitFor(() => expect(hanging).toHaveLength(1), PATIENCE);
  const postmaster = readFileSync(join(folder, 'postgresql/data/postmaster.pid'), 'utf8').split('\n')[0];
  first.kill('SIGKILL');
  process.kill(Number(postmaster), 'SIGKILL');
  await expect(lost).rejects.toThrow();

  isBack = true;
  const services = await Promise.all([start(), start()]);
  const users = services.map(({ url }) => userOf(url, secret));
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_unused, i) => users[i % users.length]!.submit(submission)),
  );
  const last = await users[0]!.submit(submission);
  expect(last).toMatchObject({ status: 200, body: { outcome: 'certified' } });
  for (const { status, body } of answers) expect({ status, body }).toEqual({ status: 200, body: last.body });
  const others = {
    ...submission,
    claim: rightClaim({ applicant: 'agent', agent: { ...LI, name: '李他人' } }),
  };
  expect(await users[1]!.submit(others)).toMatchObject({ status: 422 }); // the key is of another claim

  for (const service of services) service.kill('SIGTERM');
  for (const service of services) expect(await service.ended).toBe(0);
  await onDatabase(async ({ kysely }) => {
    const outcomes = await kysely.selectFrom('submission').select('outcome').execute();
    expect(outcomes).toEqual([{ outcome: 'certified' }]);
    expect(await kysely.selectFrom('certification').select('by').execute()).toEqual([{ by: 'agent' }]);
  });
}, 240_000);
