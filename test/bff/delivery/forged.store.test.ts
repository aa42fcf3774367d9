/** Events that somebody with the database has put in or changed are not sent to portals. */
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { messageOf } from '../../../bff/status/webhooks.ts';
import { createFanOut } from '../../../bff/delivery/fan-out.ts';
import { deliverTo } from '../../../bff/delivery/deliver.ts';
import type { Try } from '../../../bff/delivery/report.ts';
import { happens } from '../../support/events.ts';
import { newKeyText, keysOf } from '../../support/keys.ts';
import { storeTest } from '../../support/store.ts';
import { addReceiver } from '../../support/receivers.ts';

describe('an event that the service did not write', () => {
  const it = storeTest
    .extend('portal', { auto: true }, async ({ emptyDatabase: _emptied, deps }) => {
      await addReceiver(deps, 'portal');
    })
    .extend('certified', ({ deps }) => async (keys = deps.keys) => {
      const change = { unitCode: 'U1', siteId: 'portal', type: 'unit.registered' } as const;
      await happens({ ...deps, keys }, { ...change, detail: { finding: 'none' } });
    })
    .extend('deliveries', ({ database }) => async () => {
      const rows = await database.kysely
        .selectFrom('webhook_delivery')
        .select('event')
        .orderBy('event')
        .execute();
      return rows.map(({ event }) => Number(event));
    })
    .extend('deliver', ({ database, deps }) => async () => {
      const sent: string[] = [];
      const tries: Try[] = [];
      const { cipher, keys } = deps;
      await deliverTo(
        {
          database,
          cipher,
          keys,
          messageOf,
          send: ({ id }) => {
            sent.push(id);
            return Promise.resolve({ kind: 'answered', status: 204, retryAfter: undefined });
          },
          head: () => Promise.resolve(undefined),
          now: Date.now,
          report: (one) => void tries.push(one),
        },
        'portal',
        10,
      );
      return { sent, tries };
    });

  it('is not sent, raises an alarm, and does not hold up the next ones', async ({
    database,
    deps,
    certified,
    deliveries,
  }) => {
    await certified();
    await sql`
      insert into event (id, at, actor, type, unit_code, site_id, detail, mac)
      select gen_random_uuid(), at, actor, type, 'U2', site_id, detail, mac from event`.execute(
      database.kysely,
    );
    await certified(keysOf(newKeyText('foreign')));
    await certified();
    const step = createFanOut(deps, Date.now);
    await expect(step()).rejects.toMatchObject({
      name: 'ForgedEvents',
      message: expect.stringContaining('at 2, 3: audit verify'),
    });
    expect(await deliveries()).toEqual([1, 4]);
    await certified();
    expect(await step()).toBe(false);
    expect(await deliveries()).toEqual([1, 4, 5]);
  });

  it('is not sent either when it was changed later, or its delivery was put in too', async ({
    database,
    deps,
    certified,
    deliver,
  }) => {
    for (let times = 0; times < 3; times++) await certified();
    await createFanOut(deps, Date.now)();
    await sql`update event set unit_code = 'U2' where position = 1`.execute(database.kysely);
    await sql`update event set mac = '' where position = 2`.execute(database.kysely);
    const { sent, tries } = await deliver();
    expect(sent).toHaveLength(1);
    expect(tries.map(({ result, answer }) => `${result} ${answer}`).sort()).toEqual([
      'dead forged',
      'dead forged',
      'delivered 204',
    ]);
  });
});
