/**
 * Limits pipelined requests, which a client sends on one connection before the earlier ones are answered. Node starts all of them at once
 * and stores their answers: 640 kB of requests made 1.7 GB of answers.
 */
import type { Socket } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import type { Env } from './env.ts';

/** Running requests of one connection. Browsers and proxies send one at a time. */
const MOST = 10;

/** Closes a connection that has more. The client may send the unanswered requests again on another connection. */
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
