/** The BFF as operators run it: a process of its own, its log read line by line. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TimeLimits } from '../../../bff/server.ts';
import { expect, vi } from 'vitest';

const MAIN = fileURLToPath(new URL('../../../bff/cli/main.ts', import.meta.url));
const HASTY = fileURLToPath(new URL('hasty-bff.ts', import.meta.url));

/** A state that a test waits for: as long as a busy machine needs. Milliseconds. */
export const PATIENCE = { timeout: 50_000, interval: 50 };

export interface BffProcess {
  url: string;
  /** Lines of the log, newest last; a line that is no JSON is `{ text }`. */
  log: Record<string, unknown>[];
  /** The first line with this message; waits for it. */
  said(message: string): Promise<Record<string, unknown>>;
  kill(signal: NodeJS.Signals): void;
  /** The exit code; null when a signal has ended it. */
  ended: Promise<number | null>;
}

export interface ProcessOptions {
  /** Other limits than the usual ones. */
  limits?: TimeLimits;
  /** Words for Node, before the script. */
  node?: readonly string[];
}

/** Starts it, and waits for nothing. */
export function spawnBff(
  env: Record<string, string>,
  { limits, node = [] }: ProcessOptions = {},
): BffProcess {
  const script = limits ? [HASTY, JSON.stringify(limits)] : [MAIN, 'serve'];
  const child = spawn(process.execPath, [...node, ...script], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: Record<string, unknown>[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => log.push(parsed(line)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    url: `http://127.0.0.1:${env['PORT']}`,
    log,
    said: (message) =>
      vi.waitFor(() => {
        const line = log.find(({ msg }) => msg === message);
        if (!line)
          throw new Error(
            `it did not say "${message}":\n${log.map((each) => JSON.stringify(each)).join('\n')}`,
          );
        return line;
      }, PATIENCE),
    kill: (signal) => void child.kill(signal),
    ended,
  };
}

/** Starts it, and waits until it is ready. */
export async function startBffProcess(
  env: Record<string, string>,
  options?: ProcessOptions,
): Promise<BffProcess> {
  const bff = spawnBff(env, options);
  const failed = bff.ended.then((code) => {
    throw new Error(`it ended (${code}):\n${bff.log.map((line) => JSON.stringify(line)).join('\n')}`);
  });
  const isReady = async () => expect(await readiness(bff)).toMatchObject({ status: 200 });
  await Promise.race([vi.waitFor(isReady, PATIENCE), failed]);
  failed.catch(() => undefined);
  return bff;
}

/** What a load balancer is told. */
export async function readiness({ url }: BffProcess) {
  const { status, headers } = await fetch(`${url}/readyz`);
  return { status, retryAfter: headers.get('Retry-After') };
}

function parsed(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { text: line };
  }
}
