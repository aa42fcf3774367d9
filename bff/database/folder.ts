/**
 * The data folder of the embedded database: one process at a time has it, and only its user.
 *
 * PGlite does not notice a second process and loses data, and Node has no flock(2). SQLite's exclusive transaction is such a
 * lock: the operating system keeps it, and takes it back when the process ends, however it ends (decision 0004). Packages such
 * as proper-lockfile keep theirs by a timer: a killed process would block the next start for seconds, and a stopped one lose its lock.
 */
import { chmodSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface FolderLock {
  release(): void;
}

/** Undefined when another process has `folder`. Creates the folder when it is not there, and closes it to other users. */
export async function lockFolder(folder: string): Promise<FolderLock | undefined> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  closeToOthers(folder);
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
 * Whoever deletes the lock's file takes the lock from nobody, and yet a second process would get one of its own. On Linux a
 * socket's name that is in no folder is taken too: nobody can delete it, and it ends with its process.
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

/** A folder that all users share, such as `/tmp`, stays as it is: what is ours in it is closed by itself. */
function closeToOthers(folder: string): void {
  const { mode, uid } = statSync(folder);
  const isShared = (mode & 0o1000) !== 0;
  if (!isShared && uid === process.getuid?.()) chmodSync(folder, 0o700);
}

/** Only our user may read and write what is in `path`, whoever made it. Nothing happens when it is not there. */
export function restrictToOwner(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) chmodSync(path, 0o600);
  if (!found?.isDirectory()) return;
  chmodSync(path, 0o700);
  for (const name of readdirSync(path)) restrictToOwner(join(path, name));
}
