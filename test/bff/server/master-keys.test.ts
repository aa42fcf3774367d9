/** Sources of the master keys. Error messages never quote a key. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../../../bff/server/config.ts';
import { readMasterKeys } from '../../../bff/server/master-keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'unit-certification-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

const RING = `k2:${randomBytes(32).toString('base64')},k1:${randomBytes(32).toString('base64')}`;
const idsOf = (env: Record<string, string>) =>
  readMasterKeys(loadConfig({ DATA_DIR: folder, ...env })).keys.map(({ id }) => id);
const fileOf = (text: string, mode = 0o600) => {
  const file = join(folder, randomBytes(4).toString('hex'));
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
};

describe('master keys', () => {
  it('come from the variable, a file, or the output of a command', () => {
    const file = fileOf(`${RING}\n`, 0o440);
    for (const env of [
      { MASTER_KEYS: RING },
      { MASTER_KEYS_FILE: file },
      { MASTER_KEYS_COMMAND: `cat ${file}` },
    ])
      expect(idsOf(env)).toEqual(['k2', 'k1']);
  });

  it('are made once for the embedded database, in a file for its user only', () => {
    expect(idsOf({})).toEqual(['k1']);
    const file = join(folder, 'master-keys');
    chmodSync(file, 0o644);
    expect(idsOf({})).toEqual(['k1']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each<[string, () => Record<string, string>, RegExp]>([
    [
      'a file that is not there',
      () => ({ MASTER_KEYS_FILE: join(folder, 'none') }),
      /MASTER_KEYS_FILE .*ENOENT/,
    ],
    ['a file that everybody reads', () => ({ MASTER_KEYS_FILE: fileOf(RING, 0o644) }), /every user can read/],
    ['an empty file', () => ({ MASTER_KEYS_FILE: fileOf('\n') }), /MASTER_KEYS_FILE: key 1/],
    ['zeros', () => ({ MASTER_KEYS: `k1:${'A'.repeat(43)}=` }), /MASTER_KEYS: key 1 is all zeros/],
    ['a command that fails', () => ({ MASTER_KEYS_COMMAND: 'exit 3' }), /MASTER_KEYS_COMMAND failed: exit 3/],
    ['a command that prints nonsense', () => ({ MASTER_KEYS_COMMAND: 'echo junk-secret' }), /COMMAND: key 1/],
  ])('%s is refused', (_, env, message) => {
    const read = () => idsOf(env());
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(message);
    expect(read).not.toThrow(/junk-secret/);
  });
});
