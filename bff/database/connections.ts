/** Connections to PostgreSQL: how long each may take for what, and what becomes of those that fell silent. */
import { Socket } from 'node:net';
import pg from 'pg';
import { openReader, type Reader } from './reader.ts';
import type { Timeouts } from './timeouts.ts';

const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (text) => text); // a calendar date has no time zone

export interface Connections {
  readonly pool: pg.Pool;
  /** For quick reads. */
  readonly reader: Reader;
  /** Resolves within the time, in milliseconds, whether or not the server bids farewell. May be called again. */
  close(within: number): Promise<void>;
}

export function openConnections(url: string, max: number, timeouts: Timeouts): Connections {
  const sockets = new Set<Socket>();
  const options: pg.ClientConfig = {
    connectionString: url,
    connectionTimeoutMillis: timeouts.connect,
    query_timeout: timeouts.answer,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'unit-certification',
    types,
    stream() {
      const socket = new Socket();
      sockets.add(socket.once('close', () => sockets.delete(socket)));
      return socket;
    },
  };
  const pool = new pg.Pool({
    ...options,
    max,
    idleTimeoutMillis: 60_000,
    onConnect: (client) => configure(client, timeouts),
  });
  pool.on('error', () => undefined); // an idle connection died; the next query opens another
  pool.on('connect', survive);
  const reader = openReader(async () => {
    const client = new pg.Client({ ...options, pipeline: true });
    survive(client);
    await client.connect();
    await configure(client, timeouts);
    return client;
  });
  let ended: Promise<unknown> | undefined;
  return {
    pool,
    reader,
    async close(within) {
      // A server that fell silent says no farewell.
      const late = setTimeout(() => sockets.forEach((socket) => socket.destroy()), within);
      await (ended ??= Promise.all([pool.end(), reader.end()]));
      clearTimeout(late);
    },
  };
}

/** A connection that dies in hand fails its query; without a listener of its own it would end the process too. */
const survive = (client: pg.ClientBase): void => void client.on('error', () => undefined);

/**
 * Not as startup parameters: PgBouncer refuses a connection that has them. Plans are made once, for all values: PostgreSQL takes one
 * for the very values to be cheaper, and spends more on making it at each call than on the statement (decision 0015).
 */
const configure = (client: pg.ClientBase, timeouts: Timeouts): Promise<unknown> =>
  client.query(
    `select set_config('plan_cache_mode', 'force_generic_plan', false),
            set_config('idle_in_transaction_session_timeout', $1, false),
            case when $2 <> '0' then set_config('statement_timeout', $2, false) end,
            case when $3 <> '0' then set_config('lock_timeout', $3, false) end`,
    [String(timeouts.idleTransaction), String(timeouts.statement), String(timeouts.lock)],
  );

export interface RenewedConnections {
  /** Fails as `work` does. Work that finds a connection silent has the next one begin on new connections. */
  use<T>(work: (connections: Connections, watch: Watch) => Promise<T>): Promise<T>;
  close(within: number): Promise<void>;
}

/** Passes a query's result on, and takes note of its failure. For queries that `use` does not wait for. */
export type Watch = <T>(query: Promise<T>) => Promise<T>;

/**
 * Gives up all connections that are idle when one of them has fallen silent: they were made on the same line, and each would cost one more
 * query its whole limit. Those in hand keep theirs.
 */
export function renewConnections(open: () => Connections, timeouts: Timeouts): RenewedConnections {
  let current = open();
  const replaced = new Set<Connections>();
  const watcherOf =
    (used: Connections): Watch =>
    (query) =>
      query.catch((error: unknown) => {
        if (isSilence(error) && used === current) {
          current = open();
          replaced.add(used);
          void used.close(timeouts.answer).then(() => replaced.delete(used));
        }
        throw error;
      });
  return {
    use(work) {
      const watch = watcherOf(current);
      return watch(work(current, watch));
    },
    async close(within) {
      await Promise.all([current, ...replaced].map((connections) => connections.close(within)));
    },
  };
}

/** What `pg` says when our own limit has ended a query. */
const isSilence = (error: unknown): boolean => (error as Error | undefined)?.message === 'Query read timeout';
