/** The command line's usage, from its table of commands. */
import { COMMANDS as TABLE } from '../../../bff/cli/commands.ts';
import { type Command, commandsOf, usageOfOption } from '../../../bff/cli/table.ts';
import { cellsOf, codesIn, fillTable } from './table.ts';

/** All commands by their words: `site add`. */
export const COMMANDS = commandsOf(TABLE);

const usageOf = (words: string, { arguments: given = {}, options = {} }: Command): string =>
  [
    words,
    ...Object.keys(given).map((name) => name.toUpperCase()),
    ...Object.entries(options).map(([name, option]) => {
      const usage = usageOfOption(name, option);
      return option.isMandatory ? usage : `[${usage}]`;
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
