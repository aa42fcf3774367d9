/** Keys read from a site's own server: cooldown, rotation, and an outage of 24 hours. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchJwks, urlKeys } from '../../../bff/sites/key-source.ts';
import { createTokenVerifier } from '../../../bff/sites/tokens.ts';
import { jwksOf, makeKey, makeSite, makeToken, NOW, sitesOf, type TestKey } from './support.ts';

const HOUR = 3_600_000;
const old = makeKey('ES256', 'old');
const next = makeKey('EdDSA', 'next');
const settle = () => new Promise((resolve) => setImmediate(resolve));

function portal(...initial: TestKey[]) {
  const server = { keys: initial, down: false, requests: 0, now: NOW, reports: [] as string[] };
  const source = urlKeys({
    url: 'https://portal.example/jwks',
    now: () => server.now,
    async fetchJwks() {
      server.requests++;
      await settle();
      if (server.down) throw new Error('down');
      return jwksOf(...server.keys);
    },
    report: (message) => server.reports.push(message),
  });
  const { sites } = sitesOf(makeSite('portal', source));
  const verifier = createTokenVerifier({ sites, now: () => server.now });
  const tokenNow = (key: TestKey) => {
    const iat = Math.floor(server.now / 1000);
    return makeToken(key, { iat, exp: iat + 300 });
  };
  const verify = async (key: TestKey) => verifier.verify(await tokenNow(key));
  return { server, source, verifier, tokenNow, verify };
}

describe('keys by URL', () => {
  it('are fetched once, however many tokens come at once', async () => {
    const { server, verify } = portal(old);
    const answers = await Promise.all(Array.from({ length: 20 }, () => verify(old)));
    for (const answer of answers) expect(answer).toHaveProperty('sub');
    expect(server.requests).toBe(1);
  });

  it('are fetched again after ten minutes, in the background', async () => {
    const { server, source, verify } = portal(old);
    await verify(old);
    const keySet = source.current();
    server.now += 10 * 60_000 - 1;
    await verify(old);
    await settle();
    expect(server.requests).toBe(1);
    server.now += 1;
    await verify(old);
    await settle();
    expect(server.requests).toBe(2);
    expect(source.current()).toBe(keySet); // the same keys, so verified tokens stay in the cache
  });

  it('are fetched at once for an unknown kid, but not again within the cooldown', async () => {
    const { server, verify } = portal(old);
    await verify(old);
    server.keys = [old, next];
    server.now += 30_000;
    expect(await verify(next)).toHaveProperty('sub');
    expect(server.requests).toBe(2);

    const stranger = makeKey('EdDSA', 'stranger');
    for (let i = 0; i < 50; i++) {
      expect(await verify(stranger)).toEqual({ code: 'token-invalid', reason: 'unknown-key' });
      server.now += 500;
    }
    expect(server.requests).toBe(2);
    server.now += 5_000;
    await verify(stranger);
    expect(server.requests).toBe(3);
  });

  it('may be replaced under the same kid', async () => {
    const { server, verify } = portal(old);
    await verify(old);
    const repeated = makeKey('ES256', 'old');
    server.keys = [repeated];
    server.now += 30_000;
    expect(await verify(repeated)).toHaveProperty('sub');
    expect(await verify(old)).toEqual({ code: 'token-invalid', reason: 'bad-signature' });
  });

  it('end the cached tokens when they are withdrawn', async () => {
    const { server, verifier, tokenNow } = portal(old, next);
    server.now += 8 * 60_000;
    const token = await tokenNow(old);
    expect(await verifier.verify(token)).toHaveProperty('sub');
    server.keys = [next];
    server.now += 60_000;
    expect(verifier.verify(token)).not.toBeInstanceOf(Promise);
    await verifier.verify(await tokenNow(makeKey('EdDSA', 'x'))); // an unknown kid, which causes a fetch
    expect(await verifier.verify(token)).toEqual({ code: 'token-invalid', reason: 'unknown-key' });
  });

  it('stay valid while the URL is down for 23 h, and no longer than 24 h', async () => {
    const { server, verify } = portal(old);
    await verify(old);
    server.down = true;
    server.now += 23 * HOUR;
    expect(await verify(old)).toHaveProperty('sub');
    server.now += 2 * HOUR;
    expect(await verify(old)).toEqual({ code: 'unavailable', reason: 'keys-unavailable' });
    expect(server.reports.at(-1)).toBe('https://portal.example/jwks: down');
    server.down = false;
    server.now += 5_000;
    expect(await verify(old)).toHaveProperty('sub');
  });

  it('that were never read make a token unavailable, not invalid, and are fetched again at the client’s next try', async () => {
    const { server, verify } = portal(old);
    server.down = true;
    expect(await verify(old)).toEqual({ code: 'unavailable', reason: 'keys-unavailable' });
    server.down = false;
    expect(await verify(old)).toEqual({ code: 'unavailable', reason: 'keys-unavailable' });
    expect(server.requests).toBe(1);
    server.now += 5_000;
    expect(await verify(old)).toHaveProperty('sub');
  });

  it('with a private key among them are not used', async () => {
    const leaky = { ...old, jwk: old.privateKey.export({ format: 'jwk' }) };
    const { server, verify } = portal(leaky);
    expect(await verify(old)).toEqual({ code: 'unavailable', reason: 'keys-unavailable' });
    expect(server.reports[0]).toContain('private');
  });
});

describe('fetchJwks', () => {
  let server: Server;
  let base: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/good' }).end();
      else if (request.url === '/huge') response.end(`{"keys":[],"x":"${'x'.repeat(64 * 1024)}"}`);
      else if (request.url === '/html') response.end('<!doctype html>');
      else if (request.url === '/good') response.end(JSON.stringify(jwksOf(old)));
      else if (request.url === '/silent') response.writeHead(200).write('{');
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const failure = async (url: string): Promise<string> => {
    const reports: string[] = [];
    const source = urlKeys({ url, now: () => NOW, fetchJwks, report: (message) => reports.push(message) });
    expect(await source.renew()).toBeUndefined();
    return reports[0]!.slice(url.length + 2);
  };

  it('reads a key set', async () => {
    expect(await fetchJwks(`${base}/good`)).toEqual(jwksOf(old));
  });

  it.each([
    ['/moved', 'answered 302'],
    ['/missing', 'answered 404'],
    ['/huge', 'answered more than 65536 bytes'],
    ['/html', 'did not answer JSON'],
    ['/silent', 'did not answer within 5 s'],
  ])('%s: %s', async (path, message) => expect(await failure(base + path)).toBe(message));

  it('gives the reason when there is no answer', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect(await failure(`http://127.0.0.1:${port}/jwks`)).toBe('not reachable (ECONNREFUSED)');
  });
});
