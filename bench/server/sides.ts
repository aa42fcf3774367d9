/** Our server and the peers, each on its own database of one PostgreSQL, with the same registry. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as rest } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { createDatabase, type TestDatabase } from '../../test/support/postgres.ts';
import { benchFolder } from '../support/peers.ts';
import { startServer, type Server } from '../support/processes.ts';
import { ORIGIN, SITE } from './units.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Side {
  name: string;
  server: Server;
  /** Its database's name. */
  database: string;
  secret: string;
  /** Express does submissions only. */
  answersStatus: boolean;
  /** Waits until the background work of all submissions is done. */
  untilIdle(): Promise<void>;
  /** Replaces autovacuum, between two turns: PostgreSQL's plans for empty tables do not fit full ones. */
  vacuum(...tables: string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Our server may run in several processes on one database, and may send webhooks. */
export interface Ours extends Side {
  databaseUrl: string;
  /** Sends the site's webhooks to `url`. */
  sendWebhooksTo(url: string): void;
  /** One more `serve` on the same database. */
  startReplica(): Promise<Server>;
}

/** The input of all sides. */
export interface Ground {
  adminUrl: string;
  /** For logs. */
  folder: string;
  registryFile: string;
  handlerFile: string;
}

const vacuum = (url: string, ...tables: string[]) =>
  withClient(url, async (client) => void (await client.query(`vacuum (analyze) ${tables.join()}`)));

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'bench' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A checkout of ours, and settings that it is started with. */
export interface Checkout {
  name: string;
  folder: string;
  settings: Record<string, string>;
}

const THIS: Checkout = { name: 'ours', folder: root, settings: {} };

/** Starts our server. Its own command line fills the database. */
export async function startOurs(
  { adminUrl, folder, ...files }: Ground,
  { name, folder: cwd, settings }: Checkout = THIS,
): Promise<Ours> {
  const { url, drop } = await createDatabase(adminUrl);
  const env = {
    ...process.env,
    ...settings,
    DATABASE_URL: url,
    MASTER_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    // High, because all visitors of the bench come from one address.
    LIMIT_REQUESTS_PER_10S: '1000000',
    LIMIT_SERVER_REQUESTS_PER_10S: '1000000',
    WEBHOOK_ALLOW: '127.0.0.1',
  };
  const cli = (...words: string[]) =>
    execFileSync(process.execPath, ['bff/cli/main.ts', ...words], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();
  cli('migrate');
  cli('import', 'registry', files.registryFile);
  cli('import', 'handlers', files.handlerFile);
  const added = cli('site', 'add', SITE, '--origin', ORIGIN, '--hs256', '--json');
  const { secret } = JSON.parse(added) as { secret: string };
  // Not the empty tables: PostgreSQL would then plan to read them whole, even after they have grown.
  await vacuum(url, 'registry_unit', 'handler_record');
  const startReplica = () =>
    startServer(['bff/cli/main.ts', 'serve'], { cwd, env, log: join(folder, `${name}.log`) });
  const server = await startReplica();
  const watcher = new pg.Client({ connectionString: url, application_name: 'bench' });
  watcher.on('error', () => undefined); // after a failure elsewhere PostgreSQL may stop first
  await watcher.connect();
  return {
    name,
    server,
    database: nameOf(url),
    secret,
    answersStatus: true,
    databaseUrl: url,
    sendWebhooksTo: (address) => void cli('site', 'webhook', SITE, '--webhook', address),
    startReplica,
    async untilIdle() {
      const waits = `select (select max(position) from event) > coalesce((select max(position) from seal), 0)
                         or (select max(position) from event) > coalesce((select position from fan_out), 0)
                         or exists (select from webhook_delivery where delivered_at is null and dead_at is null) as waits`;
      while ((await watcher.query<{ waits: boolean }>(waits)).rows[0]!.waits) await rest(50);
    },
    vacuum: (...tables) => vacuum(url, ...tables),
    async stop() {
      await watcher.end();
      await server.stop();
      await drop();
    },
  };
}

/** The database from which the peers' databases are copied. */
export async function createPeerTemplate({
  adminUrl,
  registryFile,
  handlerFile,
}: Ground): Promise<TestDatabase> {
  const template = await createDatabase(adminUrl);
  await withClient(template.url, async (client) => {
    await client.query(readFileSync(join(benchFolder, 'peers/server/schema.sql'), 'utf8'));
    await client.query(
      `create temporary table staged (name text, code text, representative text, number text, founded_on date, status text)`,
    );
    const copy = (target: string, file: string) =>
      pipeline(
        createReadStream(file),
        client.query(copyFrom(`copy ${target} from stdin with (format csv, header true)`)),
      );
    await copy('staged', registryFile);
    await client.query(
      `insert into unit (code, name, legal_name, legal_number, founded_on, active)
       select code, name, nullif(representative, ''), nullif(number, ''), founded_on, status <> '注销' from staged`,
    );
    await copy('handler (unit_code, name, number, last_handled_on)', handlerFile);
    await client.query('drop table staged');
    await client.query('vacuum (analyze)');
  });
  return template;
}

export const PEERS = ['floor', 'hono', 'naive', 'express'] as const;
export type PeerName = (typeof PEERS)[number];

export async function startPeer(
  name: PeerName,
  { adminUrl, folder }: Ground,
  template: string,
  secret: string,
): Promise<Side> {
  const { url, drop } = await createDatabase(adminUrl, template);
  const server = await startServer([`peers/server/${name}.mjs`], {
    cwd: benchFolder,
    env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: url, SITE_SECRET: secret, ORIGIN },
    log: join(folder, `${name}.log`),
  });
  return {
    name,
    server,
    database: nameOf(url),
    secret,
    answersStatus: name !== 'express',
    untilIdle: async () => undefined,
    vacuum: (...tables) => vacuum(url, ...tables),
    async stop() {
      await server.stop();
      await drop();
    },
  };
}

/** CPU time in microseconds of a database's connections, by process id; 0 when it cannot be read. */
export async function databaseCpu(admin: pg.Client, database: string): Promise<Map<number, number>> {
  const { rows } = await admin.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = $1 and application_name <> 'bench'`,
    [database],
  );
  return new Map(rows.map(({ pid }) => [pid, backendCpu(pid)]));
}

function backendCpu(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1000;
  } catch {
    return 0; // the server is on another machine, or it belongs to somebody else
  }
}
