/**
 * The data folder of the embedded database: a lock for one process, and rights for its user alone.
 *
 * PGlite does not notice a second process and loses data, and Node has no flock(2). SQLite's exclusive transaction serves as the lock: the
 * operating system releases it when the process ends in whatever way (decision 0004). Packages such as proper-lockfile renew a lock by a
 * timer: after a killed process the next start waits for seconds, and a suspended process loses its lock.
 */
import { chmodSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface FolderLock {
  release(): void;
}

/** Undefined when another process has `folder`. Creates a missing folder, and takes its rights from other users. */
export async function lockFolder(folder: string): Promise<FolderLock | undefined> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  restrictFolder(folder);
  const name = await takeName(folder);
  if (!name) return undefined;
  const file = lockFile(join(folder, 'lock'));
  if (!file) {
    name.release();
    return undefined;
  }
  return {
    release() {
      file.close();
      name.release();
    },
  };
}

function lockFile(path: string): DatabaseSync | undefined {
  const file = new DatabaseSync(path);
  chmodSync(path, 0o600);
  try {
    file.exec('pragma journal_mode = delete; begin exclusive');
    return file;
  } catch (error) {
    file.close();
    if ((error as { errcode?: number }).errcode === 5) return undefined; // SQLITE_BUSY
    throw error;
  }
}

/**
 * If somebody deletes the lock file, a second process can create and lock a new one. So on Linux a process also takes an abstract socket
 * name: nobody can delete it, and it ends with its process.
 */
async function takeName(folder: string): Promise<FolderLock | undefined> {
  if (process.platform !== 'linux') return { release: () => undefined };
  const { dev, ino } = statSync(folder);
  const server = createServer((socket) => socket.destroy()).unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen({ path: `\0unit-certification:${dev}:${ino}` }, () =>
      resolve({ release: () => server.close() }),
    );
  });
}

/** A folder that all users share (sticky bit), such as `/tmp`, keeps its rights; the files in it are restricted themselves. */
function restrictFolder(folder: string): void {
  const { mode, uid } = statSync(folder);
  const isShared = (mode & 0o1000) !== 0;
  if (!isShared && uid === process.getuid?.()) chmodSync(folder, 0o700);
}

/** Gives a file or a folder with its contents to the owner alone (0600, 0700). A missing path is no error. */
export function restrictToOwner(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) chmodSync(path, 0o600);
  if (!found?.isDirectory()) return;
  chmodSync(path, 0o700);
  for (const name of readdirSync(path)) restrictToOwner(join(path, name));
}
