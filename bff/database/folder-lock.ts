/**
 * One process a data folder. PGlite does not notice a second one and loses data, and Node has no flock(2);
 * SQLite's exclusive transaction is such a lock, taken from the operating system and gone with the process,
 * however it ends.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface FolderLock {
  release(): void;
}

/** Undefined when another process holds `folder`. Creates the folder (mode 0700) when it is not there. */
export function lockFolder(folder: string): FolderLock | undefined {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(join(folder, 'lock'));
  try {
    file.exec('pragma journal_mode = delete; begin exclusive');
  } catch (error) {
    file.close();
    if ((error as { errcode?: number }).errcode === 5) return undefined; // SQLITE_BUSY
    throw error;
  }
  return { release: () => file.close() };
}
