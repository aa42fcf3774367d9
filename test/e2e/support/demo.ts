/** The demo as `npm start` runs it, on free ports with an empty data folder; and a second terminal. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const START_MS = 90_000;
const STOP_MS = 35_000;

export interface Demo {
  portal: string;
  department: string;
  bff: string;
  /** Of BFF, portal and department: for a restart, whose sites must be where they were. */
  ports: readonly number[];
  /** What it has printed so far. */
  output(): string;
  /** Runs `npm run cli -- …` in a second terminal; rejects when it fails, with its words. */
  cli(...words: string[]): Promise<string>;
  /** Ends it as Ctrl-C does; resolves to its exit code. */
  stop(): Promise<number | null>;
}

export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => once(server.listen(0, '127.0.0.1'), 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** `environment`: more variables, over the ports and the data folder. `again`: the ports of an earlier start. */
export async function startDemo(
  environment: Record<string, string> = {},
  again?: readonly number[],
): Promise<Demo> {
  const ports = again ?? (await freePorts(3));
  const [bffPort, portalPort, departmentPort] = ports;
  const dataDir = await mkdtemp(join(tmpdir(), 'demo-'));
  const env = {
    ...process.env,
    NO_COLOR: '1',
    PORT: String(bffPort),
    PORTAL_PORT: String(portalPort),
    DEPARTMENT_PORT: String(departmentPort),
    DATA_DIR: dataDir,
    DEMO_BUSY_SECONDS: '3',
    ...environment,
  };
  const child = spawn(process.execPath, ['demo/start.ts'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = once(child, 'close') as Promise<[number | null]>;
  const ready = new Promise<void>((resolve) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ctrl-C')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
  });
  const stop = async () => {
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.kill('SIGINT');
    const [code] = await ended;
    clearTimeout(late);
    await rm(dataDir, { recursive: true, force: true });
    return code;
  };
  const slow = new Promise<'slow'>((resolve) => setTimeout(resolve, START_MS, 'slow').unref());
  const first = await Promise.race([ready, slow, ended.then(() => 'ended' as const)]);
  if (first) {
    await stop();
    throw new Error(`The demo did not start (${first}):\n${said}`);
  }
  return {
    portal: `http://localhost:${portalPort}`,
    department: `http://127.0.0.1:${departmentPort}`,
    bff: `http://localhost:${bffPort}`,
    ports,
    output: () => said,
    stop,
    async cli(...words) {
      const options = { cwd: ROOT, env, timeout: 30_000 };
      const { stdout } = await promisify(execFile)(process.execPath, ['bff/cli/main.ts', ...words], options);
      return stdout;
    },
  };
}
