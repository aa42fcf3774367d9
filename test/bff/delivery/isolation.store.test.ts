/** One receiver among nine that take each message and never answer: real sockets, and the product's own pace. */
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as rest } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, vi } from 'vitest';
import { messageOf } from '../../../bff/status/webhooks.ts';
import { createFanOut } from '../../../bff/delivery/fan-out.ts';
import { createLanes } from '../../../bff/delivery/lanes.ts';
import { createSend } from '../../../bff/delivery/send.ts';
import { createDestinations } from '../../../bff/network/destinations.ts';
import { createMetrics } from '../../../bff/server/metrics.ts';
import { runWorker } from '../../../bff/server/repeat.ts';
import { happens } from '../../support/events.ts';
import { storeTest } from '../../support/store.ts';
import { addReceiver } from '../../support/receivers.ts';

const BLACK_HOLES = 9;
/** Events for each receiver before the good one's first, and the good one's own. */
const BACKLOG = 20;
const EVENTS = 20;
/** Between two of the good one's. Milliseconds. */
const PACE = 100;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const listening = (server: Server) =>
  new Promise<string>((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    ),
  );

/** Accepts, reads, and never says a word. */
async function startBlackHole() {
  const sockets = new Set<Socket>();
  let taken = 0;
  const server = createServer((socket) => {
    taken++;
    sockets.add(socket);
    socket.resume().on('error', () => undefined);
  });
  return {
    url: await listening(server),
    taken: () => taken,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Told to the site alone. */
const registered = (siteId: string) => ({ type: 'unit.registered', unitCode: 'U1', siteId }) as const;

describe('receivers', () => {
  const it = storeTest;

  it('are isolated: beside nine that never answer, a good one is told in two seconds', async ({ deps }) => {
    const reported = new Map<string, number>();
    const good = createHttpServer((request, response) => {
      reported.set(String(request.headers['webhook-id']), Date.now());
      request.resume();
      response.writeHead(204).end();
    });
    const holes = await Promise.all(Array.from({ length: BLACK_HOLES }, startBlackHole));
    await addReceiver(deps, 'good', { webhook_url: await listening(good) });
    for (const [i, { url }] of holes.entries()) {
      await addReceiver(deps, `hole-${i}`, { webhook_url: url });
      await happens(deps, registered(`hole-${i}`), BACKLOG);
    }

    const stopping = new AbortController();
    const { database, cipher, keys } = deps;
    const send = createSend(Date.now, createDestinations(['127.0.0.1']));
    const lanes = createLanes(
      {
        database,
        cipher,
        keys,
        messageOf,
        send,
        now: Date.now,
        report: () => undefined,
        head: () => Promise.resolve(undefined),
      },
      stopping.signal,
    );
    const log = pino({ level: 'silent' });
    const workers = [
      { name: 'fan-out', pause: 500, step: createFanOut(deps, Date.now) },
      { name: 'webhooks', pause: 500, step: () => lanes.step() },
    ].map((worker) => runWorker(worker, log, createMetrics(), stopping.signal));
    try {
      await vi.waitFor(() => expect(holes.every((hole) => hole.taken() > 0)).toBe(true), 30_000);
      const happened = new Map<string, number>();
      for (let i = 0; i < EVENTS; i++) {
        await happens(deps, registered('good'));
        const { id } = await deps.database.kysely
          .selectFrom('event')
          .select('id')
          .orderBy('position', 'desc')
          .executeTakeFirstOrThrow();
        happened.set(id, Date.now());
        await rest(PACE);
      }
      await vi.waitFor(() => expect(reported.size).toBe(EVENTS), 30_000);
      const waited = [...happened].map(([id, at]) => reported.get(id)! - at);
      expect(median(waited)).toBeLessThan(2_000);
      // A few messages are on their way to each of the others; nothing more is taken for them than is sent.
      const taken = await database.kysely
        .selectFrom('webhook_delivery')
        .where('tries', '>', 0)
        .where('site_id', '<>', 'good')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .executeTakeFirstOrThrow();
      expect(Number(taken.count)).toBeLessThan(BLACK_HOLES * BACKLOG);
    } finally {
      stopping.abort();
      for (const hole of holes) hole.close();
      good.closeAllConnections();
      good.close();
      await Promise.all(workers);
      await lanes.idle();
    }
  });
});
