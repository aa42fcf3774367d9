/** Webhooks go only to https and public addresses, checked when the connection is made. */
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSend } from '../../../bff/delivery/send.ts';
import { newWebhookSecret } from '../../../bff/sites/secrets.ts';
import {
  createDestinations,
  isPublicAddress,
  normalizeHost,
  publicLookup,
  type Resolve,
} from '../../../bff/network/destinations.ts';

describe('a public address', () => {
  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2400:3200::1', '2606:4700:4700::1111'])('%s', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ...['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '192.0.0.8'],
    ...['::', '::1', 'fe80::1', 'fe80::1%lo', 'fc00::1', 'fd12:3456::1', 'ff02::1', '2001:db8::1', '2001::1'],
    ...['::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', '::127.0.0.1'],
  ])('is not %s', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('an address of a webhook', () => {
  const { refusalOf } = createDestinations(['hooks.internal', '[::1]', '10.0.0.7']);

  it.each([
    ['https://portal.example/hook', undefined],
    ['http://portal.example/hook', 'not-https'],
    ['http://hooks.internal:8080/x', undefined],
    ['https://HOOKS.internal/x', undefined],
    ['https://x.hooks.internal/x', undefined], // only this name is allowed; the address of another name is checked at the connection
    ['http://x.hooks.internal/x', 'not-https'],
    ['http://10.0.0.7/x', undefined],
    ['https://10.0.0.8/x', 'private-address'],
    ['https://[::1]:9/x', undefined],
    ['https://[fe80::1]/x', 'private-address'],
    ['https://127.1/x', 'private-address'],
    ['https://0x7f000001/x', 'private-address'],
    ['https://2130706433/x', 'private-address'],
    ['https://[::ffff:10.0.0.1]/x', 'private-address'],
  ])('%s: %s', (url, refusal) => expect(refusalOf(new URL(url))).toBe(refusal));

  it.each([
    ['Hooks.Internal', 'hooks.internal'],
    ['::1', '[::1]'],
    ['127.1', '127.0.0.1'],
    ['hooks.internal:80', undefined],
    ['http://hooks.internal', undefined],
    ['hooks.internal/x', undefined],
    ['*.internal', undefined],
    ['*', undefined],
    ['', undefined],
  ])('is allowed by a host’s name: %s is %s', (given, host) => expect(normalizeHost(given)).toBe(host));
});

describe('a message', () => {
  let server: Server;
  let port: number;
  let connections = 0;
  beforeAll(async () => {
    server = createServer((socket) => {
      connections++;
      socket.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => void server.close());
  beforeEach(() => void (connections = 0));

  const send = (url: string, allowed: string[], resolve?: Resolve) =>
    createSend(
      Date.now,
      createDestinations(allowed, resolve),
    )({
      url,
      secrets: [newWebhookSecret()],
      id: 'msg_1',
      body: '{}',
    });
  const answering =
    (...addresses: string[]): Resolve =>
    (_host, _options, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );

  it('reaches no private address, even if its name resolves to one later', async () => {
    const inside = answering('127.0.0.1', '::1');
    expect(await send(`https://portal.example:${port}/`, [], inside)).toEqual({ kind: 'not-allowed' });
    expect(await send(`https://localhost:${port}/`, [])).toEqual({ kind: 'not-allowed' });
    expect(await send(`https://127.0.0.1:${port}/`, [])).toEqual({ kind: 'not-allowed' });
    expect(connections).toBe(0);
    expect(await send(`https://localhost:${port}/`, ['localhost'])).toEqual({ kind: 'unreachable' }); // no TLS there
    expect(connections).toBeGreaterThan(0);
  });

  it('is sent to the public ones of several addresses', async () => {
    const lookup = publicLookup(answering('10.0.0.1', '2400:3200::1', '223.5.5.5'));
    const found = await new Promise((resolve) =>
      lookup('portal.example', { all: true }, (_error, addresses) => resolve(addresses)),
    );
    expect(found).toEqual([
      { address: '2400:3200::1', family: 6 },
      { address: '223.5.5.5', family: 4 },
    ]);
  });
});
