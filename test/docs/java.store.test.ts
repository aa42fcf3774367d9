/** The Java examples of `docs`, unchanged, as a portal in Spring MVC and Tomcat beside a real BFF. */
import { randomUUID } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { readFileSync, rmSync } from 'node:fs';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it as test, onTestFinished } from 'vitest';
import { createMetrics } from '../../bff/server/metrics.ts';
import { signAssertion } from '../../bff/registration/assertion.ts';
import { createSigningKeys } from '../../bff/signing/keys.ts';
import { parseJwks } from '../../bff/sites/key-set.ts';
import { addSite } from '../../bff/sites/manage.ts';
import { runWorkers } from '../../bff/server/workers.ts';
import { ORIGIN } from '../support/bff.ts';
import { bffTest } from '../support/bff-test.ts';
import { rightClaim } from '../support/people.ts';
import { freePort } from '../support/postgres.ts';
import { newUnit } from '../support/store.ts';
import { makeProject, readExample } from './support/examples.ts';
import {
  compilePortal,
  hasSpring,
  JAVA_EXAMPLES,
  JAVA_PORTAL,
  runJava,
  startJavaPortal,
} from './support/java-portal.ts';

const PATIENCE = 120_000;
const KINDS = ['HS256', 'ES256'] as const;
/** How long the portals wait for the service on a slow machine; `portals.impatient` waits as in production. */
const WAIT = { 'wait-ms': String(PATIENCE) };

/** Answers of a line instead of the service. */
const FAILURES = {
  silent: undefined,
  cut: undefined,
  'gateway error': 'HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\n\r\n<html>',
  'login page': 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>',
  'empty answer': 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
};
type Failure = keyof typeof FAILURES;

