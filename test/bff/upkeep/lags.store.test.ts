import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { CASE } from '../../../bff/cases/decision.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { createSealer } from '../../../bff/events/seal.ts';
import { readLags } from '../../../bff/upkeep/lags.ts';
import { confirm } from '../../../bff/proposals/procedure.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { happens } from '../../support/events.ts';
import { rightClaim, uscc } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';
import { CERTIFY, opened, proposed, SECOND } from '../cases/support.ts';

const NOT_IMPORTED = uscc(3_100_001);

describe('lags', () => {
  const it = storeTest;

  it('are 0 at first', async ({ emptyDatabase: database, deps }) => {
    expect(await readLags({ ...deps, database })).toEqual({
      seal: 0,
      webhook: 0,
      pending: 0,
      confirmation: 0,
    });
  });

  it('are the ages of the oldest event without a seal, undelivered webhook and pending submission', async ({
    emptyDatabase: { kysely },
    deps,
  }) => {
    const begun = deps.now();
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    await submit(deps, submitterOf(NOT_IMPORTED), randomUUID(), rightClaim());
    deps.clock.now += 1_000;
    await createSealer(deps)();
    await happens(deps, { at: new Date(deps.now()) }, 3);
    const events = await kysely.selectFrom('event').select(['position']).orderBy('position').execute();
    const [delivered, waiting, dead] = events.slice(-3).map(({ position }) => position);
    const at = new Date(deps.now());
    await kysely
      .insertInto('webhook_delivery')
      .values([
        { event: events[0]!.position, site_id: 'portal', next_try_at: at, delivered_at: at },
        { event: delivered!, site_id: 'portal', next_try_at: at, delivered_at: at },
        { event: waiting!, site_id: 'portal', next_try_at: at },
        { event: dead!, site_id: 'portal', next_try_at: at, dead_at: at },
      ])
      .execute();
    deps.clock.now += 2_000;
    expect(await readLags(deps)).toMatchObject({
      seal: 2_000,
      webhook: 2_000,
      pending: deps.now() - begun,
    });
    await createSealer(deps)();
    await kysely
      .updateTable('webhook_delivery')
      .set({ delivered_at: at })
      .where('event', '=', waiting!)
      .execute();
    expect(await readLags(deps)).toMatchObject({ seal: 0, webhook: 0, pending: deps.now() - begun });
  });

  it('count the oldest case from its proposal until the second officer has decided', async ({
    emptyDatabase: database,
    deps,
  }) => {
    const lag = async () => (await readLags({ ...deps, database })).confirmation;
    const [first, second] = [await opened(deps, uscc(1)), await opened(deps, uscc(2))];
    deps.clock.now += 60_000;
    expect(await lag()).toBe(0); // it is the applicant who has not come
    const proposal = await proposed(deps, first);
    deps.clock.now += 2_000;
    await proposed(deps, second);
    deps.clock.now += 3_000;
    expect(await lag()).toBe(5_000);
    await confirm(deps, CASE, proposal, SECOND, CERTIFY.seen);
    expect(await lag()).toBe(3_000);
  });
});
