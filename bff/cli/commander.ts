/** Makes Commander's commands of the table's rows. */
import {
  Argument as CommanderArgument,
  type Command as CommanderCommand,
  Option as CommanderOption,
} from 'commander';
import { UsageError } from './context.ts';
import { usageOfOption, type Argument, type Command, type Group, type Option, type Values } from './table.ts';

type Take = (row: Command, values: Values) => void;

/**
 * `take` gets the row of the command that is given, with its values. The action throws `UsageError`
 * when they do not fit together.
 */
export function addRow(parent: CommanderCommand, row: Command | Group, take: Take): void {
  const added = parent.command(row.name).description(row.about);
  if ('commands' in row) {
    for (const each of row.commands) addRow(added, each, take);
    return;
  }
  if (row.notes !== undefined) added.addHelpText('after', `\n${row.notes}`);
  for (const [name, argument] of Object.entries(row.arguments ?? {}))
    added.addArgument(argumentOf(name, argument));
  for (const [name, option] of Object.entries(row.options ?? {})) added.addOption(optionOf(name, option));
  added.action(() => take(row, valuesOf(row, added)));
}

function argumentOf(name: string, argument: Argument<unknown>): CommanderArgument {
  const made = new CommanderArgument(`<${name.toUpperCase()}>`, argument.about);
  setValues(made, argument);
  return made;
}

function optionOf(name: string, option: Option<unknown>): CommanderOption {
  const { about, value, isMandatory = false, absent, conflictsWith = [] } = option;
  const flags = usageOfOption(name, option).replace(/ (.*)/, ' <$1>');
  const made = new CommanderOption(flags, about).makeOptionMandatory(isMandatory).conflicts(conflictsWith);
  setValues(made, option);
  // A mandatory option with a default counts as given, and the default of a flag is shown.
  if (absent && value !== undefined && !isMandatory) made.default(absent.value, absent.shown);
  return made;
}

function setValues(made: CommanderArgument | CommanderOption, of: Argument<unknown>): void {
  if (of.choices) made.choices(of.choices.map(String));
  if (of.parse) made.argParser((given: string, before: unknown) => of.parse?.(given, before));
}

function valuesOf(row: Command, parsed: CommanderCommand): Values {
  const given = parsed.opts<Values>();
  const values = Object.fromEntries([
    ...Object.keys(row.arguments ?? {}).map((name, place): [string, unknown] => [
      name,
      parsed.processedArgs[place],
    ]),
    ...Object.entries(row.options ?? {}).map(([name, { absent }]): [string, unknown] => [
      name,
      given[name] ?? absent?.value,
    ]),
  ]);
  const mistake = 'run' in row ? row.mistakeIn?.(values) : undefined;
  if (mistake !== undefined) throw new UsageError(mistake);
  return values;
}
