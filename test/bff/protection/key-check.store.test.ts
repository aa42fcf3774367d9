/** Master keys that are not the database's: a process that has them does not start, on both databases. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rotateKeys } from '../../../bff/cli/keys.ts';
import { ConfigError, loadConfig } from '../../../bff/config.ts';
import { openResources } from '../../../bff/resources.ts';
import { createCipher } from '../../../bff/protection/cipher.ts';
import { checkKeys } from '../../../bff/protection/key-check.ts';
import { parseKeyRing } from '../../../bff/protection/keys.ts';
import { DATABASES, type OpenDatabase } from '../../support/databases.ts';
import { createDatabase } from '../../support/postgres.ts';
import { folder } from '../cli/support.ts';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [K1, K2, OTHER_K1] = [key('k1'), key('k2'), key('k1')];
const RIGHT = { kind: 'right' };

describe.each(DATABASES)('master keys on %s', (_, open) => {
  let opened: OpenDatabase;
  beforeEach(async () => {
    opened = await open();
    return () => opened.close();
  });
  const check = (ring: string) => checkKeys(opened.database, createCipher(parseKeyRing(ring)));
  const rotate = async (ring: string) => {
    const keys = parseKeyRing(ring);
    const resources = { database: opened.database, cipher: createCipher(keys), keys };
    const nothing = () => undefined;
    const io = { out: nothing, err: nothing, progress: nothing, trace: nothing };
    const { signal } = new AbortController();
    return rotateKeys({ resources, io, signal, now: Date.now, actor: 'operator:tester' });
  };

  it('are those of the first process', async () => {
    expect(await check(K1)).toEqual(RIGHT);
    expect(await check(K1)).toEqual(RIGHT);
    expect(await check(K2)).toEqual({ kind: 'other-keys', keyId: 'k1' });
    expect(await check(OTHER_K1)).toEqual({ kind: 'other-keys', keyId: 'k1' });
    expect(await opened.database.kysely.selectFrom('key_check').selectAll().execute()).toHaveLength(1);
  });

  it('are one ring’s when two that share nothing start at once', async () => {
    const kinds = (await Promise.all([K1, K2, K1, K2].map(check))).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['other-keys', 'other-keys', 'right', 'right']);
  });

  it('may grow at either end, and lose the old key only after it was rotated', async () => {
    await check(K1);
    for (const ring of [`${K1},${K2}`, `${K2},${K1}`]) expect(await check(ring)).toEqual(RIGHT);
    expect(await check(K2)).toEqual({ kind: 'other-keys', keyId: 'k1' });
    expect(await rotate(`${K2},${K1}`)).toMatchObject({ json: { newest: 'k2', resealed: 1, unreadable: 0 } });
    for (const ring of [`${K1},${K2}`, K2]) expect(await check(ring)).toEqual(RIGHT);
    expect(await check(K1)).toEqual({ kind: 'other-keys', keyId: 'k2' });
  });
});

describe('a process with keys of another database', () => {
  const place = folder();
  afterEach(() => place.remove());

  const refused = async (env: Record<string, string>): Promise<string> => {
    const error = await openResources(loadConfig(env)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  };

  it('does not open PostgreSQL, and says which key it misses', async () => {
    const { url, drop } = await createDatabase();
    await (await openResources(loadConfig({ DATABASE_URL: url, MASTER_KEYS: K1 }))).close();
    const message = await refused({ DATABASE_URL: url, MASTER_KEYS: K2 });
    expect(message).toContain('written with a key k1');
    expect(message).toContain('Add that key to MASTER_KEYS');
    for (const ring of [K1, K2]) expect(message).not.toContain(ring.split(':')[1]);
    await (await openResources(loadConfig({ DATABASE_URL: url, MASTER_KEYS: `${K2},${K1}` }))).close();
    await drop();
  });

  it('does not open the embedded database, names the file, and leaves the folder free', async () => {
    const env = { DATA_DIR: place.path };
    await (await openResources(loadConfig(env))).close();
    const file = join(place.path, 'master-keys');
    writeFileSync(file, OTHER_K1);
    expect(await refused(env)).toContain(file);
    writeFileSync(file, K1);
    expect(await refused({ ...env, MASTER_KEYS: K2 })).toContain('Add that key to MASTER_KEYS');
  });
});
