/**
 * Limits pipelined requests, which a client sends on one connection before the earlier ones are
 * answered. Node starts all of them at once and stores their answers: 640 kB of requests made 1.7
 * GB of answers.
 */
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';

/** Running requests of one connection. Browsers and proxies send one at a time. */
const MOST = 10;

/**
 * Closes a connection that has more. The client may send the unanswered requests again on another
 * connection. Node also reads the requests that had arrived on a closed connection: they are
 * dropped.
 */
export function limitPipelining(listener: RequestListener): RequestListener {
  const inHand = new WeakMap<Socket, number>();
  return (incoming, outgoing) => {
    const { socket } = incoming;
    if (socket.destroyed) return;
    const countOf = () => inHand.get(socket) ?? 0;
    if (countOf() >= MOST) {
      socket.destroy();
      return;
    }
    inHand.set(socket, countOf() + 1);
    outgoing.once('close', () => inHand.set(socket, countOf() - 1));
    listener(incoming, outgoing);
  };
}
