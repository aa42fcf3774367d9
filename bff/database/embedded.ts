/**
 * The embedded database, for a service without DATABASE_URL: a PostgreSQL in the data folder. Its
 * server is a process of its own. The first process of ours that needs it starts it, the others
 * connect to it, and the last one stops it. A killed process leaves it running for the next one.
 * After `openCluster` it is a connection string like any other.
 */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { backUp } from './backup.ts';
import { ELSEWHERE, EmbeddedFault, failureOf, findBinaries, plainAccount } from './binaries.ts';
import {
  checkCluster,
  createCluster,
  dataOf,
  runningPort,
  startServer,
  stopServer,
  urlOf,
  type Cluster,
} from './cluster.ts';
import { giveTo, openFolder, renameTo, type Account } from './folder.ts';

export interface EmbeddedDatabase {
  url: string;
  /** The folder with PostgreSQL’s files. */
  folder: string;
  /**
   * Copies the running database into a new folder, which can then be a data folder. Throws
   * `EmbeddedFault`.
   */
  backUp(folder: string): Promise<void>;
  /** Stops the server when no other process uses it. */
  close(): Promise<void>;
}

/**
 * A user of the server holds this advisory lock, shared; who stops the server holds it alone. No
 * other lock may have its number.
 */
const LOCK = 7_401_320_953;

/** A server that recovers from a crash, or is being stopped, may take this long. Milliseconds. */
const PATIENCE = 120_000;
/** Processes of a killed server end within this time. Milliseconds. */
const START_PATIENCE = 5_000;
/** SQLSTATE. */
const WRONG_PASSWORD = '28P01';
const RETRY_INTERVAL = 100;
const REVIVAL_INTERVAL = 1_000;

/** Throws `EmbeddedFault`. */
export async function openCluster(dataDir: string): Promise<EmbeddedDatabase> {
  const cluster = await clusterOf(dataDir);
  const first = await takeLease(cluster);
  const { port } = first;
  let { lease } = first;
  let isClosed = false;

  /** Starts the server again, at the same address, when it was killed while this process lives. */
  const watch = () =>
    lease.once('end', () => {
      if (!isClosed) void revive();
    });
  const revive = async (): Promise<void> => {
    try {
      ({ lease } = await takeLease(cluster, port));
      watch();
      if (isClosed) await leave();
    } catch {
      await sleep(REVIVAL_INTERVAL, undefined, { ref: false });
      if (!isClosed) await revive();
    }
  };
  const leave = async (): Promise<void> => {
    const isLast = await isLastUser(lease).catch(() => false); // the server is gone
    if (isLast) await stopServer(cluster);
    await lease.end().catch(() => undefined);
  };

  watch();
  return {
    url: urlOf(cluster, port),
    folder: cluster.folder,
    backUp: (folder) => backUp(cluster, urlOf(cluster, port), folder),
    async close() {
      isClosed = true;
      await leave();
    },
  };
}

/** Finds the cluster of a data folder, or creates both. */
async function clusterOf(dataDir: string): Promise<Cluster> {
  makeFolder(dataDir);
  const link = join(dataDir, 'postgresql');
  const found = lstatSync(link, { throwIfNoEntry: false });
  if (!found) await create(dataDir, link);
  else openFolder(dataDir, found.isSymbolicLink() ? undefined : accountOf(dataDir).gid);
  if (!existsSync(link))
    throw new EmbeddedFault(
      `The embedded database is missing: ${link} leads nowhere. Put its folder back from a backup, or set another DATA_DIR.`,
    );
  const folder = realpathSync(link);
  checkOwnLink(folder, link);
  const data = dataOf({ folder });
  const account = accountOf(existsSync(data) ? data : folder);
  const cluster = { folder, account, binaries: await findBinaries(account, folder) };
  checkCluster(cluster);
  return cluster;
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const why = ['EEXIST', 'ENOTDIR'].includes(code) ? 'is a file, or in one' : `cannot be created (${code})`;
    throw new EmbeddedFault(
      `DATA_DIR must be a folder, or the place for a new one: ${dataDir} ${why}. Name another one, or check the rights of the folder above it.`,
    );
  }
}

/** The account for files in `folder`: as root its owner, unless that is root itself. */
function accountOf(folder: string): Account {
  if (process.getuid?.() !== 0) return {};
  const { uid, gid } = statSync(folder);
  return uid === 0 ? plainAccount() : { uid, gid };
}

/**
 * Several processes may create it at once: each makes a cluster, and the first one to finish gives
 * its own the name.
 */
