/** Messages that are given up: listed, sent again, discarded. */
import { describe, expect } from 'vitest';
import { discardDead, readDead, retryDead } from '../../../bff/delivery/dead.ts';
import { eventsOf, fanOutAll, happens } from '../../support/events.ts';
import { storeTest } from '../../support/store.ts';
import { addReceiver } from '../../support/receivers.ts';

const ACT = { actor: 'staff:officer-1', reason: '门户已恢复' } as const;

describe('dead letters', () => {
  const it = storeTest
    .extend('emptied', { auto: true }, ({ emptyDatabase }) => void emptyDatabase)
    .extend('kill', ({ deps, database }) => async (site: string, events: number) => {
      await addReceiver(deps, site);
      await happens(deps, { type: 'unit.registered', unitCode: 'U1', siteId: site }, events);
      await fanOutAll(deps);
      await database.kysely
        .updateTable('webhook_delivery')
        .set({ dead_at: new Date(), tries: 10, last_result: '500' })
        .where('site_id', '=', site)
        .execute();
    })
    .extend('positions', ({ database }) => async (site?: string) => {
      const { deliveries } = await readDead(database, site);
      return deliveries.map(({ site: id, position }) => `${id} ${position}`);
    });

  it('are listed by site, a page at a time', async ({ database, kill }) => {
    await kill('b-portal', 2);
    await kill('a-portal', 60);
    const first = await readDead(database);
    expect(first.deliveries).toHaveLength(50);
    expect(first.deliveries[0]).toMatchObject({
      site: 'a-portal',
      type: 'unit.registered',
      unitCode: 'U1',
      tries: 10,
      result: '500',
    });
    const second = await readDead(database, undefined, first.next);
    expect(second.deliveries.map(({ site }) => site)).toEqual([
      ...Array<string>(10).fill('a-portal'),
      'b-portal',
      'b-portal',
    ]);
    expect(second.next).toBeUndefined();
    expect((await readDead(database, 'b-portal')).deliveries).toHaveLength(2);
  });

  it('are sent again, one or all of a site, with an event', async ({ deps, database, kill, positions }) => {
    await kill('portal', 3);
    await kill('other', 1);
    const [one] = (await readDead(database, 'portal')).deliveries;
    expect(await retryDead(deps, { site: 'portal', position: one!.position }, ACT, deps.now())).toBe(1);
    expect(await positions('portal')).toHaveLength(2);
    const due = await database.kysely
      .selectFrom('webhook_delivery')
      .select(['tries', 'next_try_at'])
      .where('dead_at', 'is', null)
      .execute();
    expect(due).toEqual([{ tries: 0, next_try_at: new Date(deps.now()) }]);
    expect(await retryDead(deps, { site: 'portal' }, ACT, deps.now())).toBe(2);
    expect(await retryDead(deps, { site: 'portal' }, ACT, deps.now()), 'none is dead any more').toBe(0);
    expect(await positions()).toHaveLength(1);
    const events = (await eventsOf(database, null)).filter(({ type }) => type === 'webhook.retried');
    expect(events).toMatchObject([
      { actor: ACT.actor, site_id: 'portal', detail: { reason: ACT.reason, position: one!.position } },
      { actor: ACT.actor, site_id: 'portal', detail: { reason: ACT.reason } },
    ]);
  });

  it('are discarded with a reason; what is not dead stays', async ({ deps, database, kill, positions }) => {
    await kill('portal', 3);
    const [one, two] = (await readDead(database, 'portal')).deliveries;
    await retryDead(deps, { site: 'portal', position: two!.position }, ACT, deps.now());
    const chosen = { site: 'portal', position: one!.position };
    expect(await discardDead(deps, chosen, ACT, deps.now())).toBe(1);
    expect(await discardDead(deps, chosen, ACT, deps.now())).toBe(0);
    expect(await discardDead(deps, { site: 'portal' }, ACT, deps.now())).toBe(1);
    expect(await positions()).toEqual([]);
    const left = await database.kysely.selectFrom('webhook_delivery').select('event').execute();
    expect(left.map(({ event }) => Number(event))).toEqual([two!.position]);
    const events = (await eventsOf(database, null)).filter(({ type }) => type === 'webhook.discarded');
    expect(events.map(({ detail }) => detail)).toEqual([
      { reason: ACT.reason, position: one!.position },
      { reason: ACT.reason },
    ]);
  });
});
