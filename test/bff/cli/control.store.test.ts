/**
 * The embedded database admits one process. When it is in use, a command is carried out by the process that has it.
 * A killed process does not block the next one.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { socketPath } from '../../../bff/cli/protocol.ts';
import type { UnitOverview } from '../../../bff/units/administration.ts';
import { cli, folder, host, registryFile, run, runJson, UNIT, until, type Place } from './support.ts';

const ORIGIN = 'https://portal.example';
const { path, remove } = folder();
const data = join(path, 'data');
const socket = join(data, 'control.sock');
const place: Place = { env: { DATA_DIR: data }, cwd: path };

const hosts: ReturnType<typeof host>[] = [];
const startHost = async (...words: string[]) => {
  const started = host(place, ...words);
  hosts.push(started);
  await until(() => started.soFar.out.includes(words[0] === 'late' ? 'open' : 'ready'));
  return started;
};
const endHosts = async () => {
  for (const { kill, done } of hosts.splice(0)) {
    kill('SIGKILL');
    await done;
  }
};
beforeAll(async () => {
  await runJson(['site', 'add', 'one', '--origin', ORIGIN], place);
  registryFile(join(path, 'large.csv'), 60_000);
  registryFile(join(path, 'small.csv'), 1);
  await runJson(['import', 'registry', 'small.csv'], place);
});
afterAll(remove);

describe('the data folder’s process', () => {
  let soFar: ReturnType<typeof host>['soFar'];
  beforeAll(async () => {
    chmodSync(data, 0o755);
    ({ soFar } = await startHost());
  });
  afterAll(endHosts);

  it('carries commands out, and applies a change before the command ends', async () => {
    const added = await runJson<{ secret: string }>(['site', 'add', 'two', '--origin', ORIGIN], place);
    expect(added.secret).toHaveLength(43);
    expect(soFar.out).toContain('changed');
    expect(await runJson(['site', 'show', 'two'], place)).toMatchObject({ id: 'two' });
  });

  it('reports an error as if the command had run alone', async () => {
    const repeated = await run(['site', 'add', 'one', '--origin', ORIGIN, '--json'], place);
    expect(repeated.exit).toBe(1);
    expect(repeated.err).toContain('There is a site one already');
    expect(JSON.parse(repeated.out)).toEqual({ error: repeated.err.trim() });
  });

  it('reads files relative to the caller’s directory', async () => {
    const elsewhere = join(path, 'elsewhere');
    mkdirSync(elsewhere);
    registryFile(join(elsewhere, 'units.csv'), 10);
    const there = { ...place, cwd: elsewhere };
    const imported = await run(['import', 'registry', 'units.csv', '--json'], there);
    expect(JSON.parse(imported.out)).toMatchObject({ read: 10, imported: 10 });
    expect(imported.err).toContain('100 %');
    expect((await run(['import', 'registry', 'units.csv'], place)).exit).toBe(1);
  });

  it('restricts every file of its folder to its own user, although others had access', () => {
    const open = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter(
      (name) => (statSync(join(data, name)).mode & 0o077) !== 0,
    );
    expect(open).toEqual([]);
    expect(statSync(data).mode & 0o777).toBe(0o700);
  });

  it('has a socket for its own user only', async () => {
    expect(statSync(socket).mode & 0o777).toBe(0o600);
  });

  it('stops a command whose caller pressed Ctrl-C, and nothing was changed', async () => {
    const importing = cli(['import', 'registry', 'large.csv', '--json'], place);
    await until(() => importing.soFar.err.includes('%'));
    importing.kill('SIGINT');
    const { exit, out, err } = await importing.done;
    expect(exit).toBe(1);
    expect(err).toContain('Interrupted: nothing was changed.');
    expect(JSON.parse(out)).toEqual({ error: 'Interrupted: nothing was changed.' });
    const unit = (code: string) => runJson<UnitOverview>(['unit', 'show', code], place);
    expect(await unit('D0050000X')).toMatchObject({ inRegistry: false });
    expect(await unit(UNIT)).toMatchObject({ inRegistry: true });
  });

  it('stops a command whose caller was killed', async () => {
    const importing = cli(['import', 'registry', 'large.csv'], place);
    await until(() => importing.soFar.err.includes('%'));
    importing.kill('SIGKILL');
    await importing.done;
    await sleep(5_000); // longer than the whole import takes
    expect(await runJson(['unit', 'show', 'D0050000X'], place)).toMatchObject({ inRegistry: false });
  });

  it('serves several callers at once', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const added = await Promise.all(
      names.map((name) => runJson(['site', 'add', name, '--origin', ORIGIN], place)),
    );
    expect(added).toMatchObject(names.map((id) => ({ id })));
  });

  it('survives nonsense on its socket', async () => {
    for (const text of ['nonsense\n', '{}\n', '{"words":["serve"],"cwd":"/"}\n', 'x'.repeat(100_000)]) {
      const answer = await new Promise<string>((resolve) => {
        let heard = '';
        const caller = connect(socket, () => caller.write(text));
        caller.on('data', (bytes) => (heard += bytes.toString()));
        caller.on('error', () => undefined).on('close', () => resolve(heard));
      });
      if (text.endsWith('\n')) expect(answer).toMatch(/\{"exit":[12]\}/);
    }
    expect(await runJson(['site', 'show', 'one'], place)).toMatchObject({ id: 'one' });
    expect(soFar.err).toBe('');
  });
});

describe('a process that has the data folder', () => {
  afterEach(endHosts);

  it('does not block the next process when it was killed', async () => {
    const killed = await startHost();
    killed.kill('SIGKILL');
    await killed.done;
    expect(existsSync(socket)).toBe(true); // stale
    expect(await runJson(['site', 'show', 'one'], place)).toMatchObject({ id: 'one' });
    await startHost();
    expect(await runJson(['site', 'show', 'one'], place)).toMatchObject({ id: 'one' });
  });

  it('removes its socket when it stops', async () => {
    const { kill, done, soFar } = await startHost();
    kill('SIGTERM');
    expect((await done).exit).toBe(0);
    expect(soFar.out).toContain('closed');
    expect(existsSync(socket)).toBe(false);
  });

  it('makes a command wait while it starts', async () => {
    await startHost('late');
    expect(await runJson(['site', 'show', 'one'], place)).toMatchObject({ id: 'one' });
  });

  it('that takes no commands is named after a timeout', async () => {
    await startHost('silent');
    const { exit, out, err } = await run(['site', 'list'], place, { patience: 500 });
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain(`Another process has the data folder ${data}`);
  });

  it('refuses a second of its kind', async () => {
    await startHost();
    const second = host(place);
    const { exit, err } = await second.done;
    expect(exit).toBe(1);
    expect(err).toContain('Another process has the data folder');
  });
});

describe('the socket’s path', () => {
  const { path: base, remove: removeBase } = folder();
  afterAll(removeBase);
  const deep = join(base, 'd'.repeat(60), 'e'.repeat(60));

  it('is the shorter of the absolute one and the one from here', () => {
    expect(socketPath('/x')).toBe('/x/control.sock');
    expect(socketPath(join(process.cwd(), 'data'))).toBe('data/control.sock');
    expect(() => socketPath(deep)).toThrow('DATA_DIR is too long');
  });

  it('may be long when the process is near', async () => {
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, 'here'), '');
    const near: Place = { env: { DATA_DIR: 'data' }, cwd: deep };
    const started = host(near);
    await until(() => started.soFar.out.includes('ready'));
    expect(await cli(['site', 'list', '--json'], near).done).toMatchObject({ exit: 0, out: '[]\n' });
    started.kill('SIGTERM');
    await started.done;

    const far = host({ env: { DATA_DIR: join(deep, 'data') }, cwd: '/' });
    const { exit, err } = await far.done;
    expect(exit).toBe(1);
    expect(err).toContain('DATA_DIR is too long');
  });
});
