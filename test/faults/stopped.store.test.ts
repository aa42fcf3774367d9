/** A process that is stopped (SIGSTOP, as a paused machine) while keys are replaced, and whose connections are cut, does not use the old keys. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createSealer } from '../../bff/events/seal.ts';
import { isSound, verifyAudit } from '../../bff/events/verify.ts';
import { KEY_USES } from '../../bff/keys/data-keys.ts';
import { KEYS_USED_FOR } from '../../bff/keys/live-keys.ts';
import { replaceDataKey } from '../../bff/cli/keys.ts';
import { PROFILE } from '../support/keys.ts';
import { uscc } from '../support/people.ts';
import { PATIENCE, startServe } from '../support/serve.ts';
import { command, started } from '../bff/keys/process.ts';
import { createStage, userOf, type Stage } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.close());

it('signs nothing with a key that was replaced while it was stopped', async () => {
  const { database, secrets, secret } = stage;
  const units = Array.from({ length: 9 }, (_, index) => uscc(index + 1));
  const [first, ...others] = units as [string, ...string[]];
  await stage.register(...units);
  const bff = await startServe(await stage.environment({ LIMIT_PERSON_PER_DAY: '0' }));
  const user = userOf(bff.url, secret);
  expect(await user.submit({ unit: first })).toMatchObject({ body: { outcome: 'certified' } });

  bff.kill('SIGSTOP');
  const stoppedAt = performance.now();
  const another = () => started(database, secrets.masterKeys, Date.now(), PROFILE);
  for (const use of KEY_USES.filter((one) => one !== 'digests'))
    expect(await replaceDataKey(use)(command(await another()))).toMatchObject({ json: { step: 'replaced' } });
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
    .execute(database.kysely)
    .catch(() => undefined); // it may end this connection’s neighbors in the pool
  await sleep(Math.max(stoppedAt + KEYS_USED_FOR + 1_000 - performance.now(), 0));
  bff.kill('SIGCONT');

  const submitted = async (unit: string) => {
    const key = randomUUID();
    await vi.waitFor(async () => {
      const { status, body } = await user.submit({ unit, key });
      if (status === 503) expect(body).toMatchObject({ code: 'unavailable' });
      expect({ status, body }).toMatchObject({ status: 200, body: { outcome: 'certified' } });
    }, PATIENCE);
  };
  await Promise.all(others.map(submitted));
  for (const unit of units) expect(await stage.attempts(unit)).toEqual([{ outcome: 'certified' }]);
  bff.kill('SIGTERM');
  expect(await bff.ended).toBe(0);

  const verifier = { ...(await another()), now: Date.now };
  await createSealer(verifier)();
  const report = await verifyAudit(verifier);
  expect(report.faults).toEqual([]);
  expect(isSound(report)).toBe(true);
}, 150_000);
