/**
 * Pipelined connections. A statement is sent without waiting for the answers to earlier ones, so
 * many statements share a packet and wake the server once. Each has its own Sync, so a failed
 * statement fails alone; one that waits for a lock or takes long delays those behind it.
 */
import type { Socket } from 'node:net';
import pg from 'pg';
import { isLostStatement } from './database.ts';

export interface Pipeline {
  query(config: pg.QueryConfig): Promise<pg.QueryResult>;
  end(): Promise<void>;
}

/**
 * The socket that `pg` writes to. `pg` documents no access to it. The socket of the option `stream`
 * is not enough: under TLS `pg` writes to another one, which wraps it.
 */
const socketOf = (client: pg.Client): Socket =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;

/** Everything that is written in one turn of the event loop is sent in one packet. */
function corkForThisTurn(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  setImmediate(() => socket.uncork());
}

/**
 * `connect` returns a connected client in pipeline mode. It is called for the first statement, and
 * after a lost connection.
 */
export function openPipeline(connect: () => Promise<pg.Client>): Pipeline {
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
        if (!(error instanceof pg.DatabaseError) || isLostStatement(error)) {
          forget(used); // no answer, or a connection without our statements: the next one gets a new connection
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

/** Statements that write, over several pipelines. */
export interface Pipelines {
  /** `queue`: a name shared by the statements that may wait for each other's locks. */
  query(queue: string, config: pg.QueryConfig): Promise<pg.QueryResult>;
  end(): Promise<void>;
}

/**
 * Statements of one queue may wait for each other's locks. While one runs, the others use the same
 * pipeline, so that they delay no other queue. A queue without running statements takes the
 * pipeline with the fewest.
 */
export function joinPipelines(pipelines: readonly Pipeline[]): Pipelines {
  const underway = pipelines.map(() => 0);
  const queues = new Map<string, { pipeline: number; statements: number }>();

  const enter = (name: string): number => {
    const queue = queues.get(name) ?? { pipeline: underway.indexOf(Math.min(...underway)), statements: 0 };
    queue.statements += 1;
    underway[queue.pipeline]! += 1;
    queues.set(name, queue);
    return queue.pipeline;
  };
  const leave = (name: string): void => {
    const queue = queues.get(name)!;
    queue.statements -= 1;
    underway[queue.pipeline]! -= 1;
    if (queue.statements === 0) queues.delete(name);
  };

  return {
    async query(name, config) {
      const pipeline = pipelines[enter(name)]!;
      try {
        return await pipeline.query(config);
      } finally {
        leave(name);
      }
    },
    async end() {
      await Promise.all(pipelines.map((pipeline) => pipeline.end()));
    },
  };
}
