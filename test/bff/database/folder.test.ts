/** The data folder: one process at a time, and access for its user only. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder, restrictToOwner } from '../../../bff/database/folder.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'unit-certification-folder-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const modeOf = (path: string) => statSync(path).mode & 0o7777;

const MODULE = new URL('../../../bff/database/folder.ts', import.meta.url).href;
/** Tries the lock in another process: `free` or `taken`. */
const elsewhere = () =>
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { lockFolder } from ${JSON.stringify(MODULE)};
       console.log((await lockFolder(${JSON.stringify(folder)})) ? 'free' : 'taken');`,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  ).trim();

describe('the lock', () => {
  it('excludes other processes until it is released, or its process has ended', async () => {
    expect(elsewhere()).toBe('free'); // that process has ended
    const lock = await lockFolder(folder);
    expect(elsewhere()).toBe('taken');
    expect(await lockFolder(folder)).toBeUndefined();
    lock!.release();
    expect(elsewhere()).toBe('free');
  });

  const onLinux = process.platform === 'linux' ? it : undefined;
  onLinux?.('excludes other processes although its file was deleted', async () => {
    const lock = await lockFolder(folder);
    rmSync(join(folder, 'lock'));
    expect(elsewhere()).toBe('taken');
    lock!.release();
    expect(elsewhere()).toBe('free');
  });
});

describe('the folder’s contents', () => {
  it('is closed to other users, also in a folder made by another user', async () => {
    const made = join(folder, 'data');
    mkdirSync(made);
    chmodSync(made, 0o777);
    writeFileSync(join(made, 'lock'), '');
    chmodSync(join(made, 'lock'), 0o666);
    const lock = await lockFolder(made);
    expect(modeOf(made)).toBe(0o700);
    expect(modeOf(join(made, 'lock'))).toBe(0o600);
    lock!.release();
  });

  it('is closed file by file, but the target of a link is not changed', () => {
    mkdirSync(join(folder, 'base/1'), { recursive: true });
    for (const file of ['base/1/2600', 'PG_VERSION', '../folder-outside']) {
      writeFileSync(join(folder, file), '');
      chmodSync(join(folder, file), 0o666);
    }
    const outside = join(folder, '../folder-outside');
    symlinkSync(outside, join(folder, 'link'));
    restrictToOwner(folder);
    for (const path of ['', 'base', 'base/1']) expect(modeOf(join(folder, path))).toBe(0o700);
    for (const path of ['base/1/2600', 'PG_VERSION']) expect(modeOf(join(folder, path))).toBe(0o600);
    expect(modeOf(outside)).toBe(0o666);
    rmSync(outside);
  });

  it('is closed to other users also in a folder that all users share', async () => {
    chmodSync(folder, 0o1777);
    const lock = await lockFolder(folder);
    expect(modeOf(folder)).toBe(0o1777);
    expect(modeOf(join(folder, 'lock'))).toBe(0o600);
    lock!.release();
  });
});
