/**
 * A TCP proxy in front of several servers, like a load balancer for replicas or a virtual address for a database. Connections go to
 * the targets in turn; a target that refuses is skipped.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Target {
  host: string;
  port: number;
}

export const targetOf = (url: string): Target => {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
};

export interface Balancer {
  port: number;
  /** Sends new connections to these targets. Existing connections to others stay, or break with `cut`. */
  lead(targets: readonly Target[], options?: { cut: boolean }): void;
  close(): Promise<void>;
}

export async function startBalancer(initial: readonly Target[]): Promise<Balancer> {
  let targets = initial;
  let turns = 0;
  const pairs = new Set<{ near: Socket; far: Socket; target: Target }>();

  /** Tries each target once. */
  function lead(near: Socket, from: number, left: number): void {
    const target = targets[from % targets.length];
    if (left === 0 || !target) return void near.resetAndDestroy();
    const far = connect(target.port, target.host);
    const next = () => lead(near, from + 1, left - 1);
    far.once('error', next).once('connect', () => {
      far.off('error', next).on('error', () => near.destroy());
      const pair = { near, far, target };
      pairs.add(pair);
      near.on('close', () => far.destroy() && pairs.delete(pair));
      near.pipe(far).pipe(near);
    });
  }

  const server = createServer((near) => {
    near.on('error', () => undefined);
    lead(near, turns++, targets.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (isToBeCut: (target: Target) => boolean) => {
    for (const { near, target } of pairs) if (isToBeCut(target)) near.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    lead(next, options = { cut: false }) {
      targets = next;
      if (options.cut) cut((target) => !next.includes(target));
    },
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut(() => true);
      return closed;
    },
  };
}
