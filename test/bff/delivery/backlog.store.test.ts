/** How a backlog leaves: few messages at once to a receiver that is not known to keep up, more with each batch that arrived. */
import { describe, expect } from 'vitest';
import { messageOf } from '../../../bff/status/webhooks.ts';
import type { Database } from '../../../bff/database/database.ts';
import { createLanes } from '../../../bff/delivery/lanes.ts';
import type { Send } from '../../../bff/delivery/send.ts';
import type { Cipher } from '../../../bff/keys/cipher.ts';
import { fanOutAll, happens } from '../../support/events.ts';
import { storeTest } from '../../support/store.ts';
import { addReceiver } from '../../support/receivers.ts';

describe('a backlog', () => {
  const it = storeTest;

  interface Backlog {
    /** How many messages were sent in each batch. */
    batches: number[];
    /** Sends what is due so many milliseconds from the beginning. */
    step(later: number): Promise<void>;
  }
  const delivering = it.extend<{
    backlogOf: (
      events: number,
      statusOf: (index: number) => number,
      isSignable?: () => boolean,
    ) => Promise<Backlog>;
    batchesOf: (...backlog: [events: number, statusOf: (index: number) => number]) => Promise<number[]>;
  }>({
    backlogOf: async ({ emptyDatabase: database, deps }, use) => {
      await use(async (events, statusOf, isSignable = () => true) => {
        const { cipher, keys } = deps;
        await addReceiver(deps, 'portal');
        await happens(deps, { type: 'unit.registered', unitCode: 'U1', siteId: 'portal' }, events);
        await fanOutAll(deps);

        const batches: number[] = [];
        let sent = 0;
        const send: Send = () => {
          batches.push((batches.pop() ?? 0) + 1);
          return Promise.resolve({ kind: 'answered', status: statusOf(sent++), retryAfter: undefined });
        };
        const head = () => (batches.push(0), Promise.resolve(undefined)); // asked once a batch
        const open: Cipher['open'] = (sealed, context) => {
          if (!isSignable()) throw new Error('its key is gone');
          return cipher.open(sealed, context);
        };
        const start = Date.now();
        let later = 0;
        const now = () => start + later;
        const deliverer = {
          database,
          cipher: { ...cipher, open },
          keys,
          messageOf,
          send,
          head,
          now,
          report: () => undefined,
        };
        const lanes = createLanes(deliverer, new AbortController().signal);
        return {
          batches,
          async step(at) {
            later = at;
            await lanes.step();
            await lanes.idle();
          },
        };
      });
    },
    batchesOf: async ({ backlogOf }, use) => {
      await use(async (events, statusOf) => {
        const { batches, step } = await backlogOf(events, statusOf);
        await step(0);
        return batches;
      });
    },
  });
  const left = (database: Database) =>
    database.kysely
      .selectFrom('webhook_delivery')
      .select('event')
      .where('delivered_at', 'is', null)
      .execute();

  delivering('leaves in batches that double, up to 32', async ({ batchesOf, emptyDatabase }) => {
    expect(await batchesOf(100, () => 204)).toEqual([4, 8, 16, 32, 32, 8]);
    expect(await left(emptyDatabase)).toEqual([]);
  });

  delivering(
    'leaves four at once again after a message that did not arrive',
    async ({ batchesOf, emptyDatabase }) => {
      expect(await batchesOf(50, (index) => (index === 20 ? 429 : 204))).toEqual([4, 8, 16, 4, 8, 10]);
      const late = await left(emptyDatabase);
      expect(late).toHaveLength(1); // the other fifteen of its batch are settled
    },
  );

  delivering('tells nothing of its receiver while none of it can be signed', async ({ backlogOf }) => {
    let unsignable = 20;
    const { batches, step } = await backlogOf(
      20,
      () => 500,
      () => unsignable-- <= 0,
    );
    await step(0);
    expect(batches.splice(0)).toEqual([0, 0, 0, 0, 0]); // four at once, as at first

    await step(10_000);
    expect(batches.splice(0)).toEqual([4, 4, 4]); // the receiver's circuit is open now
    unsignable = 1;
    await step(20_000);
    expect(batches).toEqual([0, 1]); // and still is
  });
});
