/** The demo as `npm start` runs it, on free ports, and a second terminal. `demo-host.ts` has the shared one. */
import { execFile, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const START_MS = 90_000;
const STOP_MS = 35_000;

export interface DemoPlace {
  /** The ports of BFF, portal, department, desk and the login for staff, for a restart at the same addresses. */
  ports: readonly number[];
  dataDir: string;
}

export interface RunningDemo extends DemoPlace {
  portal: string;
  department: string;
  bff: string;
  desk: string;
  /** Runs `npm run cli -- …` as in a second terminal. Rejects with its output when it fails. */
  cli(...words: string[]): Promise<string>;
}

export interface Demo extends RunningDemo {
  /** Ends it as Ctrl-C does; resolves to its exit code. */
  stop(): Promise<number | null>;
}

/** From 32768 on the system gives ports to connections, which may take one before the demo has it. */
const PORTS = [20_000, 32_000] as const;

async function listenSomewhere(): Promise<Server> {
  const server = createServer().listen(randomInt(...PORTS), '127.0.0.1');
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return listenSomewhere();
  }
}

export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listenSomewhere));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

function environmentOf({ ports, dataDir }: DemoPlace): NodeJS.ProcessEnv {
  const [bffPort, portalPort, departmentPort, deskPort, staffLoginPort] = ports;
  return {
    ...process.env,
    NO_COLOR: '1',
    PORT: String(bffPort),
    PORTAL_PORT: String(portalPort),
    DEPARTMENT_PORT: String(departmentPort),
    DEMO_DESK_PORT: String(deskPort),
    DEMO_STAFF_LOGIN_PORT: String(staffLoginPort),
    DATA_DIR: dataDir,
    // As the demo's service has them: a command takes them from its own environment.
    LAPSE_GRACE_DAYS: '0',
    WEBHOOK_ALLOW: 'localhost',
    DEMO_BUSY_SECONDS: '3',
  };
}

function demoAt(place: DemoPlace): RunningDemo {
  const [bffPort, portalPort, departmentPort, deskPort] = place.ports;
  return {
    ...place,
    portal: `http://localhost:${portalPort}`,
    department: `http://127.0.0.1:${departmentPort}`,
    bff: `http://localhost:${bffPort}`,
    desk: `http://localhost:${deskPort}`,
    async cli(...words) {
      const options = { cwd: ROOT, env: environmentOf(place), timeout: 30_000 };
      const { stdout } = await promisify(execFile)(process.execPath, ['bff/cli/main.ts', ...words], options);
      return stdout;
    },
  };
}

const askHost = async (path: string): Promise<DemoPlace> => {
  const { inject } = await import('vitest'); // a dynamic import, because `demo-host.ts` runs outside of the tests
  const answer = await fetch(inject('demoHost') + path);
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as DemoPlace;
};

/** The shared demo, for files that do not change its accounts. */
export const sharedDemo = async (): Promise<RunningDemo> => demoAt(await askHost('/shared'));

/** Copies a data folder, whose files belong to PostgreSQL's user in part. */
export const copyData = (from: string, to: string): Promise<unknown> =>
  promisify(execFile)('cp', ['-a', `${from}/.`, to]);

/** A new data folder, as after a first start; the caller removes it. */
export async function preparedData(): Promise<DemoPlace> {
  const { ports, dataDir: prepared } = await askHost('/prepared');
  const dataDir = await mkdtemp(join(tmpdir(), 'demo-'));
  await copyData(prepared, dataDir);
  return { ports, dataDir };
}

/** A new demo with fresh accounts; `stop` removes its data. */
export async function freshDemo(): Promise<Demo> {
  const { ports, dataDir } = await preparedData();
  const demo = await startDemo({ DATA_DIR: dataDir }, ports);
  return {
    ...demo,
    async stop() {
      const code = await demo.stop();
      await rm(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}

/** `environment`: more variables, `DATA_DIR` among them. `ports`: those of an earlier start. */
export async function startDemo(
  environment: Record<string, string> & { DATA_DIR: string },
  ports?: readonly number[],
): Promise<Demo> {
  const place = { ports: ports ?? (await freePorts(5)), dataDir: environment.DATA_DIR };
  const env = { ...environmentOf(place), ...environment };
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
    return code;
  };
  const slow = new Promise<'slow'>((resolve) => setTimeout(resolve, START_MS, 'slow').unref());
  const failure = await Promise.race([ready, slow, ended.then(() => 'ended' as const)]);
  if (failure) {
    await stop();
    throw new Error(`The demo did not start (${failure}):\n${said}`);
  }
  return { ...demoAt(place), stop };
}
