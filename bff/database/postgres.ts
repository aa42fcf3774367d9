/** PostgreSQL through `pg`: a pool, named statements, COPY. */
import { pipeline } from 'node:stream/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Database, Session } from './database.ts';
import { bind } from './statement.ts';
import type { Tables } from './tables.ts';

/** Connections of one BFF process. Submissions gain nothing beyond eight. */
const POOL_SIZE = 8;
/** A request's statement; an import's session lifts it. Milliseconds. */
const STATEMENT_TIMEOUT = 10_000;
const CONNECT_TIMEOUT = 5_000;
/** For a server that vanished without a word, and so never ends its statements itself. Milliseconds. */
const ANSWER_TIMEOUT = STATEMENT_TIMEOUT + 1_000;

const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (text) => text); // a calendar date has no time zone

/** `statementTimeout` 0: none, for migrations, which take their time or wait for another process's. */
export function openPostgres(url: string, statementTimeout = STATEMENT_TIMEOUT): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    statement_timeout: statementTimeout,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: 'unit-certification',
    types,
  });
  pool.on('error', () => undefined); // an idle connection died; the next query opens another
  // A connection that dies in hand fails its query; without a listener of its own it would end the process too.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return {
    kind: 'postgres',
    kysely: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    async run(statement, values) {
      const { name, text } = statement;
      const query = { name, text, values: bind(statement, values), query_timeout: ANSWER_TIMEOUT };
      return (await pool.query(query)).rows;
    },
    session: (work) => withClient(pool, work),
    close: () => pool.end(),
  };
}

async function withClient<T>(pool: pg.Pool, work: (session: Session) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  client.once('error', (error) => (broken = error));
  try {
    await client.query('set statement_timeout = 0');
    return await work(sessionOf(client));
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken ?? true); // temporary tables and settings end with the connection
  }
}

function sessionOf(client: pg.PoolClient): Session {
  return {
    query: async (text, values) => (await client.query(text, values as unknown[])).rows,
    copyIn: (target, rows) => pipeline(rows, client.query(copyFrom(`copy ${target} from stdin`))),
    async transaction(work) {
      await client.query('begin');
      try {
        const result = await work();
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    },
  };
}
