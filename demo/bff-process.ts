/** The certification service as a process of its own, and its public command line. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT, type Settings } from './settings.ts';

const COMMAND_LINE = join(ROOT, 'bff/cli/main.ts');
/** Node's compile cache: with it, a process of the service starts in two thirds of the time. */
const COMPILED = join(ROOT, 'node_modules/.cache/compiled');
const START_MS = 60_000;
const STOP_MS = 30_000;
const LINES_OF_LOG = 15;

export interface Bff {
  /** Absolute path of its log. */
  log: string;
  /** Runs a command of the public command line; resolves to the JSON that it prints. */
  command(...words: string[]): Promise<unknown>;
  /** Resolves when the process has ended, for any reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
  /** Ends the service without waiting, because this process is about to exit. */
  kill(): void;
}

const lastLines = async (file: string) => {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return lines.slice(-LINES_OF_LOG).join('\n');
};

const readyUrl = ({ host, bffPort }: Settings) => {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${bffPort}/readyz`;
};

async function untilReady(settings: Settings, child: ChildProcess, log: string): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The certification service did not start:\n${await lastLines(log)}`);
    const answer = await fetch(readyUrl(settings), { signal: AbortSignal.timeout(1_000) }).catch(
      () => undefined,
    );
    if (answer?.ok) return;
    if (Date.now() > deadline)
      throw new Error(`The certification service is not ready:\n${await lastLines(log)}`);
    await sleep(50);
  }
}

/** Starts the service and waits until it answers. `partners`: the addresses of registry, SMS gateway and the login for staff, and the service's secrets for them. */
export async function startBff(settings: Settings, partners: Record<string, string>): Promise<Bff> {
  const environment = {
    NODE_COMPILE_CACHE: COMPILED,
    LAPSE_GRACE_DAYS: '0', // so that a tester sees at once what a changed registration ends
    COUNTER: 'true',
    ...process.env,
    ...partners,
    PORT: String(settings.bffPort),
    HOST: settings.host,
    PUBLIC_URL: settings.bffUrl,
    DATA_DIR: settings.dataDir,
    DESK_PORT: String(settings.deskPort),
    DESK_URL: settings.deskUrl,
    WEBHOOK_ALLOW: new URL(settings.portalUrl).hostname,
  };
  const log = join(settings.dataDir, 'bff.log');
  const output = await open(log, 'w');
  // Its own process group: Ctrl-C reaches only the demo, which then stops the service in order.
  const child = spawn(process.execPath, [COMMAND_LINE, 'serve'], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', output.fd, output.fd],
    detached: true,
  });
  const ended = once(child, 'close').then(() => undefined);
  await output.close();
  const stop = async () => {
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(late);
  };
  try {
    await untilReady(settings, child, log);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    log,
    ended,
    stop,
    kill: () => child.kill('SIGKILL'),
    command: (...words) => runCommand(words, environment),
  };
}

async function runCommand(words: string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  const child = spawn(process.execPath, [COMMAND_LINE, ...words, '--json'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', error: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.error += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`'${words.join(' ')}' failed:\n${said.error || said.out}`);
  return JSON.parse(said.out) as unknown;
}
