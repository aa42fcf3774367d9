/** A client that sends a request byte by byte loses its connection. */
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { describe, expect, it } from 'vitest';
import { SERVER_OPTIONS } from '../../../bff/server/server.ts';

describe('a slow body', () => {
  it('gets 30 seconds; headers and silence get ten; both are checked every two', () => {
    const { requestTimeout, headersTimeout, connectionsCheckingInterval } = SERVER_OPTIONS;
    expect(requestTimeout).toBe(30_000);
    expect(headersTimeout).toBe(10_000);
    expect(connectionsCheckingInterval).toBeLessThanOrEqual(2_000);
  });

  it('then gets 408, and its connection ends', async () => {
    const serverOptions = {
      ...SERVER_OPTIONS,
      headersTimeout: 200,
      requestTimeout: 400,
      connectionsCheckingInterval: 50,
    };
    const fetch = async (request: Request) => new Response(await request.text());
    const server = await new Promise<ServerType>((resolve) => {
      const started = serve({ fetch, port: 0, hostname: '127.0.0.1', serverOptions }, () => resolve(started));
    });
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n');
    const trickle = setInterval(() => socket.writable && socket.write('x'), 100);
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.on('error', () => undefined); // 'close' follows
    await new Promise((resolve) => socket.on('close', resolve));
    clearInterval(trickle);
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    await new Promise((resolve) => server.close(resolve));
  });
});
