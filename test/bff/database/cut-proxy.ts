/** A TCP proxy in front of a server whose connections can be cut, or fall silent, as networks do. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface CutProxy {
  port: number;
  /** Names of the parameters with which clients began. */
  startupParameters: ReadonlySet<string>;
  /** Breaks every connection; new ones are admitted. */
  cut(): void;
  /** Connections made so far say nothing more and stay open; new ones are served, or as silent when `forGood`. */
  silence(forGood?: boolean): void;
  close(): Promise<void>;
}

export async function startCutProxy(target: { host: string; port: number }): Promise<CutProxy> {
  const pairs = new Set<[Socket, Socket]>();
  const startupParameters = new Set<string>();
  let isMute = false;
  const server = createServer((near) => {
    const far = connect(target.port, target.host);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    near.once('data', (packet: Buffer) => {
      const fields = packet.subarray(8).toString().split('\0'); // after length and version: name, value, name, value, …
      fields.forEach((name, index) => index % 2 === 0 && name !== '' && startupParameters.add(name));
    });
    if (isMute) near.resume();
    else near.pipe(far).pipe(near);
    for (const socket of pair) socket.on('error', () => undefined).on('close', () => pairs.delete(pair));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => pairs.forEach((pair) => pair.forEach((socket) => socket.destroy()));
  return {
    port: (server.address() as AddressInfo).port,
    startupParameters,
    cut,
    silence(forGood = false) {
      isMute = forGood;
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
        near.resume();
        far.resume();
      }
    },
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      return closed;
    },
  };
}
