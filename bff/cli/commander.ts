/** Makes Commander's commands of the table's rows. */
import {
  Argument as CommanderArgument,
  type Command as CommanderCommand,
  Option as CommanderOption,
} from 'commander';
import { NOTHING_CHANGED, UsageError, type DatabaseTask, type ProcessTask } from './task.ts';
import { usageOfOption, type Argument, type Command, type Group, type Option } from './table.ts';

type Plan = (task: DatabaseTask | ProcessTask) => void;

/** `plan` gets the task of the command that is given; it may throw `UsageError`. */
export function addRow(parent: CommanderCommand, row: Command | Group, plan: Plan): void {
  const added = parent.command(row.name).description(row.about);
  if ('commands' in row) {
    for (const each of row.commands) addRow(added, each, plan);
    return;
  }
  if (row.notes !== undefined) added.addHelpText('after', `\n${row.notes}`);
  for (const [name, argument] of Object.entries(row.arguments ?? {}))
    added.addArgument(argumentOf(name, argument));
  for (const [name, option] of Object.entries(row.options ?? {})) added.addOption(optionOf(name, option));
  added.action(() => plan(taskOf(row, added)));
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

function taskOf(row: Command, parsed: CommanderCommand): DatabaseTask | ProcessTask {
  if ('runProcess' in row) return { kind: 'process', run: (config) => row.runProcess(config) };
  const given = parsed.opts<Record<string, unknown>>();
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
  const mistake = row.mistakeIn?.(values);
  if (mistake !== undefined) throw new UsageError(mistake);
  return {
    kind: 'database',
    work: (context) => row.run(context, values),
    readsLine: row.readsLine?.(values) ?? false,
    beginsAnew: row.beginsAnew ?? false,
    interrupted: row.interrupted ?? NOTHING_CHANGED,
  };
}
