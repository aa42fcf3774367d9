/** Runs the command line in this process, or as a separate process, as users do. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { runCommandLine } from '../../../bff/cli/run.ts';
import { createTerminal, firstLine } from '../../../bff/cli/terminal.ts';
import { loadConfig } from '../../../bff/server/config.ts';
import { openResources } from '../../../bff/server/resources.ts';
import { PLAIN_ENV } from '../../support/environment.ts';
import { newKeyText, PROFILE_ENV } from '../../support/keys.ts';
import { createDatabase } from '../../support/postgres.ts';

const MAIN = fileURLToPath(new URL('../../../bff/cli/main.ts', import.meta.url));

export interface Finished {
  exit: number | null;
  out: string;
  /** Without the line that names the database. */
  err: string;
  /** The line that names the database, or ''. */
  database: string;
}

export interface Place {
  env: Record<string, string>;
  cwd?: string;
}

const finish = (exit: number | null, { out, err }: { out: string; err: string }): Finished => {
  const [line = ''] = /^Database: .*\n/.exec(err) ?? [];
  return { exit, out, err: err.slice(line.length), database: line.trim() };
};

/** A port without a BFF (a BFF there would cause a warning), and the run's profile. */
const DEFAULTS = { PORT: '9', ...PROFILE_ENV };

/** `done` resolves when the process has ended; `kill` sends a signal. */
export function start(script: string, words: readonly string[], { env, cwd }: Place) {
  const child = spawn(process.execPath, [script, ...words], {
    env: { ...PLAIN_ENV, ...DEFAULTS, ...env },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const finished = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (finished.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (finished.err += text));
  const done = new Promise<Finished>((resolve) => {
    child.on('close', (exit) => resolve(finish(exit, finished)));
  });
  return { done, soFar: finished, kill: (signal: NodeJS.Signals) => child.kill(signal) };
}

/** Runs it as a separate process. */
export const cli = (words: readonly string[], place: Place) => start(MAIN, words, place);

/** Runs it in this process. `input`: the standard input. */
export async function run(
  words: readonly string[],
  { env, cwd = process.cwd() }: Place,
  { input = '' }: { input?: string } = {},
): Promise<Finished> {
  const said = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({ write: (text: string) => (said[name] += text) });
  const exit = await runCommandLine([...words], {
    io: createTerminal(stream('out'), stream('err'), Date.now),
    environment: { ...DEFAULTS, ...env },
    cwd,
    readLine: () => firstLine(Readable.from([input])),
    interruption: () => new AbortController().signal,
  });
  return finish(exit, said);
}

/** Runs it with `--json`; the whole standard output must be one document. */
export async function runJson<T>(words: readonly string[], place: Place): Promise<T> {
  const { exit, out, err } = await run([...words, '--json'], place);
  if (exit !== 0) throw new Error(`exit ${exit}: ${err}`);
  return JSON.parse(out) as T;
}

export async function until(what: () => boolean, milliseconds = 50_000): Promise<void> {
  for (const end = Date.now() + milliseconds; !what();) {
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A migrated database with keys of its own, for the commands of a test file: their environment, and what the service opens there. */
export async function openForCommands() {
  const { url, drop } = await createDatabase(undefined, inject('migratedDatabase'));
  const env = { ...PROFILE_ENV, DATABASE_URL: url, MASTER_KEYS: newKeyText('k1') };
  const resources = await openResources(loadConfig(env));
  const close = () => resources.close().then(drop);
  return { env, resources, close };
}

/** A folder that is removed by `remove`. PostgreSQL's user can pass through it. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'unit-certification-cli-'));
  chmodSync(path, 0o711);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export const UNIT = '91320100MA1DEM015L';

/** A registry file of `rows` made-up units, the first of which is `UNIT`. */
export function registryFile(file: string, rows: number): void {
  const lines = ['name,code,legalRepresentative,legalRepresentativeId,foundedOn'];
  for (let i = 0; i < rows; i++) {
    const code = i === 0 ? UNIT : `D${String(i).padStart(7, '0')}X`;
    lines.push(`示例单位${i},${code},张三,11010519491231002X,2001-05-18`);
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
}
