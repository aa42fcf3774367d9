/**
 * Poolers in front of PostgreSQL: our own, which refuses the same startup parameters as PgBouncer, and PgBouncer itself in transaction
 * mode where it is installed (`apt install pgbouncer`).
 */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { plainAccount } from '../../../bff/database/binaries.ts';
import { freePort } from '../../support/postgres.ts';

export interface Pooler {
  /** Clients share its connections, so a client's setting may not apply to its next statement. */
  isShared: boolean;
  /** The URL of the same database through the pooler. */
  url(direct: string): string;
  close(): Promise<void>;
}

/** `server`: a PostgreSQL URL whose user and password the pooler has too. */
export type OpenPooler = (server: string) => Promise<Pooler>;

const through = (port: number) => (direct: string) => {
  const url = new URL(direct);
  url.host = `127.0.0.1:${port}`;
  return url.href;
};

/** The startup parameters that PgBouncer admits by default. */
const ADMITTED = ['user', 'database', 'client_encoding', 'application_name'];

/** PgBouncer's refusal: an error of PostgreSQL's protocol with severity, SQLSTATE and message. */
function refusal(parameter: string): Buffer {
  const fields = Buffer.from(
    `SFATAL\0VFATAL\0C08P01\0Munsupported startup parameter: ${parameter}\0\0`,
    'utf8',
  );
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/** Names of the parameters of a startup message, which has length and version, then name, value, name, value, … */
const parametersOf = (message: Buffer): string[] =>
  message
    .subarray(8)
    .toString()
    .split('\0')
    .filter((name, index) => index % 2 === 0 && name !== '');

/** Refuses a connection with other startup parameters, and forwards the others one to one. */
export const openStrictPooler: OpenPooler = async (server) => {
  const { hostname, port } = new URL(server);
  const sockets = new Set<Socket>();
  const listener = createServer((near) => {
    sockets.add(near.on('error', () => undefined));
    near.once('data', (message: Buffer) => {
      near.pause();
      const refused = parametersOf(message).find((name) => !ADMITTED.includes(name));
      if (refused !== undefined) return void near.end(refusal(refused));
      const far = connect(Number(port), hostname);
      sockets.add(far.on('error', () => near.destroy()));
      near.on('close', () => far.destroy());
      far.write(message);
      near.pipe(far).pipe(near);
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    isShared: false,
    url: through((listener.address() as AddressInfo).port),
    close() {
      sockets.forEach((socket) => socket.destroy());
      return new Promise<void>((resolve) => listener.close(() => resolve()));
    },
  };
};

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => resolve(false));
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });

/** Runs in transaction mode, with fewer connections to PostgreSQL than a BFF has, so that a client's statements use several of them. */
const openPgBouncer: OpenPooler = async (server) => {
  const { hostname, port, username, password } = new URL(server);
  const user = plainAccount();
  const folder = mkdtempSync(join(tmpdir(), 'unit-certification-pgbouncer-'));
  const listenPort = await freePort();
  writeFileSync(join(folder, 'users'), `"${username}" "${decodeURIComponent(password)}"\n`, { mode: 0o600 });
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    `[databases]
* = host=${hostname} port=${port || 5432}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listenPort}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, 'users')}
pool_mode = transaction
default_pool_size = 3
max_prepared_statements = 200
`,
  );
  if (user.uid !== undefined)
    for (const name of ['', 'users', 'pgbouncer.ini']) chownSync(join(folder, name), user.uid, user.gid!);
  // A shell waits on a pipe from this process, and ends PgBouncer when the pipe closes.
  const script =
    'folder=$1; shift; "$@" >"$folder/log" 2>&1 & pooler=$!; read -r _; kill -INT $pooler; wait $pooler';
  const launcher = spawn(
    '/bin/sh',
    ['-c', script, 'sh', folder, 'pgbouncer', join(folder, 'pgbouncer.ini')],
    {
      ...user,
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  const ended = new Promise<void>((resolve) => launcher.on('exit', () => resolve()));
  launcher.unref();
  while (!(await listens(listenPort))) await rest(20);
  return {
    isShared: true,
    url: through(listenPort),
    async close() {
      launcher.ref();
      launcher.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** PgBouncer supports named statements since 1.21. */
function isPgBouncerHere(): boolean {
  const { stdout } = spawnSync('pgbouncer', ['--version'], { encoding: 'utf8' });
  const [, major, minor] = /PgBouncer (\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 21);
}

export const POOLERS: readonly (readonly [name: string, open: OpenPooler])[] = isPgBouncerHere()
  ? [
      ['a pooler that refuses startup parameters', openStrictPooler],
      ['PgBouncer in transaction mode', openPgBouncer],
    ]
  : [
      [
        'a pooler that refuses startup parameters (PgBouncer 1.21 or newer is not installed)',
        openStrictPooler,
      ],
    ];