/** A line between the portal and the BFF, which can fail. */
async function startLine(to: string) {
  let mode: 'open' | Failure = 'open';
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    if (mode === 'cut') socket.destroy();
    if (mode !== 'open') {
      const answer = FAILURES[mode];
      socket.once('data', () => answer && socket.end(answer));
      return;
    }
    const end = connect(Number(new URL(to).port), '127.0.0.1').on('error', () => undefined);
    sockets.add(end);
    socket.pipe(end).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const drop = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Until the end of the test. */
    fail(how: Failure) {
      mode = how;
      drop();
      onTestFinished(() => {
        mode = 'open';
        drop();
      });
    },
    async close() {
      drop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A browser's session at a portal. */
function visit(portal: string) {
  let cookie = '';
  return async (method: string, path: string, body?: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(portal + path, {
      method,
      redirect: 'manual',
      headers: { 'Content-Type': 'text/plain', Cookie: cookie, ...headers },
      body: body ?? null,
    });
    cookie = answer.headers.get('Set-Cookie')?.split(';')[0] ?? cookie;
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
}

const it = bffTest().extend('java', { scope: 'file' }, async ({ bff, database }, { onCleanup }) => {
  const { deps } = bff;
  const folder = makeProject('docs-java', bff.url);
  compilePortal(folder);
  runJava(folder, 'MakeSiteKey');
  const publicKey: unknown = JSON.parse(readFileSync(`${folder}/site-key.public.json`, 'utf8'));
  const { jwks } = parseJwks(publicKey, true);
  const line = await startLine(bff.url);

  const start = async (name: string, kind: (typeof KINDS)[number], more: Record<string, string>) => {
    const id = `java-${name}`;
    const port = await freePort();
    const added = await addSite(
      { ...deps, database, actor: 'operator:tester' },
      {
        id,
        origins: [ORIGIN],
        keys: kind === 'HS256' ? { kind: 'hs256' } : { kind: 'jwks', jwks },
        webhookUrl: `http://127.0.0.1:${port}/webhooks/certification`,
      },
    );
    if (added.result !== 'added') throw new Error('the site was not added');
    const key = added.secret ? { secret: added.secret } : { 'key-file': 'site-key.private.json' };
    const settings = {
      site: id,
      bff: line.url,
      issuer: 'https://bff.example',
      'webhook-secret': added.webhookSecret!,
      ...key,
      ...more,
    };
    const properties = Object.entries(settings).map(([name, value]) => [`certification.${name}`, value]);
    const tables = readExample('webhook-tables.sql').trim().split('\n');
    const portal = await startJavaPortal(folder, port, Object.fromEntries(properties), tables);
    return { ...portal, webhookSecret: added.webhookSecret! };
  };
  const [hs256, es256, impatient] = await Promise.all([
    start('HS256', 'HS256', WAIT),
    start('ES256', 'ES256', WAIT),
    start('impatient', 'HS256', {}),
  ]);

  const stop = new AbortController();
  const workers = runWorkers(
    {
      certification: deps,
      refusals: bff.refusals,
      retireDigestKey: async () => false,
      webhookAllow: ['127.0.0.1'],
      log: pino({ enabled: false }),
      metrics: createMetrics(),
    },
    stop.signal,
  );
  onCleanup(async () => {
    stop.abort();
    await Promise.all([workers, hs256.close(), es256.close(), impatient.close(), line.close()]);
    rmSync(folder, { recursive: true, force: true });
  });
  return { portals: { HS256: hs256, ES256: es256, impatient }, line };
});

test('the portal of this test has every Spring example that needs nothing of RuoYi', () => {
  const isBean = (java: string) => /^@(Component|RestController)/m.test(java) && !java.includes('com.ruoyi');
  const beans = JAVA_EXAMPLES.filter((name) => isBean(readExample(name)));
  const portal = readFileSync(JAVA_PORTAL, 'utf8');
  expect(beans.filter((name) => !portal.includes(` ${name.replace('.java', '.class')}`))).toEqual([]);
});

test('application.yml has every setting that the examples need', () => {
  const names = JAVA_EXAMPLES.flatMap((name) =>
    [...readExample(name).matchAll(/"\$\{certification\.([\w-]+)(:\$)?/g)].flatMap(
      ([, setting, otherwise]) => (otherwise ? [] : setting!),
    ),
  );
  const inFile = [...readExample('application.yml').matchAll(/^ {2}([\w-]+):/gm)].map(
    ([, setting]) => setting,
  );
  expect([...new Set(names)].sort()).toEqual(inFile.sort());
});

if (hasSpring())
  describe('the Java examples', { timeout: PATIENCE }, () => {
    it.for(KINDS)(
      'certify a unit with tokens by %s, and check before the business',
      async (kind, { bff, java }) => {
        const portal = java.portals[kind];
        const unit = await newUnit(bff.deps);
        const browser = visit(portal.url);

        const loggedOut = await browser('GET', '/session/certification-token');
        expect([loggedOut.status, loggedOut.headers.get('Location')]).toEqual([401, null]);
        expect((await browser('POST', '/business/pay')).status).toBe(401);

        await browser('POST', `/login?unit=${unit}`);
        const answer = await browser('GET', '/session/certification-token');
        expect(answer.headers.get('Content-Type')).toContain('application/json');
        expect(answer.headers.get('Cache-Control')).toBe('no-store');
        const { token } = JSON.parse(answer.text) as { token: string };
        const headers = { Authorization: `Bearer ${token}`, Origin: ORIGIN };
        const status = () => fetch(`${bff.url}/v1/certification`, { headers });
        await expect.poll(async () => (await status()).status, { timeout: PATIENCE }).toBe(200);

        const before = await browser('POST', '/business/pay');
        expect([before.status, before.text]).toEqual([403, '办理前请先完成单位实名认证。']);
        const certified = await fetch(`${bff.url}/v1/certification`, {
          method: 'POST',
          headers: { ...headers, 'Content-Type': 'application/json', 'Idempotency-Key': `"${randomUUID()}"` },
          body: JSON.stringify(rightClaim()),
        });
        expect(await certified.json()).toMatchObject({ outcome: 'certified' });
        const after = await browser('POST', '/business/pay');
        expect([after.status, after.text]).toEqual([200, '已受理。']);

        const known = async () => {
          const sql = `select status from unit_status where unit_code = '${unit}'`;
          return JSON.parse((await browser('POST', '/query', sql)).text) as unknown;
        };
        await expect.poll(known, { timeout: PATIENCE }).toEqual([{ STATUS: 'certified' }]);
      },
    );

    it.for(Object.keys(FAILURES) as Failure[])(
      'do not take a line for an uncertified unit: %s',
      async (how, { java, deps }) => {
        const browser = visit(java.portals.impatient.url);
        await browser('POST', `/login?unit=${await newUnit(deps)}`);
        java.line.fail(how);
        const began = performance.now();
        const answer = await browser('POST', '/business/pay');
        expect([answer.status, answer.text.slice(0, 5)]).toEqual([503, '暂时查不到']);
        expect(performance.now() - began).toBeLessThan(10_000);
      },
    );

    it('ask for more units than one request holds', async ({ java, deps }) => {
      const [first, last] = [await newUnit(deps), await newUnit(deps)];
      const codes = [first, 'nonsense', ...Array<string>(998).fill(first), last];
      const headers = { 'Content-Type': 'application/json' };
      const answer = await visit(java.portals.ES256.url)('POST', '/statuses', JSON.stringify(codes), headers);
      expect(JSON.parse(answer.text)).toEqual({ [first]: 'uncertified', [last]: 'uncertified' });
    });

    describe('a webhook', () => {
      const UNIT = '91320100MA1DEM015L';
      const messageOf = (sequence: number, status = 'certified') =>
        JSON.stringify({ type: 'unit.certified', data: { unit: UNIT, kind: 'real-name', status, sequence } });

      it('is kept once, and the newest wins', async ({ java }) => {
        const { url, webhookSecret } = java.portals.HS256;
        const browser = visit(url);
        const send = async (id: string, body: string, sent = body) => {
          const at = new Date();
          const headers = {
            'Content-Type': 'application/json',
            'webhook-id': id,
            'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
            'webhook-signature': new Webhook(webhookSecret).sign(id, at, body),
          };
          return (await browser('POST', '/webhooks/certification', sent, headers)).status;
        };
        const spaced = messageOf(7).replaceAll(',', ',\n ');
        expect(await send('forged', spaced, messageOf(7))).toBe(401);
        expect(await send('newer', spaced)).toBe(204);
        expect(await send('newer', spaced)).toBe(204);
        expect(await send('older', messageOf(3, 'lapsed'))).toBe(204);
        const query = async (sql: string) =>
          JSON.parse((await browser('POST', '/query', sql)).text) as unknown;
        const kept =
          "select id from certification_message where id in ('forged', 'newer', 'older') and handled_at is not null order by id";
        await expect
          .poll(() => query(kept), { timeout: PATIENCE })
          .toEqual([{ ID: 'newer' }, { ID: 'older' }]);
        expect(await query(`select status, sequence from unit_status where unit_code = '${UNIT}'`)).toEqual([
          { STATUS: 'certified', SEQUENCE: 7 },
        ]);

        await browser('POST', '/execute', 'alter table certification_message rename to away');
        onTestFinished(async () => {
          await browser('POST', '/execute', 'alter table away rename to certification_message');
        });
        expect(await send('lost', messageOf(8))).toBe(500);
      });

      it('without a signature is refused', async ({ java }) => {
        const answer = await visit(java.portals.HS256.url)('POST', '/webhooks/certification', messageOf(9));
        expect(answer.status).toBe(401);
      });
    });

    it('open an account by an assertion', async ({ java, bff, deps }) => {
      const browser = visit(java.portals.HS256.url);
      const token = await browser('GET', '/session/registration-token');
      expect(JSON.parse(token.text)).toMatchObject({ token: expect.any(String) as string });
      const elsewhere = { 'Sec-Fetch-Site': 'cross-site' };
      expect((await browser('GET', '/session/registration-token', undefined, elsewhere)).status).toBe(403);

      const unit = { code: await newUnit(deps), name: '南京示例有限公司' };
      const register = async (siteId: string, loginName: string) => {
        const key = (await createSigningKeys(deps).current())!;
        const assertion = await signAssertion(
          key,
          {
            issuer: 'https://bff.example',
            siteId,
            unit,
            phone: '13800000000',
            email: 'zhang@example.com',
            kinds: [{ kind: 'phone', status: 'certified' }],
            id: randomUUID(),
          },
          Date.now(),
        );
        const body = JSON.stringify({ assertion, loginName, password: 'a-long-secret' });
        return (await browser('POST', '/register', body, { 'Content-Type': 'application/json' })).status;
      };
      expect(await register('java-ES256', 'hehua')).toBe(400);
      expect(await register('java-HS256', 'taken')).toBe(409);
      expect(await register('java-HS256', 'hehua')).toBe(204);
      expect((await browser('GET', '/session/certification-token')).status).toBe(200);
      java.line.fail('cut');
      expect(await register('java-HS256', 'hehua')).toBe(503);
      expect(bff.log.join()).not.toContain('a-long-secret');
    });
  });
