/**
 * The parts that the server and the command line share: configuration, keys, an open and migrated database. They are opened here and
 * passed to everything else.
 */
import { join } from 'node:path';
import { ConfigError, type Config } from './config.ts';
import type { Database } from './database/database.ts';
import { openEmbedded } from './database/embedded.ts';
import { lockFolder } from './database/folder.ts';
import { migrate } from './database/migrate.ts';
import { openPatiently, openPostgres } from './database/postgres.ts';
import type { Timeouts } from './database/timeouts.ts';
import { keepKeys } from './events/keys.ts';
import { createCipher, type Cipher } from './protection/cipher.ts';
import { createDigester, type Digester } from './protection/digest.ts';
import { checkKeys } from './protection/key-check.ts';
import { neededKeys } from './protection/key-needs.ts';
import type { KeyRing } from './protection/keys.ts';
import { readMasterKeys, type MasterKeys } from './master-keys.ts';
import { SEALED_COLUMNS } from './sealed-columns.ts';

export interface Resources {
  config: Config;
  database: Database;
  keys: KeyRing;
  digester: Digester;
  cipher: Cipher;
  /** The names of the migrations that opening the database ran. */
  migrated: string[];
  close(): Promise<void>;
}

/** Another process has the data folder. The caller sends its command to that process, or reports the error. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';
  constructor(folder: string) {
    super(
      `Another process has the data folder ${folder}, and the embedded database admits one at a time: stop that process or set another DATA_DIR`,
    );
  }
}

/** Throws `ConfigError`, `FolderInUse`, or the database's own error. `timeouts`: those of PostgreSQL that differ from the defaults. */
export async function openResources(config: Config, timeouts?: Partial<Timeouts>): Promise<Resources> {
  const lock = config.databaseUrl === undefined ? await lockFolder(config.dataDir) : undefined;
  if (config.databaseUrl === undefined && !lock) throw new FolderInUse(config.dataDir);
  try {
    const masterKeys = readMasterKeys(config);
    const { keys } = masterKeys;
    const cipher = createCipher(keys);
    const { database, migrated } = await openDatabase(config, timeouts);
    await prepareKeys(database, cipher, masterKeys).catch(async (error: unknown) => {
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

async function openDatabase(
  { databaseUrl, databaseDirectUrl: directUrl, dataDir }: Config,
  timeouts: Partial<Timeouts> = {},
): Promise<Pick<Resources, 'database' | 'migrated'>> {
  if (databaseUrl === undefined) {
    const database = await openEmbedded(join(dataDir, 'database'));
    return { database, migrated: await migrate(database) };
  }
  const patient = openPatiently(directUrl ?? databaseUrl);
  try {
    return { migrated: await migrate(patient), database: openPostgres(databaseUrl, { directUrl, timeouts }) };
  } finally {
    await patient.close();
  }
}

/** Throws `ConfigError` for keys that are not this database's. */
async function prepareKeys(
  database: Database,
  cipher: Cipher,
  { keys, location }: MasterKeys,
): Promise<void> {
  const lost = 'If the key is lost, see docs/en/command-line.md, "Wrong or lost keys".';
  const check = await checkKeys(database, cipher);
  if (check.kind === 'other-keys')
    throw new ConfigError(
      `MASTER_KEYS: the database was written with the key ${check.keyId}, which is missing (or another key has its id). ` +
        `Add that key to ${location} and start again; remove an old key only after \`keys rotate\`. ${lost}`,
    );
  const [needed] = await neededKeys(database, keys, SEALED_COLUMNS);
  if (needed)
    throw new ConfigError(
      `MASTER_KEYS: the key ${needed.keyId} was removed, but is still needed for ${needed.uses.join(', ')}. ` +
        `Add it to ${location} again, at the end, and start again. ${lost}`,
    );
  await keepKeys(database, cipher, keys);
}
