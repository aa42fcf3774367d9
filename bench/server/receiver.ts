/** A receiver of webhooks that accepts everything. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Receiver {
  url: string;
  stop(): void;
}

/** `delay`: milliseconds until it answers. */
export async function startReceiver(delay = 0): Promise<Receiver> {
  const server = createServer((request, response) =>
    request.resume().on('end', () => setTimeout(() => response.writeHead(204).end(), delay)),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
