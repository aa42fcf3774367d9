/**
 * Requests that a client sends ahead on one connection. Node begins with all of them at once and keeps their answers until they are taken:
 * 640 kB of requests made 1.7 GB of answers that nobody read.
 */
import type { Socket } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import type { Env } from './env.ts';

/** Requests of one connection in hand. Browsers and proxies send one. */
const MOST = 10;

/** Ends a connection that has more in hand: it may send again on another what was not answered. */
export function limitAhead(): MiddlewareHandler<Env> {
  const inHand = new WeakMap<Socket, number>();
  return async (c, next) => {
    const { incoming, outgoing } = (c.env as Partial<Env['Bindings']> | undefined) ?? {};
    if (!incoming || !outgoing) return next();
    const { socket } = incoming;
    const countOf = () => inHand.get(socket) ?? 0;
    if (countOf() >= MOST) {
      socket.destroy();
      return c.body(null, 503);
    }
    inHand.set(socket, countOf() + 1);
    outgoing.once('close', () => inHand.set(socket, countOf() - 1));
    return next();
  };
}
