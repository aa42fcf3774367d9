/** `unit-certification-server` against the real service: the service accepts its tokens, and it returns the service's answers. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { createPortalClient, statusOfKind, type PortalClient } from '../../../bff/portal-client/index.ts';
import { ORIGIN, type TestBff } from '../../support/bff.ts';
import { bffTest } from '../../support/bff-test.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { registerUnit, residentId, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { phoneOf, proveFor, rightRegistration } from '../registration/support.ts';

const ISSUER = 'https://bff.example'; // the test service's PUBLIC_URL

const [certified, uncertified, unknown] = [uscc(1), uscc(2), uscc(3)];

/** Registers a new unit. Resolves to its code and the assertion. */
async function registered(bff: TestBff, client: PortalClient, index: number): Promise<[string, string]> {
  const [unit, phone] = [uscc(index), phoneOf(index)];
  const representative = { name: ZHANG.name, idNumber: residentId(index) };
  await registerUnit(bff.deps, unit, { representative });
  const proof = await proveFor(bff.deps, 'portal', phone);
  const answer = await fetch(`${bff.url}/v1/registrations`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${await client.registrationToken('visitor')}`,
      Origin: ORIGIN,
      'Content-Type': 'application/json',
      'Idempotency-Key': randomUUID(),
    },
    body: JSON.stringify(rightRegistration(unit, phone, proof, { legalRepresentative: representative })),
  });
  const { assertion = '' } = (await answer.json()) as { assertion?: string };
  return [unit, assertion];
}

const withBff = bffTest();

describe('a portal’s server and the service', () => {
  const it = withBff
    .extend('clientWith', ({ bff }) => (change: Partial<Parameters<typeof createPortalClient>[0]> = {}) => {
      return createPortalClient({
        bff: bff.url,
        issuer: ISSUER,
        site: 'portal',
        key: { secret: bff.secret },
        now: bff.deps.now,
        ...change,
      });
    })
    .extend('client', ({ clientWith }) => clientWith());

  it.beforeAll(async ({ bff }) => {
    await registerUnit(bff.deps, certified);
    await registerUnit(bff.deps, uncertified);
    await submit(bff.deps, submitterOf(certified), randomUUID(), rightClaim());
  });

  it('makes tokens for users that the service accepts', async ({ bff, client, clientWith }) => {
    const asUser = async (token: Promise<string>) => {
      const headers = { Authorization: `Bearer ${await token}`, Origin: ORIGIN };
      return fetch(`${bff.url}/v1/certification`, { headers });
    };
    const user = { id: 'user-1', unit: { code: certified, name: '任何名称' }, role: 'operator' } as const;
    const answer = await asUser(client.token({ ...user, authenticatedAt: new Date(bff.deps.now()) }));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ unit: { code: certified }, canSubmit: false });
    expect(
      (await asUser(clientWith({ key: { secret: 'another secret, forty bytes long ........' } }).token(user)))
        .status,
    ).toBe(401);
  });

  it('reads one unit’s status', async ({ client }) => {
    const answer = await client.status(certified);
    if (!answer.ok) throw new Error(answer.error.message);
    expect(answer.value.unit.code).toBe(certified);
    expect(statusOfKind(answer.value)).toBe('certified');
    expect(statusOfKind(answer.value, 'real-person')).toBe('not-open');
    for (const code of ['\ud800/../..', '..', '.', '']) {
      expect(await client.status(code), code).toMatchObject({ ok: false, error: { code: 'not-found' } });
      expect(await client.certifications(code), code).toMatchObject({ error: { code: 'not-found' } });
    }
    expect(await client.status('nonsense')).toMatchObject({
      ok: false,
      error: { code: 'not-found', retryable: false, requestId: expect.any(String) as string },
    });
  });

  it('reads more units than one request may have, each under the given code', async ({ client }) => {
    const many = Array.from({ length: 1_000 }, (_unused, i) => uscc(1000 + i));
    const short = certified.slice(8, 17);
    const answer = await client.statuses([...many, uncertified, 'nonsense', short, unknown]);
    if (!answer.ok) throw new Error(answer.error.message);
    const statusOf = (code: string) => {
      const unit = answer.value.get(code);
      return unit && statusOfKind(unit);
    };
    expect(answer.value.size).toBe(1_004);
    expect(statusOf(uncertified)).toBe('uncertified');
    expect(statusOf(short)).toBe('certified');
    expect(statusOf(unknown)).toBe('uncertified');
    expect([answer.value.has('nonsense'), statusOf('nonsense')]).toEqual([true, undefined]);
  });

  it('has a new status token before the old one expires', async ({ bff, clientWith }) => {
    const own = clientWith();
    expect((await own.status(certified)).ok).toBe(true);
    bff.deps.clock.now += 299_000;
    expect((await own.status(certified)).ok).toBe(true);
  });

  it('says why there is no status', async ({ clientWith }) => {
    expect(await clientWith({ site: 'stranger' }).status(certified)).toMatchObject({
      ok: false,
      error: { code: 'token-invalid', retryable: false },
    });
    let body = '<h1>Bad Gateway</h1>';
    const proxy = createServer((_request, response) => void response.writeHead(200).end(body));
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const broken = clientWith({ bff: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/` });
    const away = { ok: false, error: { code: 'unreachable', retryable: true } };
    for (body of [body, 'null', '{}', '[]']) {
      expect(await broken.status(certified), body).toMatchObject(away);
      expect(await broken.statuses([certified]), body).toMatchObject(away);
    }
    await new Promise((resolve) => proxy.close(resolve));
    expect(await broken.statuses([certified])).toMatchObject(away);
  });

  it('reads no answer that is larger than any of the service, and closes its connection', async ({
    bff,
    client,
    clientWith,
    onTestFinished,
  }) => {
    const padding = ' '.repeat(1024 * 1024);
    let spaces = 0;
    let written = 0;
    const proxy = createServer((request, response) => {
      const { authorization } = request.headers;
      async function* padded() {
        const headers = { ...(authorization && { authorization }) };
        yield await (await fetch(`${bff.url}${request.url}`, { headers })).text();
        for (written = 0; written < spaces; written++) yield padding;
      }
      pipeline(padded, response).catch(() => undefined); // the connection was closed
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void proxy.close());
    const { port } = proxy.address() as AddressInfo;
    const behind = () => clientWith({ bff: `http://127.0.0.1:${port}`, timeout: 30_000 });
    const [, assertion] = await registered(bff, client, 51);

    expect(await behind().status(certified)).toMatchObject({ ok: true });
    expect(await behind().verifyAssertion(assertion)).toMatchObject({ ok: true });
    spaces = 400;
    expect(await behind().status(certified)).toEqual({
      ok: false,
      error: {
        code: 'unreachable',
        message: expect.stringContaining('its answer has more than 4 MB') as string,
        retryable: true,
      },
    });
    expect(written).toBeLessThan(50);
    expect(await behind().verifyAssertion(assertion)).toEqual({ ok: false, error: 'unreachable' });
    expect(written).toBeLessThan(50);
  });

  it('verifies the assertion of a registration, and no other', async ({ bff, client, clientWith }) => {
    const [unit, assertion] = await registered(bff, client, 50);
    expect(await client.verifyAssertion(assertion)).toMatchObject({
      ok: true,
      value: { unit: { code: unit }, phone: phoneOf(50), jti: expect.any(String) as string },
    });
    const refused = { ok: false, error: 'refused' };
    expect(await client.verifyAssertion(`${assertion.slice(0, -4)}AAAA`)).toEqual(refused);
    expect(await client.verifyAssertion('')).toEqual(refused);
    expect(await clientWith({ site: 'department' }).verifyAssertion(assertion)).toEqual(refused);
    expect(await clientWith({ issuer: 'https://other.example' }).verifyAssertion(assertion)).toEqual(refused);
    expect(await clientWith({ bff: 'http://127.0.0.1:9' }).verifyAssertion(assertion)).toEqual({
      ok: false,
      error: 'unreachable',
    });
    bff.deps.clock.now += 331_000;
    expect(await client.verifyAssertion(assertion)).toEqual({ ok: false, error: 'expired' });
  });

  it('refuses a base URL that is not a URL', ({ clientWith }) => {
    expect(() => clientWith({ bff: 'bff.example' })).toThrow(TypeError);
    expect(() => clientWith({ bff: 'ftp://bff.example' })).toThrow('bff must be an http or https URL');
  });
});
