/**
 * A PostgreSQL cluster in a folder of its own: creates it, finds its server, starts and stops it.
 */
import {
  chmodSync,
  existsSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { EmbeddedFault, failureOf, type Binaries } from './binaries.ts';
import { giveTo, unlessGone, type Account } from './folder.ts';

export interface Cluster {
  /** Has `data`, `password` and `log`. */
  folder: string;
  /** Owns the folder and runs the server. */
  account: Account;
  binaries: Binaries;
}

export const dataOf = ({ folder }: Pick<Cluster, 'folder'>): string => join(folder, 'data');
export const passwordOf = ({ folder }: Pick<Cluster, 'folder'>): string => join(folder, 'password');
const logOf = ({ folder }: Pick<Cluster, 'folder'>): string => join(folder, 'log');

/** The URL for a superuser. */
export const urlOf = (cluster: Pick<Cluster, 'folder'>, port: number): string =>
  `postgresql://postgres:${readFileSync(passwordOf(cluster), 'utf8')}@127.0.0.1:${port}/postgres`;

/**
 * Creates an empty cluster with the superuser `postgres` and a random password. The folder is there
 * and empty.
 */
export async function createCluster(cluster: Cluster): Promise<void> {
  const { folder, account, binaries } = cluster;
  const password = passwordOf(cluster);
  writeFileSync(password, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' });
  giveTo(account, folder);
  const words = ['-U', 'postgres', '-E', 'UTF8', '--locale=C', '-A', 'scram-sha-256', '--no-instructions'];
  const failure = await failureOf(
    join(binaries.bin, 'initdb'),
    ['-D', dataOf(cluster), ...words, '--pwfile', password],
    account,
    folder,
  );
  if (failure === undefined) return;
  throw new EmbeddedFault(
    failure.includes('could not look up effective user ID')
      ? 'PostgreSQL needs a user with a name, and the user of this process has a number only: add it to /etc/passwd, or set DATABASE_URL.'
      : `PostgreSQL could not create the embedded database in ${folder}, which was removed again: ${faultIn(failure) ?? failure}`,
  );
}

/** The line of PostgreSQL's messages that says why; undefined when none does. */
const faultIn = (text: string): string | undefined =>
  text.split('\n').findLast((line) => /FATAL|PANIC|error:/.test(line));

/**
 * Small, for one service and commands beside it. Only starts, stops, crashes and failed logins
 * reach the log: errors may quote data.
 */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // a socket's path has 107 bytes at most
  max_connections: '60', // a service has 15
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  // Parallel workers share memory in /dev/shm, of which a container has little.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
} as const;

/** The log has a few lines a start. Bytes. */
const LARGEST_LOG = 1024 * 1024;

const pidFileOf = (cluster: Cluster): string => join(dataOf(cluster), 'postmaster.pid');

/** The port of the server that runs on the cluster, or is about to; undefined when none does. */
export function runningPort(cluster: Cluster): number | undefined {
  const server = serverIn(cluster, pidFileOf(cluster));
  return server.isRunning ? server.port : undefined;
}

/** Reads `postmaster.pid`. After a restart of the machine another process may have its number. */
function serverIn(cluster: Cluster, pidFile: string): { isRunning: boolean; port: number; isStale: boolean } {
  const text = unlessGone(() => readFileSync(pidFile, 'utf8')) ?? '';
  const [pid = '', named = '', , port] = text.split('\n');
  const isRunning = isServer(Number(pid), named, realpathSync(dataOf(cluster)));
  return { isRunning, port: Number(port), isStale: text !== '' && !isRunning };
}

/** On Linux a server is known by its working directory. */
function isServer(pid: number, named: string, data: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === data;
    process.kill(pid, 0);
    return pid > 0 && named === data;
  } catch {
    return false;
  }
}

/**
 * PostgreSQL refuses to start while any process has the number in this file. It is put back when
 * another process has started a server meanwhile.
 */
function removeStalePidFile(cluster: Cluster): void {
  const file = pidFileOf(cluster);
  if (!serverIn(cluster, file).isStale) return;
  const aside = `${file}.${randomBytes(4).toString('hex')}`;
  unlessGone(() => renameSync(file, aside));
  if (serverIn(cluster, aside).isStale) rmSync(aside);
  else unlessGone(() => renameSync(aside, file));
}

/** Resolves to the reason when no server came up. */
export async function startServer(cluster: Cluster, port: number): Promise<string | undefined> {
  const { folder, account, binaries } = cluster;
  const log = logOf(cluster);
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_LOG)
    unlessGone(() => renameSync(log, `${log}.1`));
  const before = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  removeStalePidFile(cluster);
  // Relative paths, because a shell of pg_ctl reads these words.
  const settings = Object.entries({ ...SETTINGS, port }).map(([name, value]) => `-c ${name}=${value}`);
  const failure = await failureOf(
    join(binaries.bin, 'pg_ctl'),
    ['start', '-D', 'data', '-l', 'log', '-w', '-t', '60', '-s', '-o', settings.join(' ')],
    account,
    folder,
  );
  if (failure === undefined) return undefined;
  const said = unlessGone(() => readFileSync(log).subarray(before).toString()) ?? '';
  return faultIn(said) ?? failure;
}

/** Ends transactions that are under way. Does nothing when no server runs. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const { folder, account, binaries } = cluster;
  const words = ['stop', '-D', 'data', '-m', 'fast', '-w', '-t', '60', '-s'];
  await failureOf(join(binaries.bin, 'pg_ctl'), words, account, folder);
}

/**
 * Throws `EmbeddedFault` for a cluster that no server of ours should be started on. Nothing of it
 * is changed.
 */
export function checkCluster(cluster: Cluster): void {
  const { folder, account, binaries } = cluster;
  const broken = (what: string) =>
    new EmbeddedFault(
      `The embedded database in ${folder} ${what} (PostgreSQL’s log: ${logOf(cluster)}). Nothing was changed.`,
    );
  const data = dataOf(cluster);
  const user = account.uid ?? process.getuid?.();
  const isStrange = (path: string) => user !== undefined && statSync(path).uid !== user;
  const strange = () =>
    broken(`does not belong to the user ${user}. Start as its owner, or: chown -R ${user} ${folder}`);
  if (isStrange(folder)) throw strange();
  const missing = [join(data, 'PG_VERSION'), passwordOf(cluster)].find((file) => !existsSync(file));
  if (missing !== undefined) throw broken(`is damaged, ${missing} is missing: put it back from a backup`);
  if (isStrange(data)) throw strange();
  const major = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (major !== binaries.major)
    throw broken(
      `was made by PostgreSQL ${major}, and this version has ${binaries.major}: docs/en/operations.md, "Another major version", says how to move it`,
    );
  if (process.platform !== 'win32') chmodSync(data, 0o700); // PostgreSQL refuses a copied folder that is open to others
}
