/** The output of a command: its result, also when a later step fails or the user interrupts. */
import { expect, it } from 'vitest';
import { onDatabase, onSites, type Context, type DatabaseTask, type Work } from '../../../bff/cli/command.ts';
import { DATABASE_COMMANDS } from '../../../bff/cli/commands.ts';
import { execute } from '../../../bff/cli/execute.ts';
import { parse } from '../../../bff/cli/parse.ts';
import type { Resources } from '../../../bff/resources.ts';

async function carryOut(task: DatabaseTask, onChange: () => Promise<void>, abort = new AbortController()) {
  const said = { out: '', err: '' };
  const io = {
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
    trace: () => undefined,
    progress: () => undefined,
  };
  const context: Context = {
    resources: {} as Resources, // the tasks here use none
    io,
    cwd: '/',
    signal: abort.signal,
    now: Date.now,
    actor: 'operator:tester',
    line: '',
    migrated: [],
  };
  return { exit: await execute(task, false, context, onChange), ...said };
}

const secret: Work = () => Promise.resolve({ json: { secret: 'S' }, text: 'Secret: S' });
const fails = () => Promise.reject(new Error('Connection terminated'));

it('a secret is printed although the BFF could not read its sites again', async () => {
  const { exit, out, err } = await carryOut(onSites(secret), fails);
  expect({ exit, out }).toEqual({ exit: 0, out: 'Secret: S' });
  expect(err).toContain('Warning: the running BFF could not read its sites again (Connection terminated)');
});

it('sites are not read again after a command that failed or changed no site', async () => {
  let read = 0;
  const count = () => Promise.resolve(void read++);
  expect(await carryOut(onSites(fails), count)).toMatchObject({ exit: 1, out: '' });
  expect(await carryOut(onDatabase(secret), count)).toMatchObject({ exit: 0 });
  expect(read).toBe(0);
  expect(await carryOut(onSites(secret), count)).toMatchObject({ exit: 0, err: '' });
  expect(read).toBe(1);
});

it.each([
  [['import', 'registry', 'file.csv'], 'Interrupted: nothing was changed.'],
  [
    ['keys', 'rotate'],
    'Interrupted: some keys are encrypted under the new master key, others are not yet. Run the command again for the rest.',
  ],
])('%j reports what was changed when it is interrupted', async (words, message) => {
  const task = parse(words, DATABASE_COMMANDS) as DatabaseTask;
  const abort = new AbortController();
  const work: Work = (context) => {
    abort.abort();
    context.signal.throwIfAborted();
    return secret(context);
  };
  const { exit, err } = await carryOut({ ...task, work }, () => Promise.resolve(), abort);
  expect({ exit, err }).toEqual({ exit: 1, err: message });
});
