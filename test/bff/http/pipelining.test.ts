/** Pipelined requests on real sockets: how many of them reach the application. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { limitPipelining } from '../../../bff/http/pipelining.ts';

async function serving(listener: RequestListener) {
  const server = createServer(limitPipelining(listener)).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    /** Sends them in one piece, and resolves when the server has closed the connection. */
    async pipelines(requests: number) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined); // 'close' follows
      socket.resume().write('GET / HTTP/1.1\r\nHost: bff.example\r\n\r\n'.repeat(requests));
      await new Promise((resolve) => socket.on('close', resolve));
    },
    url: `http://127.0.0.1:${port}`,
  };
}

test('of 1,000 pipelined requests the application sees 10, and other connections are served', async () => {
  let entered = 0;
  const server = await serving((_incoming, outgoing) => {
    entered += 1;
    setImmediate(() => outgoing.end('ok'));
  });
  await server.pipelines(1_000);
  expect(entered).toBe(10);
  expect(await (await fetch(server.url)).text()).toBe('ok');
});

test('the application sees no request of a connection that has ended', async () => {
  let entered = 0;
  const server = await serving(({ socket }) => {
    entered += 1;
    socket.destroy();
  });
  await server.pipelines(5);
  expect(entered).toBe(1);
});
