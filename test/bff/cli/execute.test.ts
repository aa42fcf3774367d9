/** The output of a command that the user interrupts. */
import { expect, it } from 'vitest';
import type { Context } from '../../../bff/cli/context.ts';
import { COMMANDS } from '../../../bff/cli/commands.ts';
import { execute } from '../../../bff/cli/execute.ts';
import { parse, type CommandCall } from '../../../bff/cli/parse.ts';
import type { Resources } from '../../../bff/server/resources.ts';

async function carryOut(given: CommandCall, abort: AbortController) {
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
  return { exit: await execute(given, false, context), ...said };
}

it.each([
  [['import', 'registry', 'file.csv'], 'Interrupted: nothing was changed.'],
  [
    ['keys', 'rotate'],
    'Interrupted: some keys are encrypted under the new master key, others are not yet. Run the command again for the rest.',
  ],
])('%j reports what was changed when it is interrupted', async (words, message) => {
  const given = parse(words, COMMANDS) as CommandCall;
  const abort = new AbortController();
  const run: CommandCall['row']['run'] = async (context) => {
    abort.abort();
    context.signal.throwIfAborted();
    return { json: { secret: 'S' }, text: 'Secret: S' };
  };
  const { exit, err } = await carryOut({ ...given, row: { ...given.row, run } }, abort);
  expect({ exit, err }).toEqual({ exit: 1, err: message });
});
