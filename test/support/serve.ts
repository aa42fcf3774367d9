/** The BFF as operators run it: a process of its own, asked over HTTP, its log read line by line. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { TimeLimits } from '../../bff/server.ts';
import { freePort } from './postgres.ts';

const MAIN = fileURLToPath(new URL('../../bff/cli/main.ts', import.meta.url));
const HASTY = fileURLToPath(new URL('hasty-serve.ts', import.meta.url));

/** A state that a test waits for: as long as a busy machine needs. Milliseconds. */
export const PATIENCE = { timeout: 50_000, interval: 50 };

export interface ServeProcess {
  url: string;
  pid: number;
  /** Lines of the log, newest last; a line that is no JSON is `{ text }`. */
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
  /** Words for Node, before the script. */
  node?: readonly string[];
  /** Files and sockets that it may have open at once. */
  descriptors?: number;
}

/** Starts it on the port of `env`, and waits for nothing. */
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
    env: { PATH: process.env['PATH'], ...env },
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

/** Starts it, on a free port when `env` names none, and waits until it is ready; rejects when it ends or never is. */
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

/** What a load balancer is told. */
export async function readiness({ url }: ServeProcess) {
  const { status, headers } = await fetch(`${url}/readyz`);
  return { status, retryAfter: headers.get('Retry-After') };
}

/** What `look` finds in the end; undefined when it has found nothing for too long. */
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
