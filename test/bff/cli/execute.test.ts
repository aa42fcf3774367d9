/** The output of a command that the user interrupts. */
import { expect, it } from 'vitest';
import type { Context, DatabaseTask } from '../../../bff/cli/task.ts';
import { COMMANDS } from '../../../bff/cli/commands.ts';
import { execute } from '../../../bff/cli/execute.ts';
import { parse } from '../../../bff/cli/parse.ts';
import type { Resources } from '../../../bff/server/resources.ts';

async function carryOut(task: DatabaseTask, abort: AbortController) {
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
  return { exit: await execute(task, false, context), ...said };
}

const secret: DatabaseTask['work'] = () => Promise.resolve({ json: { secret: 'S' }, text: 'Secret: S' });
it.each([
  [['import', 'registry', 'file.csv'], 'Interrupted: nothing was changed.'],
  [
    ['keys', 'rotate'],
    'Interrupted: some keys are encrypted under the new master key, others are not yet. Run the command again for the rest.',
  ],
])('%j reports what was changed when it is interrupted', async (words, message) => {
  const task = parse(words, COMMANDS) as DatabaseTask;
  const abort = new AbortController();
  const work: DatabaseTask['work'] = (context) => {
    abort.abort();
    context.signal.throwIfAborted();
    return secret(context);
  };
  const { exit, err } = await carryOut({ ...task, work }, abort);
  expect({ exit, err }).toEqual({ exit: 1, err: message });
});
