/** The portal that the site's webhooks go to: it takes everything. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Receiver {
  url: string;
  stop(): void;
}

/** `takes`: milliseconds until it answers. */
export async function startReceiver(takes = 0): Promise<Receiver> {
  const server = createServer((request, response) =>
    request.resume().on('end', () => setTimeout(() => response.writeHead(204).end(), takes)),
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
