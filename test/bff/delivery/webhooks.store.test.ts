/** Webhooks from outbox to a real receiver, which verifies with the library of Standard Webhooks. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { describe, expect } from 'vitest';
import type { TypesWith } from '../../../bff/events/types.ts';
import { headsIn, readHead } from '../../../bff/events/chain-head.ts';
import { createSealer } from '../../../bff/events/seal.ts';
import { verifyAudit } from '../../../bff/events/verify.ts';
import { messageOf } from '../../../bff/status/webhooks.ts';
import type { AuditHead, WebhookType } from '../../../bff/contract/webhook.ts';
import type { Database } from '../../../bff/database/database.ts';
import { PAUSES } from '../../../bff/delivery/deliver.ts';
import { createLanes, type Lanes } from '../../../bff/delivery/lanes.ts';
import { createReport } from '../../../bff/delivery/report.ts';
import { newWebhookSecret, sealWebhookSecrets } from '../../../bff/sites/secrets.ts';
import { createSend } from '../../../bff/delivery/send.ts';
import { createDestinations } from '../../../bff/network/destinations.ts';
import { removeSite } from '../../../bff/upkeep/remove-site.ts';
import { testDependencies, type TestDependencies } from '../../support/dependencies.ts';
import { deviationsOf } from '../../support/openapi.ts';
import { fanOutAll, happens } from '../../support/events.ts';
import { storeTest } from '../../support/store.ts';
import { addReceiver } from '../../support/receivers.ts';

/** Does what makes the service send a webhook of this type. */
const TYPES = {
  'unit.certified': 'certification.certified',
  'unit.due': 'certification.due',
  'unit.case': 'case.opened',
  'unit.lapsed': 'certification.lapsed',
  'unit.rejected': 'certification.rejected',
  'unit.expired': 'certification.expired',
  'unit.registered': 'unit.registered',
} as const satisfies { [Type in WebhookType]: TypesWith<{ webhook: Type }> };

interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

