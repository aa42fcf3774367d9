/** `serve` as operators run it: a process of its own, asked over HTTP. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './postgres.ts';

const MAIN = fileURLToPath(new URL('../../bff/cli/main.ts', import.meta.url));

export interface ServeProcess {
  url: string;
  pid: number;
  /** All that it wrote, log lines and errors. */
  readonly said: string;
  kill(signal: NodeJS.Signals): void;
  /** The exit code; null when a signal has ended it. */
  ended: Promise<number | null>;
}

/** Resolves when it is ready; rejects with what it wrote when it ends or is not ready in a minute. */
export async function startServe(env: Record<string, string>): Promise<ServeProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    env: { PATH: process.env['PATH'], PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (const end = Date.now() + 60_000; !(await isReady()); await sleep(50)) {
    if (child.exitCode === null && Date.now() < end) continue;
    child.kill('SIGKILL');
    throw new Error(`serve is not ready:\n${said}`);
  }
  return {
    url,
    pid: child.pid!,
    get said() {
      return said;
    },
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
