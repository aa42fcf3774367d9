/**
 * Reads the master keys from a variable, a file or a command; for the embedded database from a file
 * that is created once.
 */
import { execSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type Config } from './config.ts';
import { restrictToOwner } from '../database/index.ts';
import { type Keys, type MasterSecret, parseMasterKeys } from '../keys/index.ts';

/** How long the command may take. Milliseconds. */
const COMMAND_TIMEOUT = 30_000;

export interface MasterKeys {
  keys: Keys<MasterSecret>;
  /** Tells the operator where to add a key. */
  location: string;
}

/** Throws `ConfigError`, whose message never quotes a key. */
export function readMasterKeys({ masterKeys: source, dataDir }: Config): MasterKeys {
  switch (source?.from) {
    case 'variable':
      return { keys: parsed('MASTER_KEYS', source.text), location: 'MASTER_KEYS' };
    case 'file':
      return {
        keys: parsed('MASTER_KEYS_FILE', privateText(source.path)),
        location: `the file ${source.path}`,
      };
    case 'command':
      return {
        keys: parsed('MASTER_KEYS_COMMAND', printed(source.command)),
        location: 'the output of MASTER_KEYS_COMMAND',
      };
    case undefined: {
      const file = join(dataDir, 'master-keys');
      return { keys: parsed(`MASTER_KEYS (${file})`, generated(file)), location: `the file ${file}` };
    }
  }
}

function parsed(variable: string, text: string): Keys<MasterSecret> {
  try {
    return parseMasterKeys(text.trim());
  } catch (error) {
    throw new ConfigError(`${variable}: ${(error as Error).message}`);
  }
}

function privateText(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(
      `MASTER_KEYS_FILE cannot be read (${(error as NodeJS.ErrnoException).code}): check the path and the rights of ${file}`,
    );
  }
  if ((statSync(file).mode & 0o007) !== 0)
    throw new ConfigError(
      `MASTER_KEYS_FILE: every user can read or write ${file}. Take the right away: chmod o= ${file}`,
    );
  return text;
}

function printed(command: string): string {
  try {
    return execSync(command, {
      encoding: 'utf8',
      timeout: COMMAND_TIMEOUT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  } catch (error) {
    const { status, code } = error as { status?: number | null; code?: string };
    throw new ConfigError(`MASTER_KEYS_COMMAND failed: ${code ?? `exit ${status ?? 'by a signal'}`}`);
  }
}

/**
 * Creates the file once, whole, although several processes may start. If it is lost, everything
 * digested and encrypted with its key is too.
 */
function generated(file: string): string {
  if (!existsSync(file)) {
    const whole = `${file}.${randomBytes(4).toString('hex')}`;
    writeFileSync(whole, `k1:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    try {
      linkSync(whole, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(whole);
    }
  }
  restrictToOwner(file); // a copied file may be open to others
  return readFileSync(file, 'utf8');
}
