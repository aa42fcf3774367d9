/** PostgreSQL through `pg`: a connection for quick reads, a pool for the rest, named statements, COPY. */
import { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { Kysely, PostgresAdapter, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { isUnavailable, type Database, type Session } from './database.ts';
import { openReader } from './reader.ts';
import { bind } from './statement.ts';
import type { Tables } from './tables.ts';

/** Connections of one BFF process. Submissions gain nothing beyond eight. */
const POOL_SIZE = 8;
/** For imports, which run one after the other. */
const SESSIONS = 2;

/** Milliseconds, all of them. */
export interface Limits {
  /** The server ends a statement. */
  statement: number;
  /** We give up a statement, and its connection: the server may have vanished without a word. */
  answer: number;
  /** The server ends a transaction in which nothing happens. */
  idleTransaction: number;
  connect: number;
  /** How long `close` waits for the server's farewell. */
  close: number;
}

const LIMITS: Limits = {
  statement: 10_000,
  answer: 11_000,
  idleTransaction: 60_000,
  connect: 5_000,
  close: 2_000,
};
/** For migrations and imports, which take their time or wait for another process's; 0: none. */
const LONG = { statement: 0, answer: 3_600_000 };

export interface PostgresOptions {
  /** Past the pooler, for sessions. */
  directUrl?: string | undefined;
  limits?: Partial<Limits>;
}

const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (text) => text); // a calendar date has no time zone

export function openPostgres(url: string, options: PostgresOptions = {}): Database {
  const limits = { ...LIMITS, ...options.limits };
  const sockets = new Set<Socket>();
  const reader = openReader(() => connectPipelined(url, limits, sockets));
  const pool = openPool(url, POOL_SIZE, limits, sockets);
  const sessions = openPool(options.directUrl ?? url, SESSIONS, { ...limits, ...LONG }, sockets);
  return {
    kind: 'postgres',
    kysely: new Kysely<Tables>({ dialect: new Dialect({ pool: discarding(pool) }) }),
    async run(statement, values) {
      const { name, text, isQuickRead } = statement;
      const connection = isQuickRead ? reader : pool;
      return (await connection.query({ name, text, values: bind(statement, values) })).rows;
    },
    session: (work) => withClient(sessions, work),
    async close() {
      // A server that fell silent says no farewell.
      const late = setTimeout(() => sockets.forEach((socket) => socket.destroy()), limits.close);
      await Promise.all([reader.end(), pool.end(), sessions.end()]);
      clearTimeout(late);
    },
  };
}

/** For migrations: `openPostgres` with all the time that they need. */
export const openPatiently = (url: string): Database => openPostgres(url, { limits: LONG });

/** What every connection is made with. */
const optionsOf = (url: string, limits: Limits, sockets: Set<Socket>): pg.ClientConfig => ({
  connectionString: url,
  connectionTimeoutMillis: limits.connect,
  query_timeout: limits.answer,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  application_name: 'unit-certification',
  types,
  stream() {
    const socket = new Socket();
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    return socket;
  },
});

/**
 * Not as startup parameters: PgBouncer refuses a connection that has them. The plans of named statements are made once: PostgreSQL takes
 * a plan for these very values to be cheaper, and spends more on making it at each call than on the statement.
 */
const configure = (client: pg.ClientBase, limits: Limits): Promise<unknown> =>
  client.query(
    `select set_config('statement_timeout', $1, false), set_config('idle_in_transaction_session_timeout', $2, false),
            set_config('plan_cache_mode', 'force_generic_plan', false)`,
    [String(limits.statement), String(limits.idleTransaction)],
  );

// A connection that dies in hand fails its query; without a listener of its own it would end the process too.
const survive = (client: pg.ClientBase): void => void client.on('error', () => undefined);

async function connectPipelined(url: string, limits: Limits, sockets: Set<Socket>): Promise<pg.Client> {
  const client = new pg.Client({ ...optionsOf(url, limits, sockets), pipeline: true });
  survive(client);
  await client.connect();
  await configure(client, limits);
  return client;
}

function openPool(url: string, max: number, limits: Limits, sockets: Set<Socket>): pg.Pool {
  const pool = new pg.Pool({
    ...optionsOf(url, limits, sockets),
    max,
    idleTimeoutMillis: 60_000,
    onConnect: (client) => configure(client, limits),
  });
  pool.on('error', () => undefined); // an idle connection died; the next query opens another
  pool.on('connect', survive);
  return pool;
}

/** Kysely gives a connection back whatever happened to it: one that fell silent must not be handed out again. */
const discarding = (pool: pg.Pool): PostgresPool => ({
  options: pool.options,
  async connect() {
    const client = await pool.connect();
    let isDoubtful = false;
    const query = (text: string, values: readonly unknown[]) =>
      client.query<object>(text, values as unknown[]).catch((error: unknown) => {
        isDoubtful ||= isUnavailable(error);
        throw error;
      });
    return {
      query: query as unknown as PostgresPoolClient['query'], // without cursors, which we do not use
      release: (destroy) => client.release(destroy === true || isDoubtful),
    };
  },
  end: () => pool.end(),
});

/** `migrate` has a lock of its own: Kysely's is a session's, which would stay with a pooled connection. */
class Adapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

class Dialect extends PostgresDialect {
  override createAdapter(): PostgresAdapter {
    return new Adapter();
  }
}

async function withClient<T>(pool: pg.Pool, work: (session: Session) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  client.once('error', (error) => (broken = error));
  try {
    return await work(sessionOf(client));
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken ?? true); // temporary tables and settings end with the connection
  }
}

function sessionOf(client: pg.PoolClient): Session {
  let isOpen = false;
  return {
    query: async (text, values) => (await client.query(text, values as unknown[])).rows,
    copyIn: (target, rows) => pipeline(rows, client.query(copyFrom(`copy ${target} from stdin`))),
    async transaction(work) {
      if (isOpen) return work();
      await client.query('begin');
      isOpen = true;
      try {
        const result = await work();
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      } finally {
        isOpen = false;
      }
    },
  };
}
