/** The data folder: access for its user only. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFolder, restrictToOwner } from '../../../bff/database/folder.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'unit-certification-folder-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const modeOf = (path: string) => statSync(path).mode & 0o7777;

describe('the folder’s contents', () => {
  it('is closed to other users, but for a group that may pass through', () => {
    const made = join(folder, 'data');
    mkdirSync(made);
    chmodSync(made, 0o777);
    openFolder(made);
    expect(modeOf(made)).toBe(0o700);
    openFolder(made, statSync(made).gid);
    expect(modeOf(made)).toBe(0o710);
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

  it('keeps the rights of a folder that all users share', () => {
    chmodSync(folder, 0o1777);
    openFolder(folder);
    expect(modeOf(folder)).toBe(0o1777);
  });
});
