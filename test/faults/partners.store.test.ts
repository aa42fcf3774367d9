/** Partners and receivers of webhooks that are slow, broken or down: the answers to users meanwhile, and recovery afterwards. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mintToken } from '../support/mint-token.ts';
import { startCutProxy, type CutProxy } from '../bff/database/cut-proxy.ts';
import { json, startPartner, type Answer, type PartnerServer } from '../bff/registry/partner-server.ts';
import { visitorOf } from '../bff/registration/phone-support.ts';
import { uscc } from '../support/people.ts';
import { startServe, type ServeProcess } from '../support/serve.ts';
import { longDescribe, longIt } from './support/long.ts';
import { addPortal, createStage, SITE, userOf, type Stage } from './support/stage.ts';

/** Long, because these tests wait for the product's real pauses. Milliseconds. */
const PATIENCE = { timeout: 240_000, interval: 200 };

describe('partners and receivers', () => {
  let stage: Stage;
  let bff: ServeProcess;
  let registry: PartnerServer;
  let sms: PartnerServer;
  let line: CutProxy;

  beforeAll(async () => {
    stage = await createStage();
    [registry, sms] = await Promise.all([startPartner(), startPartner()]);
    line = await startCutProxy({ host: '127.0.0.1', port: Number(new URL(registry.url).port) });
    bff = await startServe(
      await stage.environment({
        REGISTRY_URL: `http://127.0.0.1:${line.port}/units`,
        REGISTRY_MATCH_ONLY: 'true',
        SMS_HTTP_URL: sms.url,
        WEBHOOK_ALLOW: '127.0.0.1',
      }),
    );
  });
  afterAll(async () => {
    bff.kill('SIGKILL');
    for (const partner of [registry, sms]) partner.close();
    await line.close();
    await stage.close();
  });

  longIt?.(
    'a registry that fails, answers nonsense, is silent or too slow: pending within five seconds, no attempt counted, and certified when it is back',
    async () => {
      const user = userOf(bff.url, stage.secret);
      const good = json({ found: true, matches: true, active: true });
      const faults: [what: string, answer: Answer, fault: () => void][] = [
        ['5xx', (_, response) => void response.writeHead(500).end(), () => undefined],
        ['garbage', (_, response) => void response.end('<html>'), () => undefined],
        ['silence', good, () => line.silence(true)],
        ['trickle', good, () => line.trickle(500)],
      ];
      for (const [index, [what, answer, fault]] of faults.entries()) {
        registry.answers(answer);
        fault();
        const start = performance.now();
        const told = await user.submit({ unit: uscc(index) });
        expect(told.body, what).toMatchObject({
          outcome: 'pending',
          reason: 'registry-unavailable',
          status: { attempts: { remaining: 5 } },
        });
        expect(performance.now() - start, what).toBeLessThan(10_000);
        expect(await stage.attempts(uscc(index))).toEqual([{ outcome: 'pending' }]);
        line.restore();
      }
      registry.answers(good);
      for (const index of faults.keys())
        await vi.waitFor(
          async () => expect(await stage.attempts(uscc(index))).toEqual([{ outcome: 'certified' }]),
          PATIENCE,
        );
    },
    600_000,
  );

  it('an SMS gateway that is down: a clear error, and no quota used', async () => {
    const visitor = visitorOf({
      url: bff.url,
      token: async () =>
        mintToken(
          stage.secret,
          { siteId: SITE, purpose: 'registration', sub: 'v', lifetime: 300 },
          Date.now(),
        ),
    });
    sms.answers((_, response) => void response.writeHead(502).end());
    const refused = await visitor.askCode('13800138000');
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    sms.answers(json({ id: 'm1' }));
    // One a minute is allowed: a count of the first would have used it up.
    expect(await visitor.askCode('13800138000')).toMatchObject({ status: 202 });
    expect(await visitor.askCode('13800138000')).toMatchObject({ status: 429 });
  }, 120_000);

  longDescribe?.('receivers of webhooks', () => {
    const servers: Server[] = [];
    afterAll(() => servers.forEach((server) => server.close().closeAllConnections()));

    /** `isDown`: answers 503 until it is set to false. */
    async function receiver(id: string, isDown = false) {
      const state = { isDown, tried: [] as string[], got: [] as { id: string; sequence: number }[] };
      const server = createServer((request, response) => {
        let text = '';
        request.on('data', (chunk) => (text += chunk));
        request.on('end', () => {
          const message = String(request.headers['webhook-id']);
          state.tried.push(message);
          if (!state.isDown) {
            const { data } = JSON.parse(text) as { data: { sequence: number } };
            state.got.push({ id: message, sequence: data.sequence });
          }
          response.writeHead(state.isDown ? 503 : 204).end();
        });
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      await addPortal(stage.database, stage.secrets, {
        id,
        webhookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      });
      return state;
    }
    const happens = (site: string, detail: string) =>
      sql`insert into event (id, at, actor, type, unit_code, site_id, detail, mac)
        values (gen_random_uuid(), now(), 'worker:test', 'certification.rejected', 'U', ${site}, ${detail}::json, '')`.execute(
        stage.database.kysely,
      );
    const rejected = JSON.stringify({ finding: 'legal-name-differs' });
    /** Simulates that this much time has passed, so that waiting rows are due. */
    const later = (hours: number) =>
      sql`update webhook_delivery set next_try_at = next_try_at - make_interval(hours => ${hours})
        where delivered_at is null and dead_at is null`.execute(stage.database.kysely);

    it('a receiver that is down for hours gets all events later, each with its id and sequence; the others do not wait', async () => {
      const [down, up] = [await receiver('down', true), await receiver('up')];
      for (let i = 0; i < 5; i++) for (const site of ['down', 'up']) await happens(site, rejected);
      await vi.waitFor(() => expect(up.got).toHaveLength(5), PATIENCE);
      await vi.waitFor(() => expect(new Set(down.tried).size).toBe(5), PATIENCE);
      const triedBefore = down.tried.length;
      await later(6);
      await vi.waitFor(() => expect(down.tried.length).toBeGreaterThan(triedBefore), PATIENCE);
      down.isDown = false;
      await vi.waitFor(async () => {
        await later(6);
        expect(new Set(down.got.map(({ id }) => id)).size).toBe(5);
      }, PATIENCE);
      expect(new Set(down.tried)).toEqual(new Set(down.got.map(({ id }) => id)));
      expect(new Set(down.got.map(({ sequence }) => sequence)).size).toBe(5);
    }, 600_000);

    it('an event that cannot be sent is given up in the end, and the later ones are sent at once', async () => {
      const there = await receiver('there');
      await happens('there', 'null');
      await happens('there', rejected);
      await vi.waitFor(() => expect(there.got).toHaveLength(1), PATIENCE);
      const dead = () =>
        sql<{ dead: number }>`select count(*)::int as dead from webhook_delivery
          where site_id = 'there' and dead_at is not null and last_result = 'no-message'`
          .execute(stage.database.kysely)
          .then(({ rows }) => rows[0]!.dead);
      await vi.waitFor(async () => {
        await later(48);
        expect(await dead()).toBe(1);
      }, PATIENCE);
      expect(there.got).toHaveLength(1);
    }, 600_000);
  });
});
