/**
 * A folder in memory for the temporary files of a run, because a third of the store suite's time would be spent on files of its
 * databases. No test needs a disk: a killed process leaves what it has written in either.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PLACE = '/dev/shm';
const NAME = 'unit-certification-';
const GB = 1024 ** 3;

/** Undefined where there is too little memory, or where no program can be run in such a folder. */
export function memoryFolder(): string | undefined {
  if (!existsSync(PLACE)) return undefined;
  removeOld();
  const { bavail, bsize } = statfsSync(PLACE);
  if (bavail * bsize < 6 * GB || process.availableMemory() < 8 * GB) return undefined;
  const folder = join(PLACE, `${NAME}${process.pid}`);
  mkdirSync(folder);
  chmodSync(folder, 0o1777); // as /tmp: PostgreSQL runs as another user
  const program = join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  const { status } = spawnSync(program);
  rmSync(status === 0 ? program : folder, { recursive: true });
  return status === 0 ? folder : undefined;
}

/** Removes the folders of runs that were killed. */
function removeOld(): void {
  for (const name of readdirSync(PLACE)) {
    if (name.startsWith(NAME) && !existsSync(`/proc/${name.slice(NAME.length)}`))
      rmSync(join(PLACE, name), { recursive: true, force: true });
  }
}
