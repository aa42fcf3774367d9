/** `bearer-session.js`: the token of a portal whose session is in the `Authorization` header. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';

const example: string = '../../docs/examples/bearer-session.js';
const { certificationToken } = (await import(example)) as {
  certificationToken: (url: string, session: string) => Promise<string | undefined>;
};

/** Answers by session. */
const ANSWERS: Record<string, [status: number, body: string]> = {
  'Bearer live': [200, '{"token":"t-1"}'],
  'Bearer ended': [401, ''],
  'Bearer ended-in-the-body': [200, '{"code":401,"msg":"认证失败"}'],
  'Bearer broken': [503, '<html>'],
};

let portal: Server;
let url: string;
beforeAll(async () => {
  portal = createServer((request, response) => {
    const [status, body] = ANSWERS[request.headers.authorization ?? '']!;
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => portal.close(resolve)));

it('sends the session and returns the token', async () => {
  expect(await certificationToken(url, 'live')).toBe('t-1');
});

it.each(['ended', 'ended-in-the-body'])('returns nothing when the session is %s', async (session) => {
  expect(await certificationToken(url, session)).toBe(undefined);
});

it('fails like the network when the portal is broken', async () => {
  await expect(certificationToken(url, 'broken')).rejects.toThrow(TypeError);
});
