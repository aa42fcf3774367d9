/** A request's connection is kept after a whole answer, closed after any other. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as rest } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createDestinations } from '../../../bff/network/destinations.ts';
import { request } from '../../../bff/network/request.ts';

const closed = async (socket: Socket) => socket.closed || once(socket, 'close');

/** A server that counts its connections, and a function that asks it as a webhook does. */
async function receiver(listener: RequestListener) {
  const sockets: Socket[] = [];
  const server = createServer(listener).on('connection', (socket: Socket) => void sockets.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const dispatcher = createDestinations(['127.0.0.1']).dispatcherFor(new URL(url));
  const ask = (timeout = 5_000) =>
    request(url, { method: 'POST', headers: {}, body: '{}', timeout, dispatcher, statusOnly: true });
  return { sockets, ask };
}

it('messages to one receiver share a connection, which is closed after a second without one', async () => {
  const { sockets, ask } = await receiver((_request, response) => response.end('{"ok":true}'));
  for (let number = 0; number < 3; number++) {
    expect(await ask()).toMatchObject({ kind: 'answered', status: 200 });
    await rest(20);
  }
  expect(sockets).toHaveLength(1);
  await closed(sockets[0]!);
});

it('an answer whose body does not end closes its connection', async () => {
  const { sockets, ask } = await receiver((_request, response) => void response.write('{'));
  expect(await ask()).toMatchObject({ kind: 'answered', status: 200 });
  await closed(sockets[0]!);
});

it('a receiver that does not answer in time loses its connection', async () => {
  let answers = true;
  const { sockets, ask } = await receiver((_request, response) => void (answers && response.end()));
  await ask(); // the connection stands, so that the time is the answer's
  answers = false;
  expect(await ask(100)).toEqual({ kind: 'timeout' });
  await closed(sockets[0]!);
});

it('a name server that does not answer in time is a timeout', async () => {
  const url = 'https://portal.example/';
  const dispatcher = createDestinations([], () => undefined).dispatcherFor(new URL(url));
  expect(await request(url, { headers: {}, timeout: 100, dispatcher })).toEqual({ kind: 'timeout' });
});

it('a connection that the receiver has closed is not used again', async () => {
  const { sockets, ask } = await receiver((_request, response) => response.end());
  await ask();
  sockets[0]!.end();
  await closed(sockets[0]!);
  expect(await ask()).toMatchObject({ kind: 'answered', status: 200 });
  expect(sockets).toHaveLength(2);
});
