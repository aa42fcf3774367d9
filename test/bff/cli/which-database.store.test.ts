/** Every command says which database it works on, and warns of a BFF that runs here on another one. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { localBff, nameDatabase } from '../../../bff/cli/which-database.ts';
import { loadConfig } from '../../../bff/server/config.ts';
import { openPostgres } from '../../../bff/database/postgres.ts';
import type { Database } from '../../../bff/database/database.ts';
import { openResources } from '../../../bff/server/resources.ts';
import { startBff, type TestBff } from '../../support/bff.ts';
import { PROFILE_ENV } from '../../support/keys.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { folder, run, type Place } from './support.ts';

const MASTER_KEYS = `k1:${randomBytes(32).toString('base64')}`;

describe('the name of the database', () => {
  it.each([
    ['postgresql://app:secret@db.internal:6432/cert', 'PostgreSQL at db.internal:6432, cert'],
    ['postgres://app:se%2Fcret@[::1]/cert?sslmode=require', 'PostgreSQL at [::1], cert'],
    [
      'postgresql:///cert?host=/var/run/postgresql&password=secret',
      'PostgreSQL at /var/run/postgresql, cert',
    ],
    ['postgresql://db.internal', 'PostgreSQL at db.internal, its default database'],
  ])('%s', (DATABASE_URL, name) => {
    const named = nameDatabase(loadConfig({ DATABASE_URL, MASTER_KEYS }));
    expect(named).toBe(`Database: ${name}`);
    expect(named).not.toMatch(/secret|app/);
  });

  it('is the whole path of an embedded one', () => {
    expect(nameDatabase(loadConfig({}))).toBe(`Database: the embedded one in ${join(process.cwd(), 'data')}`);
  });
});

it('a BFF is looked for at its own address', () => {
  expect(localBff(loadConfig({ HOST: '0.0.0.0', PORT: '80' }))).toBe('http://127.0.0.1:80');
  expect(localBff(loadConfig({ HOST: '::' }))).toBe('http://[::1]:8787');
  expect(localBff(loadConfig({ HOST: 'localhost' }))).toBe('http://localhost:8787');
  expect(localBff(loadConfig({ PORT: '0' }))).toBeUndefined();
});

describe('a command next to a running BFF', () => {
  const { path, remove } = folder();
  const data = join(path, 'data');
  let its: TestDatabase;
  let database: Database;
  let bff: TestBff;
  let PORT: string;

  beforeAll(async () => {
    its = await createDatabase(undefined, inject('migratedDatabase'));
    const env = { ...PROFILE_ENV, DATABASE_URL: its.url, MASTER_KEYS };
    await (await openResources(loadConfig(env))).close(); // makes the database's keys
    database = openPostgres(its.url);
    bff = await startBff(database, 'portal');
    PORT = new URL(bff.url).port;
  });
  afterAll(async () => {
    await bff.close();
    await database.close();
    await its.drop();
    remove();
  });

  it('warns, and still works, when the BFF has another database', async () => {
    const place: Place = { env: { PORT, DATA_DIR: data } };
    const added = await run(['site', 'add', 'x', '--origin', 'https://x.example', '--json'], place);
    expect(added).toMatchObject({
      exit: 0,
      database: `Database: the embedded one in ${data} (new, or brought up to date just now)`,
    });
    expect(added.err).toBe(
      `Warning: the BFF at ${bff.url} works on another database and does not see what this command changes. ` +
        'Set DATA_DIR (or DATABASE_URL) to the value that it has.\n',
    );
    expect(JSON.parse(added.out)).toMatchObject({ id: 'x' });
  });

  it('does not warn when it is the same database', async () => {
    const place: Place = { env: { PORT, DATABASE_URL: its.url, MASTER_KEYS } };
    const listed = await run(['site', 'list'], place);
    expect(listed).toMatchObject({ exit: 0, err: '' });
    const { port, pathname } = new URL(its.url);
    expect(listed.database).toBe(`Database: PostgreSQL at 127.0.0.1:${port}, ${pathname.slice(1)}`);
  });

  it('does not warn of something else that listens there', async () => {
    const other = createServer((_, answer) => void answer.end('[]'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const env = { PORT: String((other.address() as AddressInfo).port), DATA_DIR: data };
    expect(await run(['site', 'list'], { env })).toMatchObject({ exit: 0, err: '' });
    await new Promise((resolve) => other.close(resolve));
  });
});
