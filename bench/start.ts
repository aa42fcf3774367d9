/** Measures the time until the first answer: of the BFF on a migrated PostgreSQL, and of `npm start` on an installed checkout. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { migrate } from '../bff/database/migrate.ts';
import { openPostgres } from '../bff/database/postgres.ts';
import { createDatabase, startPostgres } from '../test/support/postgres.ts';
import { root } from './server/sides.ts';
import { cpuOf, startServer } from './support/processes.ts';
import type { Say } from './support/progress.ts';
import type { Measured } from './support/result.ts';
import { median } from './support/statistics.ts';

const ROUNDS = { quick: 3, full: 9 };

interface Start {
  milliseconds: number;
  /** CPU milliseconds of the process; undefined when there are several. */
  cpu?: number;
}

/** The demo's ports. They are below the range for clients: a client could take a port of that range between two starts. */
const PORTS = { bff: 18_787, portal: 18_788, department: 18_789 };

export async function benchStart({ quick }: { quick: boolean }, say: Say): Promise<Measured> {
  const rounds = quick ? ROUNDS.quick : ROUNDS.full;
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
  chmodSync(folder, 0o711); // PostgreSQL's user passes through it
  const postgres = await startPostgres();
  const { url, drop } = await createDatabase(postgres.adminUrl);
  const starts: Record<string, Start[]> = { 'npm start, first': [], 'npm start, again': [], serve: [] };
  try {
    const database = openPostgres(url);
    await migrate(database);
    await database.close();
    const env = {
      ...process.env,
      DATABASE_URL: url,
      MASTER_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    };
    await startDemo(join(folder, 'build')); // builds the widget if needed, which is not measured
    for (let round = 0; round < rounds; round++) {
      const data = join(folder, `data-${round}`);
      starts['npm start, first']!.push(await startDemo(data));
      starts['npm start, again']!.push(await startDemo(data));
      const args = ['bff/cli/main.ts', 'serve'];
      const server = await startServer(args, { cwd: root, env, log: join(folder, 'serve.log') });
      starts['serve']!.push({ milliseconds: server.startedIn, cpu: cpuOf(server.pid) / 1000 });
      await server.stop();
      say(`round ${round + 1} of ${rounds}`);
    }
  } finally {
    await drop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const took = (name: string) => Math.round(median(starts[name]!.map(({ milliseconds }) => milliseconds)));
  const cpu = Math.round(median(starts['serve']!.map((one) => one.cpu!)));
  const names = Object.keys(starts);
  return {
    table: {
      columns: ['', 'ms until it answers', 'CPU ms'],
      rows: names.map((name) => [name, took(name), name === 'serve' ? cpu : null]),
    },
    goals: [
      { what: 'npm start, first: ms', value: took('npm start, first'), atMost: 5_000 },
      { what: 'npm start, again: ms', value: took('npm start, again'), atMost: 5_000 },
      { what: 'serve on PostgreSQL: ms', value: took('serve'), atMost: 1_000 },
    ],
    chart: {
      title: 'Until it answers',
      unit: 'ms, less is better',
      groups: [{ label: '', bars: names.map((label) => ({ label, value: took(label), ours: true })) }],
    },
    rounds: starts,
    conditions: { rounds },
  };
}

/** Starts the demo, waits until its three sites answer, and stops it. */
async function startDemo(data: string): Promise<Start> {
  const { bff, portal, department } = PORTS;
  const started = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: {
      ...process.env,
      DATA_DIR: data,
      PORT: String(bff),
      PORTAL_PORT: String(portal),
      DEPARTMENT_PORT: String(department),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => void (said += chunk.toString()));
  const ended = once(child, 'exit');
  try {
    for (const site of [
      `http://127.0.0.1:${department}/`,
      `http://localhost:${portal}/`,
      `http://127.0.0.1:${bff}/readyz`,
    ])
      while (!(await answers(site))) {
        if (child.exitCode !== null) throw new Error(`npm start ended:\n${said}`);
        await rest(20);
      }
    return { milliseconds: performance.now() - started };
  } finally {
    if (child.exitCode === null) process.kill(-child.pid!, 'SIGTERM');
    await ended; // npm has ended, but its child processes may still be closing
    for (const port of Object.values(PORTS)) while (await isListening(port)) await rest(20);
  }
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
