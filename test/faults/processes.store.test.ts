/** Processes that start and stop, or whose clock is wrong. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import { rightClaim, uscc } from '../support/people.ts';
import { startServe } from '../support/serve.ts';
import { longIt } from './support/long.ts';
import { createLedger, registerUnits } from './support/ledger.ts';
import { createStage, userOf, type Stage } from './support/stage.ts';

const TEN_MINUTES = 600_000;
const DAY = 86_400_000;

/** Arguments for Node that shift the clock of a process. */
const clockOff = (milliseconds: number) => [
  '--import',
  `data:text/javascript,const now = Date.now; Date.now = () => now() + ${milliseconds};`,
];

describe('processes', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage();
  });
  afterAll(() => stage.close());

  longIt?.each([
    ['ahead', TEN_MINUTES, 'token-expired'],
    ['behind', -TEN_MINUTES, 'token-invalid'],
  ])(
    'a process with a clock ten minutes %s refuses tokens, and tells the site the reason',
    async (_, off, code) => {
      const bff = await startServe(await stage.environment(), { node: clockOff(off) });
      const told = await userOf(bff.url, stage.secret).submit({ unit: uscc(1) });
      expect(told).toMatchObject({ status: 401, body: { code } });
      bff.kill('SIGTERM');
      expect(await bff.ended).toBe(0);
    },
  );

  it('attempts counted by a clock ten minutes ahead count, and end after a day and ten minutes at most', async () => {
    const unit = uscc(2);
    await stage.register(unit);
    const [ahead, right] = await Promise.all(
      [clockOff(TEN_MINUTES), []].map(async (node) =>
        startServe(await stage.environment({ LIMIT_UNIT_PER_30_DAYS: '0' }), { node }),
      ),
    );
    const early = userOf(ahead!.url, stage.secret, () => Date.now() + TEN_MINUTES);
    const claims = ['2001-05-19', '2001-05-20'].map((foundedOn) => rightClaim({ foundedOn }));
    expect(await early.submit({ unit, claim: claims[0]! })).toMatchObject({
      body: { status: { attempts: { remaining: 4 } } },
    });
    const { body } = await userOf(right!.url, stage.secret).submit({ unit, claim: claims[1]! });
    expect(body).toMatchObject({ outcome: 'rejected', status: { attempts: { remaining: 3 } } });
    const { attempts } = body['status'] as unknown as CertificationStatus;
    expect(Date.parse(attempts.resetsAt!)).toBeLessThanOrEqual(Date.now() + DAY + TEN_MINUTES);
    for (const bff of [ahead!, right!]) bff.kill('SIGTERM');
    expect(await Promise.all([ahead!.ended, right!.ended])).toEqual([0, 0]);
  });

  longIt?.(
    'a deployment under load: the old process ends in order, and no submission is lost or recorded twice',
    async () => {
      const stage = await createStage();
      const most = 10_000;
      await registerUnits(stage.database, stage.secrets.digester, most);
      const environment = { LIMIT_PERSON_PER_DAY: '0', LOG_LEVEL: 'warn' };
      const [old, young] = await Promise.all(
        [0, 1].map(async () => startServe(await stage.environment(environment))),
      );
      const users = [old!, young!].map(({ url }) => userOf(url, stage.secret));
      /** As a load balancer: goes to the next process when one does not answer. */
      let current = 0;
      const user: (typeof users)[0] = {
        ...users[0]!,
        async submit(submission) {
          const asked = current;
          return users[asked]!.submit(submission).catch(() => {
            current = 1;
            return users[1]!.submit(submission);
          });
        },
      };
      const ledger = createLedger(most);
      const load = ledger.submit(user, 1_500);
      while (ledger.acknowledged() < 500) await new Promise((resolve) => setTimeout(resolve, 5));
      old!.kill('SIGTERM');
      expect(await old!.ended).toBe(0);
      expect(await load).toBeGreaterThanOrEqual(1_500);
      await ledger.finish(user);
      expect(await ledger.compare(stage.database, stage.secrets.digester)).toEqual({ lost: [], doubled: [] });
      young!.kill('SIGTERM');
      expect(await young!.ended).toBe(0);
      await stage.close();
    },
    300_000,
  );
});
