/** PostgreSQL through `pg`: named statements, Kysely, sessions with COPY. */
import { pipeline } from 'node:stream/promises';
import { Kysely, PostgresAdapter, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { openConnections, renewConnections, type RenewedConnections } from './connections.ts';
import { isUnavailable, LOCK_TIMEOUT, type Database, type Session } from './database.ts';
import { bind } from './statement.ts';
import type { Tables } from './tables.ts';
import { DEFAULT_TIMEOUTS, type Timeouts } from './timeouts.ts';

/** Connections of one process for work that needs its own connection. */
const POOL_SIZE = 8;
/** Connections for imports, which run one after the other. */
const SESSIONS = 2;
/**
 * Milliseconds. A long read takes batch after batch by the same connection. It does not stay
 * longer: nobody would notice for an hour that its server has vanished (`LONG`).
 */
const SESSION_IDLE = 1_000;

/**
 * For migrations and imports, which take minutes or wait for another process. They lift
 * PostgreSQL's timeouts in their transaction.
 */
const LONG = { statement: 0, answer: 3_600_000, lock: 0 };

export interface PostgresOptions {
  /** Leads past the pooler, for sessions. */
  directUrl?: string | undefined;
  timeouts?: Partial<Timeouts> | undefined;
}

export function openPostgres(url: string, options: PostgresOptions = {}): Database {
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const connections = renewConnections(() => openConnections(url, POOL_SIZE, timeouts), timeouts);
  const sessions = openConnections(
    options.directUrl ?? url,
    SESSIONS,
    { ...timeouts, ...LONG },
    SESSION_IDLE,
  );
  return {
    kysely: new Kysely<Tables>({ dialect: new Dialect({ pool: poolOf(connections) }) }),
    async run(statement, values) {
      const { name, text, connection } = statement;
      const query = { name, text, values: bind(statement, values) };
      const result = await connections.use(({ pool, reader, writers }) => {
        if (connection === 'pool') return queryOnce(pool, query);
        return connection === 'reader'
          ? reader.query(query)
          : writers.query(String(values[connection.queue]), query);
      });
      return result.rows;
    },
    session: (work) => withClient(sessions.pool, work),
    async close() {
      await Promise.all([connections.close(timeouts.close), sessions.close(timeouts.close)]);
    },
  };
}

/** `openPostgres` without timeouts, for migrations. */
export const openPatiently = (url: string): Database => openPostgres(url, { timeouts: LONG });

/**
 * Unlike the pool's own `query`, this does not close the connection after an error that PostgreSQL
 * answered, such as a violated constraint.
 */
async function queryOnce(pool: pg.Pool, query: pg.QueryConfig): Promise<pg.QueryResult> {
  const client = await pool.connect();
  let isDoubtful = false;
  try {
    return await client.query(query);
  } catch (error) {
    isDoubtful =
      !(error instanceof pg.DatabaseError) || (isUnavailable(error) && error.code !== LOCK_TIMEOUT);
    throw error;
  } finally {
    client.release(isDoubtful);
  }
}

/**
 * Kysely returns every connection to the pool. This pool closes a connection whose query got no
 * answer.
 */
const poolOf = (connections: RenewedConnections): PostgresPool => ({
  options: {},
  connect: () =>
    connections.use(async ({ pool }, watch) => {
      const client = await pool.connect();
      let isDoubtful = false;
      const query = (text: string, values: readonly unknown[]) =>
        watch(client.query<object>(text, values as unknown[])).catch((error: unknown) => {
          isDoubtful ||= isUnavailable(error);
          throw error;
        });
      return {
        query: query as unknown as PostgresPoolClient['query'], // without cursors, which are not used
        release: (destroy) => client.release(destroy === true || isDoubtful),
      };
    }),
  end: () => Promise.resolve(), // `close` ends the connections
});

/**
 * `migrate` takes its own lock. Kysely's belongs to the session and would stay with a pooled
 * connection.
 */
class Adapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

class Dialect extends PostgresDialect {
  override createAdapter(): PostgresAdapter {
    return new Adapter();
  }
}

/**
 * Temporary tables end with the work, settings with its transactions. A connection whose work
 * failed is closed.
 */
async function withClient<T>(pool: pg.Pool, work: (session: Session) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let isClean = false;
  const broken = () => (isClean = false);
  client.on('error', broken);
  try {
    const result = await work(sessionOf(client));
    isClean = true;
    await client.query('discard temp').catch(broken);
    return result;
  } finally {
    client.off('error', broken);
    client.release(!isClean);
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
