/** Connections to PostgreSQL with timeouts, and their replacement when one stops answering. */
import { Socket } from 'node:net';
import pg from 'pg';
import { joinPipelines, openPipeline, type Pipeline, type Pipelines } from './pipeline.ts';
import type { Timeouts } from './timeouts.ts';

const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (text) => text); // a calendar date has no time zone

export interface Connections {
  readonly pool: pg.Pool;
  /** Only for quick reads. */
  readonly reader: Pipeline;
  /** For submissions: short statements that may wait for each other. */
  readonly writers: Pipelines;
  /**
   * Resolves within the given milliseconds, even when the server does not close its side. May be
   * called again.
   */
  close(within: number): Promise<void>;
}

/** More make submissions no faster. */
const WRITERS = 4;

/** Milliseconds after which the pool closes a connection that nobody uses. */
const IDLE = 60_000;

export function openConnections(url: string, max: number, timeouts: Timeouts, idle = IDLE): Connections {
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
    idleTimeoutMillis: idle,
    onConnect: (client) => configure(client, timeouts),
  });
  pool.on('error', () => undefined); // an idle connection died; the next query opens another
  pool.on('connect', survive);
  const pipeline = () =>
    openPipeline(async () => {
      const client = new pg.Client({ ...options, pipeline: true });
      survive(client);
      await client.connect();
      await configure(client, timeouts);
      return client;
    });
  const reader = pipeline();
  const writers = joinPipelines(Array.from({ length: WRITERS }, pipeline));
  let ended: Promise<unknown> | undefined;
  return {
    pool,
    reader,
    writers,
    async close(within) {
      const late = setTimeout(() => sockets.forEach((socket) => socket.destroy()), within);
      await (ended ??= Promise.all([pool.end(), reader.end(), writers.end()]));
      clearTimeout(late);
    },
  };
}

/**
 * A lost connection fails its query. Without a listener for `error` it would also end the process.
 */
const survive = (client: pg.ClientBase): void => void client.on('error', () => undefined);

/**
 * Sets parameters by a query, because PgBouncer refuses a connection with startup parameters.
 * Without `force_generic_plan` PostgreSQL would make a plan for the values of each call, which
 * costs more than the statement itself (decision 0015). With `jit` it compiles the statement of a
 * submission at each call, for one second.
 */
const configure = (client: pg.ClientBase, timeouts: Timeouts): Promise<unknown> =>
  client.query(
    `select set_config('plan_cache_mode', 'force_generic_plan', false),
            set_config('jit', 'off', false),
            set_config('idle_in_transaction_session_timeout', $1, false),
            case when $2 <> '0' then set_config('statement_timeout', $2, false) end,
            case when $3 <> '0' then set_config('lock_timeout', $3, false) end`,
    [String(timeouts.idleTransaction), String(timeouts.statement), String(timeouts.lock)],
  );

export interface RenewedConnections {
  /** Rejects as `work` does. After a query without an answer the next work gets new connections. */
  use<T>(work: (connections: Connections, watch: Watch) => Promise<T>): Promise<T>;
  close(within: number): Promise<void>;
}

/**
 * Returns a query's result, and notices when it got no answer. For queries that `use` does not wait
 * for.
 */
export type Watch = <T>(query: Promise<T>) => Promise<T>;

/**
 * Replaces all connections when a query got no answer: the others probably lost the same server,
 * and each would cost another query its whole timeout. Running queries keep their connection.
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

/** The message of `pg` when `query_timeout` has ended a query. */
const isSilence = (error: unknown): boolean => (error as Error | undefined)?.message === 'Query read timeout';
