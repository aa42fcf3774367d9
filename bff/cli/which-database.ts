/**
 * Names the database that a command works on, and warns when the BFF on this machine works on
 * another one.
 */
import type { Config } from '../server/index.ts';
import type { Database } from '../database/index.ts';
import { request } from '../network/index.ts';
import { knownKeyIds } from '../signing/index.ts';
import type { Io } from './context.ts';

/** Names the database in one line, without user and password. */
export function nameDatabase({ databaseUrl, dataDir }: Config): string {
  if (databaseUrl === undefined) return `Database: the embedded one in ${dataDir}`;
  const { hostname, port, pathname, searchParams } = new URL(databaseUrl);
  const host = hostname || searchParams.get('host') || 'this machine';
  return `Database: PostgreSQL at ${host}${port && `:${port}`}, ${decodeURIComponent(pathname.slice(1)) || 'its default database'}`;
}

/** Milliseconds. */
const TIMEOUT = 5_000;

/** The URL of a BFF with this configuration; undefined when its port is chosen at start. */
export function localBff({ host, port }: Pick<Config, 'host' | 'port'>): string | undefined {
  if (port === 0) return undefined;
  const reachable = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/**
 * The ids of the BFF's keys for assertions, which are stored in its database; undefined when no BFF
 * answers.
 */
async function keyIdsOf(bff: string): Promise<string[] | undefined> {
  const answer = await request(`${bff}/.well-known/jwks.json`, {
    headers: { accept: 'application/json' },
    timeout: TIMEOUT,
  });
  if (answer.kind !== 'answered' || answer.status !== 200) return undefined;
  try {
    const { keys } = JSON.parse(answer.body.toString('utf8')) as { keys: { kid: string }[] };
    return keys.map(({ kid }) => kid);
  } catch {
    return undefined; // another server answers there
  }
}

/** Warns when the keys of the BFF at the configured host and port are not in this database. */
export async function warnOfOtherBff(io: Io, config: Config, database: Database): Promise<void> {
  const bff = localBff(config);
  const theirs = bff && (await keyIdsOf(bff));
  if (!theirs || theirs.length === 0) return;
  const ours = await knownKeyIds(database);
  if (theirs.some((id) => ours.includes(id))) return;
  io.err(
    `Warning: the BFF at ${bff} works on another database and does not see what this command changes. ` +
      'Set DATA_DIR (or DATABASE_URL) to the value that it has.',
  );
}
