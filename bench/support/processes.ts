/** Starts the measured servers as processes, and reads their CPU time from the kernel. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** CPU time in microseconds, user and system, of all threads of a process. */
export function cpuOf(pid: number): number {
  const folder = `/proc/${pid}/task`;
  const nanoseconds = readdirSync(folder).reduce(
    (sum, task) => sum + Number(readFileSync(`${folder}/${task}/schedstat`, 'utf8').split(' ')[0]),
    0,
  );
  return nanoseconds / 1000;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

export interface Server {
  url: string;
  pid: number;
  /** Milliseconds until the first answer. */
  startedIn: number;
  stop(): Promise<void>;
}

export interface ServerOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** The file for its output. */
  log: string;
}

/** Runs `node ARGS…` with a free port as `PORT`, and waits until `/readyz` answers. */
export async function startServer(
  args: readonly string[],
  { cwd, env, log }: ServerOptions,
): Promise<Server> {
  const port = await freePort();
  const output = openSync(log, 'a');
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', output, output],
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await answering(child, `${url}/readyz`);
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`${args.join(' ')} does not start:\n${readFileSync(log, 'utf8')}`, { cause: error });
  }
  return {
    url,
    pid: child.pid!,
    startedIn: performance.now() - started,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function answering(child: ChildProcess, url: string): Promise<void> {
  const isReady = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let tries = 0; !(await isReady()); tries++) {
    if (tries > 1_500 || child.exitCode !== null) throw new Error('no answer');
    await sleep(20);
  }
}