async function create(dataDir: string, link: string): Promise<void> {
  removeUnfinished(dataDir);
  const account = accountOf(dataDir);
  const isHere = await canReach(account, dirname(realpathSync(dataDir)));
  if (isHere) openFolder(dataDir, account.gid);
  else {
    openFolder(dataDir);
    mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 });
  }
  const folder = mkdtempSync(isHere ? join(dataDir, UNFINISHED) : join(ELSEWHERE, 'database-'));
  try {
    giveTo(account, folder);
    const binaries = await findBinaries(account, folder);
    await createCluster({ folder, account, binaries });
    if (isHere) return renameTo(link, folder);
    writeFileSync(join(folder, OWNER), link);
    if (!linkTo(folder, link)) rmSync(folder, { recursive: true });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The beginning of the name of a cluster that is being created, which takes seconds. */
const UNFINISHED = 'postgresql.new-';
const TEN_MINUTES = 600_000;

/** Removes what processes left that were killed while they created a cluster. */
function removeUnfinished(dataDir: string): void {
  for (const name of readdirSync(dataDir).filter((each) => each.startsWith(UNFINISHED))) {
    const found = statSync(join(dataDir, name), { throwIfNoEntry: false });
    if (found && Date.now() - found.mtimeMs > TEN_MINUTES)
      rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

/** Whether PostgreSQL's user can pass through a folder. */
async function canReach(account: Account, folder: string): Promise<boolean> {
  if (account.uid === undefined) return true;
  return (await failureOf('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], account)) === undefined;
}

/** False when another process was faster. */
function linkTo(folder: string, link: string): boolean {
  try {
    symlinkSync(folder, link);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The file in a cluster outside of its data folder that names the link to it. */
const OWNER = 'data-folder';

/**
 * A copied data folder has the same link as the original: two services would share one database
 * without knowing.
 */
function checkOwnLink(folder: string, link: string): void {
  const owner = join(folder, OWNER);
  if (!existsSync(owner)) return;
  const named = readFileSync(owner, 'utf8');
  if (named === link) return;
  if (
    existsSync(named) &&
    realpathSync(named) === folder &&
    realpathSync(dirname(named)) !== realpathSync(dirname(link))
  )
    throw new EmbeddedFault(
      `${link} leads to the database of another data folder, ${dirname(named)}: a copy has the link only. ` +
        `Copy ${folder} in its place, or set DATA_DIR=${dirname(named)}.`,
    );
  writeFileSync(owner, link); // the data folder was moved
}

/** Connects to the server, which it starts when none runs. `port`: where it must listen. */
async function takeLease(cluster: Cluster, port?: number): Promise<{ lease: pg.Client; port: number }> {
  const patience = Date.now() + PATIENCE;
  let startPatience: number | undefined;
  let isStarter = false;
  for (;;) {
    const running = runningPort(cluster);
    let reason: string | undefined;
    if (running === undefined) {
      reason = await startServer(cluster, port ?? (await freePort()));
      isStarter = reason === undefined;
      startPatience = isStarter ? undefined : (startPatience ?? Date.now() + START_PATIENCE);
    } else {
      const lease = await connect(urlOf(cluster, running));
      if (lease instanceof pg.Client) return { lease, port: running };
      reason = lease.message;
      startPatience = lease.code === WRONG_PASSWORD ? 0 : undefined;
    }
    if (reason !== undefined && Date.now() > (startPatience ?? patience)) {
      if (isStarter) await stopServer(cluster);
      throw new EmbeddedFault(
        `The embedded database in ${cluster.folder} does not start: ${reason} (PostgreSQL’s log: ${join(cluster.folder, 'log')}). Nothing was deleted.`,
      );
    }
    if (reason !== undefined) await sleep(RETRY_INTERVAL);
  }
}

/** A connection that says that this process uses the server. */
async function connect(connectionString: string): Promise<pg.Client | NodeJS.ErrnoException> {
  const lease = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'unit-certification (in use)',
  });
  lease.on('error', () => undefined); // `end` follows
  try {
    await lease.connect();
    await lease.query('select pg_advisory_lock_shared($1)', [LOCK]);
    return lease;
  } catch (error) {
    await lease.end().catch(() => undefined);
    return error as NodeJS.ErrnoException;
  }
}

/**
 * Gives up this process's use. True when no other process uses the server: then none can begin
 * before it has stopped.
 */
async function isLastUser(lease: pg.Client): Promise<boolean> {
  await lease.query('select pg_advisory_unlock_shared($1)', [LOCK]);
  const { rows } = await lease.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [LOCK]);
  return rows[0]!.free;
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