describe('webhooks', () => {
  const it = storeTest;

  let database: Database;
  let deps: TestDependencies;
  let receiver: Server;
  let url: string;
  let received: Received[];
  let answer: (path: string) => { status: number; headers?: Record<string, string> };
  let lanes: Lanes;
  let counted: string[];
  let logged: string[];

  it.beforeEach(async ({ emptyDatabase }) => {
    database = emptyDatabase;
    deps = testDependencies(database);
    deps.clock.now = Date.now();
    received = [];
    counted = [];
    answer = () => ({ status: 204 });
    receiver = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        const path = request.url ?? '';
        const { status, headers = {} } = answer(path);
        if (status < 300) received.push({ path, headers: request.headers, body });
        response.writeHead(status, headers).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    logged = [];
    const log = pino({ base: null, timestamp: false }, { write: (line: string) => void logged.push(line) });
    lanes = createLanes(
      {
        database,
        cipher: deps.cipher,
        keys: deps.keys,
        messageOf,
        send: createSend(deps.now, createDestinations(['127.0.0.1']), 2_000),
        now: deps.now,
        head: () => readHead(database, deps.keys),
        report: createReport(log, (result) => void counted.push(result)),
      },
      new AbortController().signal,
    );
  });
  it.afterEach(async () => {
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  });

  const site = (id: string, secrets: string[], path = `/${id}`) =>
    addReceiver(deps, id, {
      webhook_url: url + path,
      webhook_secrets: sealWebhookSecrets(deps.cipher, id, secrets),
      created_at: new Date(deps.clock.now),
    });
  const knows = (siteId: string, unit: string) =>
    database.kysely
      .insertInto('site_unit')
      .values({ site_id: siteId, unit_code: unit })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  /** `unit.certified` and `unit.lapsed` are told to the sites that know the unit: the site knows it, if there is one. */
  async function tell(type: WebhookType, unit: string, siteId: string | undefined) {
    if (siteId !== undefined && TYPES[type] !== 'certification.rejected') await knows(siteId, unit);
    const detail = { reference: 'K7M29QXT', finding: 'legal-name-differs', reason: 'representative-changed' };
    await happens(deps, { at: new Date(deps.clock.now), type: TYPES[type], unitCode: unit, siteId, detail });
  }
  async function work() {
    await fanOutAll(deps, deps.now);
    await lanes.step();
    await lanes.idle();
  }
  const paths = () => received.map(({ path }) => path).sort();

  it('verify with the library, under the old and the new secret while one is rotated', async () => {
    const [fresh, old, foreign] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];
    await site('portal', [fresh, old]);
    await tell('unit.certified', 'U1', 'portal');
    await work();
    const { headers, body } = received[0]!;
    for (const secret of [fresh, old]) {
      const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
      expect(verified).toMatchObject({
        type: 'unit.certified',
        data: { unit: 'U1', status: 'certified', sequence: 1 },
      });
    }
    expect(() => new Webhook(foreign).verify(body, headers as Record<string, string>)).toThrow();
    await work();
    expect(received).toHaveLength(1);
  });

  it('carry the head of the audit chain, which tells later that the chain was cut', async () => {
    await site('portal', [newWebhookSecret()]);
    await tell('unit.certified', 'U1', 'portal');
    await work();
    await createSealer(deps)();
    await tell('unit.lapsed', 'U1', 'portal');
    await work();
    const bodies = received.map(({ body }) => JSON.parse(body) as { audit?: AuditHead });
    expect(bodies.map((body) => deviationsOf(body, 'Webhook'))).toEqual(['', '']);
    expect(bodies.map(({ audit }) => audit?.position)).toEqual([undefined, 1]);
    const heads = headsIn(received.map(({ body }) => body).join('\n'));
    expect((await verifyAudit(deps, heads)).heads).toEqual({ compared: 1, older: 0, faults: [] });
    await database.kysely.deleteFrom('seal').execute();
    expect((await verifyAudit(deps, heads)).heads.faults).toEqual([{ position: 1, fault: 'missing' }]);
  });

  it('go to every site that knows the unit, or to the submitting one alone', async () => {
    for (const id of ['portal', 'department', 'stranger']) await site(id, [newWebhookSecret()]);
    await knows('department', 'U1');
    await tell('unit.certified', 'U1', 'portal');
    await work();
    expect(paths()).toEqual(['/department', '/portal']);
    received = [];
    await knows('portal', 'U1');
    await tell('unit.rejected', 'U1', 'portal');
    await work();
    expect(paths()).toEqual(['/portal']);
    received = [];
    await tell('unit.lapsed', 'U1', undefined);
    await work();
    expect(paths()).toEqual(['/department', '/portal']);
  });

  it('arrive all, each once, with their first id, after a receiver was down for eight hours', async () => {
    await site('portal', [newWebhookSecret()]);
    answer = () => ({ status: 503 });
    for (let i = 0; i < 20; i++) await tell('unit.certified', `U${i}`, 'portal');
    const end = deps.clock.now + 8 * 3_600_000;
    for (; deps.clock.now < end; deps.clock.now += 10 * 60_000) await work();
    expect(received).toEqual([]);
    answer = () => ({ status: 200 });
    for (let hours = 0; hours < 24; hours++, deps.clock.now += 3_600_000) await work();
    const events = await database.kysely.selectFrom('event').select('id').execute();
    expect(received.map(({ headers }) => headers['webhook-id']).sort()).toEqual(
      events.map(({ id }) => id).sort(),
    );
    const sequences = received.map(
      ({ body }) => (JSON.parse(body) as { data: { sequence: number } }).data.sequence,
    );
    expect([...sequences].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_unused, i) => i + 1));
  });

  it('that cannot be sent become dead letters and block nobody', async () => {
    await site('portal', [newWebhookSecret()]);
    await site('poison', [newWebhookSecret()]);
    await database.kysely
      .updateTable('site')
      .set({ webhook_secrets: 'gone.AAAA' })
      .where('id', '=', 'poison')
      .execute();
    for (let i = 0; i < 10; i++) await tell('unit.certified', `P${i}`, 'poison');
    await tell('unit.certified', 'U1', 'portal');
    await work();
    expect(paths()).toEqual(['/portal']);
    for (const pause of PAUSES) {
      deps.clock.now += pause + 1;
      await work();
    }
    const dead = await database.kysely
      .selectFrom('webhook_delivery')
      .selectAll()
      .where('dead_at', 'is not', null)
      .execute();
    expect(dead).toHaveLength(10);
    expect(dead[0]).toMatchObject({ last_result: 'unsignable', tries: PAUSES.length + 1 });
  });

  it('ask a receiver that fails ever less, one message at a time, until it answers again', async () => {
    await site('portal', [newWebhookSecret()]);
    let asked = 0;
    answer = () => (asked++, { status: 503 });
    for (let i = 0; i < 20; i++) await tell('unit.certified', `U${i}`, 'portal');
    const askedOnce = async (later: number) => {
      deps.clock.now += later;
      asked = 0;
      await work();
      return asked;
    };
    expect(await askedOnce(0)).toBe(12); // three batches of four open the circuit
    expect(await askedOnce(4_000)).toBe(0);
    expect(await askedOnce(1_000)).toBe(1);
    expect(await askedOnce(5_000)).toBe(0);
    expect(await askedOnce(5_000)).toBe(1);
    answer = () => ({ status: 200 });
    deps.clock.now += 20_000;
    await work();
    expect(received.length).toBeGreaterThanOrEqual(6); // those that were not tried yet, at once
    deps.clock.now += 5 * 60_000;
    await work();
    expect(received).toHaveLength(20);
  });

  it('that fail stand in the log, one line a try, without the path of the address', async () => {
    await site('portal', [newWebhookSecret()], '/a-secret-path?key=1');
    answer = () => ({ status: 503 });
    await tell('unit.certified', 'U1', 'portal');
    await work();
    const failed = deps.clock.now;
    answer = () => ({ status: 410 });
    deps.clock.now += PAUSES[0]! + 1;
    await work();
    const { id } = await database.kysely.selectFrom('event').select('id').executeTakeFirstOrThrow();
    const webhook = { event: id, site: 'portal', host: new URL(url).host };
    expect(logged.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        level: 40,
        webhook: {
          ...webhook,
          attempt: 1,
          answer: '503',
          nextTry: new Date(failed + PAUSES[0]!).toISOString(),
        },
        msg: 'a webhook was not delivered and is sent again',
      },
      {
        level: 50,
        webhook: { ...webhook, attempt: 2, answer: '410' },
        msg: 'a webhook was not delivered and is given up',
      },
    ]);
    expect(logged.join('')).not.toContain('secret-path');
    answer = () => ({ status: 204 });
    await database.kysely.updateTable('site').set({ webhook_disabled_at: null }).execute();
    await tell('unit.certified', 'U2', 'portal');
    await work();
    expect(received).toHaveLength(1);
    expect(logged).toHaveLength(2);
  });

  it('to a site that was removed are forgotten: one that is added under its name gets none', async () => {
    await site('portal', [newWebhookSecret()]);
    answer = () => ({ status: 503 });
    await tell('unit.certified', 'U1', 'portal');
    await work();
    await removeSite({ ...deps, actor: 'operator:tester' }, 'portal');
    await site('portal', [newWebhookSecret()]);
    answer = () => ({ status: 200 });
    deps.clock.now += 3_600_000;
    await work();
    expect(received).toEqual([]);
  });

  it('stop at 410, which disables the webhook, and follow no redirect', async () => {
    await site('portal', [newWebhookSecret()]);
    await site('moved', [newWebhookSecret()]);
    answer = (path) =>
      path === '/portal' ? { status: 410 } : { status: 307, headers: { Location: `${url}/elsewhere` } };
    await tell('unit.certified', 'U1', 'portal');
    await tell('unit.certified', 'U2', 'moved');
    await work();
    answer = () => ({ status: 200 });
    await tell('unit.certified', 'U3', 'portal');
    await work();
    expect(paths()).toEqual([]);
    const { webhook_disabled_at } = await database.kysely
      .selectFrom('site')
      .selectAll()
      .where('id', '=', 'portal')
      .executeTakeFirstOrThrow();
    expect(webhook_disabled_at).toBeInstanceOf(Date);
    const audited = database.kysely
      .selectFrom('event')
      .select(['actor', 'site_id'])
      .where('type', '=', 'webhook.disabled');
    expect(await audited.execute()).toEqual([{ actor: 'worker:webhooks', site_id: 'portal' }]);
    expect(counted).toEqual(expect.arrayContaining(['dead', 'failed']));
  });

  it('wait a day at most, however long a receiver asks', async () => {
    await site('portal', [newWebhookSecret()]);
    answer = () => ({ status: 503, headers: { 'Retry-After': '604800' } });
    await tell('unit.certified', 'U1', 'portal');
    await work();
    const deliveries = database.kysely.selectFrom('webhook_delivery').select('next_try_at');
    expect(await deliveries.execute()).toEqual([{ next_try_at: new Date(deps.clock.now + 86_400_000) }]);
  });

  it('wait as long as a receiver asks, and give up on one that never answers', async () => {
    await site('portal', [newWebhookSecret()]);
    answer = () => ({ status: 429, headers: { 'Retry-After': '3600' } });
    await tell('unit.certified', 'U1', 'portal');
    await work();
    const delivery = await database.kysely
      .selectFrom('webhook_delivery')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(delivery.next_try_at.getTime()).toBe(deps.clock.now + 3_600_000);
    receiver.removeAllListeners('request'); // takes the request and says nothing
    deps.clock.now += 3_600_001;
    await work();
    expect(
      (await database.kysely.selectFrom('webhook_delivery').selectAll().executeTakeFirstOrThrow())
        .last_result,
    ).toBe('timeout');
  });
});
