/**
 * One pipelined connection for quick reads. A read is sent without waiting for the answers to earlier ones, so many reads share a packet
 * and wake the server once. Each has its own Sync, so a failed read fails alone. Do not use it for statements that wait for locks or
 * take long: the reads after them would wait too.
 */
import type { Socket } from 'node:net';
import pg from 'pg';

export interface Reader {
  query(config: pg.QueryConfig): Promise<pg.QueryResult>;
  end(): Promise<void>;
}

/**
 * The socket that `pg` writes to. `pg` documents no access to it. The socket of the option `stream` is not enough: under TLS `pg` writes to
 * another one, which wraps it.
 */
const socketOf = (client: pg.Client): Socket =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;

/** Everything that is written in one turn of the event loop is sent in one packet. */
function corkForThisTurn(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  setImmediate(() => socket.uncork());
}

/** `connect` returns a connected client in pipeline mode. It is called for the first read, and after a lost connection. */
export function openReader(connect: () => Promise<pg.Client>): Reader {
  let current: Promise<pg.Client> | undefined;

  const forget = (which: Promise<pg.Client>): void => {
    if (current === which) current = undefined;
  };
  const open = (): Promise<pg.Client> => {
    const opening = connect();
    const lost = () => forget(opening);
    opening.then((client) => client.once('error', lost).once('end', lost), lost);
    return opening;
  };

  return {
    async query(config) {
      const used = (current ??= open());
      const client = await used;
      corkForThisTurn(socketOf(client));
      try {
        return await client.query(config);
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) {
          forget(used); // no answer: the next read gets a new connection at once
          void client.end();
        }
        throw error;
      }
    },
    async end() {
      const client = await current?.catch(() => undefined);
      await client?.end();
    },
  };
}
