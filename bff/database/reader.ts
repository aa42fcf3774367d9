/**
 * The connection of quick reads: one, pipelined. A read is sent behind the others without waiting for their answers, so that many share
 * a packet and a wake-up of the server. Each has a Sync of its own: one that fails, fails alone. What waits for locks or
 * takes long does not belong here, for those behind it would wait too.
 */
import type { Socket } from 'node:net';
import pg from 'pg';

export interface Reader {
  query(config: pg.QueryConfig): Promise<pg.QueryResult>;
  end(): Promise<void>;
}

/** `pg` has it, and its types do not say so. */
const socketOf = (client: pg.Client): Socket =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;

/** What is written in one turn of the event loop leaves in one packet. */
function gather(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  setImmediate(() => socket.uncork());
}

/** `connect` gives a connected client in pipeline mode: for the first read, and when a connection broke or fell silent. */
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
      gather(socketOf(client));
      try {
        return await client.query(config);
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) {
          forget(used); // the server said nothing: the next read does not wait for this connection's end
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
