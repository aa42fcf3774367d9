/** Runs the BFF as operators do: as a process, with requests over HTTP, and reads its log. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { TimeLimits } from '../../bff/server/server.ts';
import { PLAIN_ENV } from './environment.ts';
import { PROFILE_ENV } from './keys.ts';
import { freePort } from './postgres.ts';

const MAIN = fileURLToPath(new URL('../../bff/cli/main.ts', import.meta.url));
const HASTY = fileURLToPath(new URL('hasty-serve.ts', import.meta.url));

/** How long to wait for a state, also on a busy machine. Milliseconds. */
export const PATIENCE = { timeout: 50_000, interval: 50 };

export interface ServeProcess {
  url: string;
  pid: number;
  /** Lines of the log, newest last. A line that is not JSON is `{ text }`. */
  log: Record<string, unknown>[];
  /** The first line with this message; waits for it. */
  said(message: string): Promise<Record<string, unknown>>;
  kill(signal: NodeJS.Signals): void;
  /** The exit code; null when a signal has ended it. */
  ended: Promise<number | null>;
}

export interface ServeOptions {
  /** Other limits than the usual ones. */
  limits?: TimeLimits;
  /** Arguments for Node, before the script. */
  node?: readonly string[];
  /** The limit of open files and sockets. */
  descriptors?: number;
}

/** Starts it on the port of `env`, without waiting. */
export function spawnServe(
  env: Record<string, string>,
  { limits, node = [], descriptors }: ServeOptions = {},
): ServeProcess {
  const script = limits ? [HASTY, JSON.stringify(limits)] : [MAIN, 'serve'];
  const command = [process.execPath, ...node, ...script];
  const limited = descriptors
    ? ['sh', '-c', `ulimit -n ${descriptors}; exec "$@"`, 'sh', ...command]
    : command;
  const child = spawn(limited[0]!, limited.slice(1), {
    env: { ...PLAIN_ENV, ...PROFILE_ENV, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: Record<string, unknown>[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => log.push(parsed(line)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    url: `http://127.0.0.1:${env['PORT']}`,
    pid: child.pid!,
    log,
    async said(message) {
      const find = () => log.find(({ msg }) => msg === message);
      return (await soon(find)) ?? fail(`it did not say "${message}"`, log);
    },
    kill: (signal) => void child.kill(signal),
    ended,
  };
}

/** Starts it, by default on a free port, and waits until it is ready. Rejects when it ends first, or after a timeout. */
export async function startServe(env: Record<string, string>, options?: ServeOptions): Promise<ServeProcess> {
  const bff = spawnServe({ ...env, PORT: env['PORT'] ?? String(await freePort()) }, options);
  const isReady = () =>
    readiness(bff).then(
      ({ status }) => status === 200 || undefined,
      () => undefined,
    );
  const ended = bff.ended.then((code) => `it ended (${code})`);
  const how = await Promise.race([soon(isReady), ended]);
  if (how === true) return bff;
  bff.kill('SIGKILL');
  return fail(how ?? 'it is not ready', bff.log);
}

/** The answer of `/readyz`. */
export async function readiness({ url }: ServeProcess) {
  const { status, headers } = await fetch(`${url}/readyz`);
  return { status, retryAfter: headers.get('Retry-After') };
}

/** Polls `look` until it returns a value; undefined after a timeout. */
async function soon<T>(look: () => T | Promise<T>): Promise<T | undefined> {
  for (const end = Date.now() + PATIENCE.timeout; Date.now() < end; await sleep(PATIENCE.interval)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  return undefined;
}

function fail(why: string, log: ServeProcess['log']): never {
  throw new Error(`${why}:\n${log.map((line) => JSON.stringify(line)).join('\n')}`);
}

function parsed(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { text: line };
  }
}
