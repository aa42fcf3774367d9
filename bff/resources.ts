/**
 * What the server and the command line both stand on: configuration, keys, an open and migrated database.
 * Effects happen here, once; everything inward is handed what it needs.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type Config } from './config.ts';
import type { Database } from './database/database.ts';
import { openEmbedded } from './database/embedded.ts';
import { lockFolder, protect } from './database/folder.ts';
import { migrate } from './database/migrate.ts';
import { openPostgres } from './database/postgres.ts';
import { createCipher, type Cipher } from './protection/cipher.ts';
import { createDigester, type Digester } from './protection/digest.ts';
import { checkKeys } from './protection/key-check.ts';
import { parseKeyRing, type KeyRing } from './protection/keys.ts';

export interface Resources {
  config: Config;
  database: Database;
  keys: KeyRing;
  digester: Digester;
  cipher: Cipher;
  /** The migrations that opening ran. */
  migrated: string[];
  close(): Promise<void>;
}

/** The embedded data folder is in use: the caller talks to the process that has it, or says so. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';
  constructor(folder: string) {
    super(`another process has the data folder ${folder}; the embedded database admits one at a time`);
  }
}

/** Throws `ConfigError`, `FolderInUse`, or the database's own error. */
export async function openResources(config: Config): Promise<Resources> {
  const lock = config.databaseUrl === undefined ? await lockFolder(config.dataDir) : undefined;
  if (config.databaseUrl === undefined && !lock) throw new FolderInUse(config.dataDir);
  try {
    const keys = readKeys(config);
    const cipher = createCipher(keys);
    const { database, migrated } = await openDatabase(config);
    await refuseOtherKeys(database, cipher, config).catch(async (error: unknown) => {
      await database.close();
      throw error;
    });
    return {
      config,
      database,
      keys,
      digester: createDigester(keys),
      cipher,
      migrated,
      async close() {
        await database.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

async function openDatabase({
  databaseUrl,
  dataDir,
}: Config): Promise<Pick<Resources, 'database' | 'migrated'>> {
  if (databaseUrl === undefined) {
    const database = await openEmbedded(join(dataDir, 'database'));
    return { database, migrated: await migrate(database) };
  }
  const patient = openPostgres(databaseUrl, 0);
  try {
    return { migrated: await migrate(patient), database: openPostgres(databaseUrl) };
  } finally {
    await patient.close();
  }
}

async function refuseOtherKeys(database: Database, cipher: Cipher, config: Config): Promise<void> {
  const check = await checkKeys(database, cipher);
  if (check.kind === 'right') return;
  const place =
    config.masterKeys === undefined ? `the file ${join(config.dataDir, 'master-keys')}` : 'MASTER_KEYS';
  throw new ConfigError(
    `MASTER_KEYS: the database was written with a key ${check.keyId} that is not here (or another key has its name). ` +
      `Add that key to ${place} and start again; an old key may go only after \`keys rotate\`. ` +
      'docs/command-line.md, "Rotating keys", says what to do when it is lost.',
  );
}

function readKeys(config: Config): KeyRing {
  try {
    return parseKeyRing(config.masterKeys ?? generatedKeys(join(config.dataDir, 'master-keys')));
  } catch (error) {
    throw new ConfigError(`MASTER_KEYS: ${(error as Error).message}`);
  }
}

/** Made once on the embedded default; losing the file loses what was digested and encrypted with it. */
function generatedKeys(file: string): string {
  if (!existsSync(file))
    writeFileSync(file, `k1:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  protect(file); // it may have come from a copy
  return readFileSync(file, 'utf8').trim();
}
