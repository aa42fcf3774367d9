/** The command line's usage, as `--help` tells it. */
import { Command } from 'commander';
import { DATABASE_COMMANDS } from '../../../bff/cli/commands.ts';
import { addServeCommand } from '../../../bff/cli/serve.ts';
import { cellsOf, codesIn, fillTable } from './table.ts';

function commands(): ReadonlyMap<string, Command> {
  const program = new Command();
  for (const add of [addServeCommand, ...DATABASE_COMMANDS]) add(program, () => undefined);
  const leavesOf = ({ commands: ones }: Command, group: string): [string, Command][] =>
    ones.flatMap((one) =>
      one.commands.length > 0
        ? leavesOf(one as Command, `${group}${one.name()} `)
        : [[`${group}${one.name()}`, one as Command] as [string, Command]],
    );
  return new Map(leavesOf(program, ''));
}

/** All commands by their names: `site add`. */
export const COMMANDS = commands();

const usageOf = (name: string, { registeredArguments, options }: Command): string =>
  [
    name,
    ...registeredArguments.map((argument) => argument.name()),
    ...options.map(({ flags, mandatory }) => {
      const usage = flags.replace(/<([^>]+)>/, '$1');
      return mandatory ? usage : `[${usage}]`;
    }),
  ]
    .join(' ')
    .replaceAll('|', '\\|');

/** The first cell of each row: the usage of each command that it names. */
export function fillCommands(present: string): string {
  const nameIn = (code: string): string => {
    const words = code.split(' ');
    const name = [words.slice(0, 2).join(' '), words[0]!].find((each) => COMMANDS.has(each));
    if (name === undefined) throw new Error(`there is no command ${code}`);
    return name;
  };
  const rows = present
    .split('\n')
    .slice(2)
    .filter((line) => line.startsWith('|'));
  const told = rows.flatMap((line) => codesIn(cellsOf(line)[0]!).map(nameIn));
  const missing = [...COMMANDS.keys()].filter((name) => !told.includes(name));
  if (missing.length > 0) throw new Error(`no row for ${missing.join(', ')}`);
  return fillTable((codes) => ({
    0: codes.map((code) => `\`${usageOf(nameIn(code), COMMANDS.get(nameIn(code))!)}\``).join('<br>'),
  }))(present);
}
