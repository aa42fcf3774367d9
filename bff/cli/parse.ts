/**
 * Parses the command line with Commander into a command with its values, or a help text. It writes,
 * opens and ends nothing.
 */
import { Command, CommanderError, Help, InvalidArgumentError } from 'commander';
import { VERSION } from '../contract/version.ts';
import type { ActorOf } from '../database/index.ts';
import { named, shownError } from './audited.ts';
import { UsageError } from './context.ts';
import { addRow } from './commander.ts';
import type { Command as Row, DatabaseCommand, ProcessCommand, Table, Values } from './table.ts';

export const PROGRAM = 'unit-certification';

/** `operator`: the value of `--as`. */
export interface CommandCall {
  row: DatabaseCommand;
  values: Values;
  operator: string | undefined;
}

export type Parsed =
  | { kind: 'help'; text: string }
  | ({ kind: 'database' } & CommandCall)
  | { kind: 'process'; row: ProcessCommand };

/** Whether `--json` stands before `--`, even when the command line is wrong. */
export const wantsJson = (words: readonly string[]): boolean =>
  (words.includes('--') ? words.slice(0, words.indexOf('--')) : words).includes('--json');

/** The actor: the name of `--as`, else the operating system's user. */
export const actorOf = ({ operator }: Pick<CommandCall, 'operator'>, user: string): ActorOf<'operator'> =>
  `operator:${operator ?? user}`;

/** Throws `UsageError`. */
export function parse(words: readonly string[], table: Table): Parsed {
  let taken: { row: Row; values: Values } | undefined;
  let current: Command | undefined;
  let said = '';
  const program = new Command(PROGRAM)
    .version(VERSION, '-V, --version', 'the version')
    .addHelpText('after', '\nExit code: 0 done, 1 failed, 2 wrong usage. COMMAND --help says more.')
    .configureHelp({ subcommandTerm: termOf, formatHelp })
    .configureOutput({
      writeOut: (text) => (said += text),
      writeErr: (text) => (said += text),
      outputError: (text, write) =>
        write(shownError(text.replace(/^error: ./, (start) => start.at(-1)!.toUpperCase()))),
    })
    .hook('preAction', (_program, command) => void (current = command));
  for (const one of table) addRow(program, one, (row, values) => (taken = { row, values }));
  for (const command of withDescendants(program))
    command
      .option('--json', 'one JSON document on standard output, nothing else there')
      .option(
        '--as <NAME>',
        'the operator’s name for the audit; default: the user of the operating system',
        operatorName,
      )
      .helpOption('-h, --help', 'this text')
      .exitOverride((error) => {
        current = command;
        throw error;
      });

  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return { kind: 'help', text: said };
    if (error instanceof CommanderError && error.code === 'commander.help')
      throw new UsageError(`A command is missing.\n${said.trimEnd()}`);
    if (error instanceof CommanderError) throw new UsageError(withUsage(said.trimEnd(), current));
    if (error instanceof UsageError) throw new UsageError(withUsage(error.message, current));
    throw error;
  }
  if (!taken) throw new UsageError(withUsage('A command is missing.', program));
  const { row, values } = taken;
  if ('runProcess' in row) return { kind: 'process', row };
  return { kind: 'database', row, values, operator: current?.optsWithGlobals<{ as?: string }>().as };
}

function operatorName(given: string): string {
  const name = named(given.trim());
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,63}$/u.test(name)) return name;
  throw new InvalidArgumentError('It must be 1-64 letters, digits, spaces or . _ @ -.');
}

const withUsage = (message: string, command: Command | undefined): string =>
  command ? `${message}\nUsage: ${pathOf(command)} ${command.usage()}` : message;

const withDescendants = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap((each) => withDescendants(each)),
];

/** All commands without subcommands, in the order in which they were added. */
const leavesOf = (command: Command): Command[] =>
  command.commands.flatMap((each) => (each.commands.length > 0 ? leavesOf(each) : [each]));

/**
 * Lists all commands of all levels. `visibleCommands` is replaced for the help only: Commander's
 * suggestions after a typing error need one level.
 */
const formatHelp = (command: Command, helper: Help): string =>
  new Help().formatHelp(command, Object.assign(helper, { visibleCommands: leavesOf }));

const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();

/** The command as it is typed after the program's name, such as `site add ID`. */
const termOf = (command: Command): string =>
  [
    pathOf(command).slice(PROGRAM.length + 1),
    ...command.registeredArguments.map((argument) => argument.name()),
  ].join(' ');
