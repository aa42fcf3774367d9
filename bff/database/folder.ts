/** Folders of the data folder: who owns them, and rights for their user alone. */
import {
  chmodSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

/** An account of the operating system; empty: this process's own. */
export interface Account {
  uid?: number;
  gid?: number;
}

/**
 * Creates a missing folder, and takes its rights from other users. A folder that all users share
 * (sticky bit), such as `/tmp`, keeps them; the files in it are restricted themselves. `passing`:
 * the group that may pass through, without seeing what is in it.
 */
export function openFolder(folder: string, passing?: number): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { mode, uid, gid } = statSync(folder);
  const isShared = (mode & 0o1000) !== 0;
  if (isShared || uid !== process.getuid?.()) return;
  if (passing !== undefined && passing !== gid) lchownSync(folder, uid, passing);
  chmodSync(folder, passing === undefined ? 0o700 : 0o710);
}

/**
 * Gives a file or a folder with its contents to the owner alone (0600, 0700). A missing path is no
 * error.
 */
export function restrictToOwner(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) chmodSync(path, 0o600);
  if (!found?.isDirectory()) return;
  chmodSync(path, 0o700);
  for (const name of readdirSync(path)) restrictToOwner(join(path, name));
}

/** Makes `account` the owner of a file, or of a folder with its contents. */
export function giveTo(account: Account, path: string): void {
  const { uid, gid } = account;
  if (uid === undefined || gid === undefined) return;
  lchownSync(path, uid, gid);
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) giveTo(account, join(path, name));
}

/** Gives a finished folder its name, or removes it when another process was faster. */
export function renameTo(name: string, finished: string): void {
  try {
    renameSync(finished, name);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(code)) throw error; // EPERM: Windows
    rmSync(finished, { recursive: true });
  }
}

/** Undefined when the file is not there: another process may remove it at any moment. */
export function unlessGone<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
