/**
 * The parts that the server and the command line share: configuration, keys, an open and migrated
 * database. They are opened here and passed to everything else.
 */
import { ConfigError, type Config } from './config.ts';
import {
  type Database,
  type EmbeddedDatabase,
  migrate,
  openCluster,
  openPatiently,
  openPostgres,
  type Timeouts,
} from '../database/index.ts';
import {
  type Cipher,
  CLOCKS,
  createCipher,
  createDigester,
  DataKeyFault,
  type Digester,
  instantOf,
  liveKeys,
  type LiveKeys,
  MasterKeyFault,
  openDataKeys,
  type OpenKeys,
  ProfileFault,
  type ReadKeys,
  readKeysAgain,
} from '../keys/index.ts';
import { readMasterKeys, type MasterKeys } from './master-keys.ts';

export interface Resources extends OpenKeys {
  config: Config;
  database: Database;
  /** Without DATABASE_URL. */
  embedded: EmbeddedDatabase | undefined;
  digester: Digester;
  cipher: Cipher;
  takenUp: LiveKeys['takenUp'];
  /** The names of the migrations that opening the database ran. */
  migrated: string[];
  close(): Promise<void>;
}

export interface ResourceOptions {
  /** Those that differ from the defaults. */
  timeouts?: Partial<Timeouts> | undefined;
  /** Makes keys also for a database that has data of others, which are lost. */
  beginAnew?: boolean;
  /** Called when the keys could not be read again. */
  onUnreadKeys?: (error: unknown) => void;
}

/** Throws `ConfigError`, `EmbeddedFault`, or the database's own error. */
export async function openResources(
  config: Config,
  { timeouts, beginAnew = false, onUnreadKeys }: ResourceOptions = {},
): Promise<Resources> {
  const embedded = config.databaseUrl === undefined ? await openCluster(config.dataDir) : undefined;
  const url = config.databaseUrl ?? embedded!.url;
  let database: Database | undefined;
  let live: LiveKeys | undefined;
  const close = async () => {
    live?.stop();
    await database?.close();
    await embedded?.close();
  };
  try {
    const masterKeys = readMasterKeys(config);
    const directUrl = config.databaseDirectUrl;
    const patient = openPatiently(directUrl ?? url);
    const migrated = await migrate(patient).finally(() => patient.close());
    database = openPostgres(url, { directUrl, timeouts });
    const readAt = instantOf(CLOCKS);
    const { states, ...open } = await openKeys(database, masterKeys, config, beginAnew);
    live = liveKeys(open.keys, { readAt, read: reader(database, { ...open, states }), report: onUnreadKeys });
    const { keys, takenUp } = live;
    return {
      config,
      database,
      embedded,
      ...open,
      keys,
      takenUp,
      digester: createDigester(keys),
      cipher: createCipher(keys),
      migrated,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Reads the keys again, and remembers them. */
function reader(database: Database, first: ReadKeys) {
  let held = first;
  return async () => (held = await readKeysAgain(database, held)).keys;
}

/**
 * Throws `ConfigError` for a profile and for master keys that are not this database's, and for keys
 * that somebody has changed.
 */
async function openKeys(
  database: Database,
  { keys, location }: MasterKeys,
  { cryptoProfile: profile }: Config,
  beginAnew: boolean,
): Promise<ReadKeys> {
  try {
    return await openDataKeys(database, keys, Date.now(), { profile, beginAnew });
  } catch (error) {
    if (error instanceof ProfileFault) throw new ConfigError(textOf(error));
    if (error instanceof DataKeyFault) throw new ConfigError(textOfFault(error));
    if (!(error instanceof MasterKeyFault)) throw error;
    const { keyId, kind } = error;
    throw new ConfigError(
      kind === 'missing'
        ? `MASTER_KEYS: the key ${keyId}, under which this database’s keys are encrypted, is missing. Add it to ${location} and start again; ` +
            `a key may be taken out after \`keys rotate\`. ${LOST}`
        : `MASTER_KEYS: the key ${keyId} does not open this database’s keys: another key has its id, or they were altered. ` +
            `Put the right one into ${location} and start again. ${LOST}`,
    );
  }
}

const textOf = ({ stored, kind }: ProfileFault): string =>
  kind === 'other'
    ? `CRYPTO_PROFILE: this database was begun with the profile ${stored}, and a database keeps its profile. Set CRYPTO_PROFILE=${stored} ` +
      'and start again. For another profile begin with an empty database: docs/en/environment.md, "Cryptography".'
    : `CRYPTO_PROFILE: the profile ${stored} needs SM3 and SM4-CTR, which this Node does not have (crypto.getHashes(), crypto.getCiphers()). ` +
      'Use a build of nodejs.org, and no FIPS mode.';

function textOfFault({ fault }: DataKeyFault): string {
  switch (fault.kind) {
    case 'altered':
      return `data_key: the row of the key ${fault.id} (${fault.use}) was changed in the database. Put it back from a backup and start again.`;
    case 'put-back':
      return `data_key: the keys of the use ${fault.use} do not fit together: a former row was put back, or one was removed. Put the table back from a backup and start again.`;
    case 'emptied':
      return `data_key is empty, and the database has data of its keys. Put the table back from a backup and start again. ${LOST}`;
  }
}

const LOST = 'If the key is lost, see docs/en/command-line.md, "Wrong or lost keys".';
