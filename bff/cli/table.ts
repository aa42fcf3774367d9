/**
 * The shape of a command in the table (`commands.ts`): data, from which come the parser, the help
 * and the documents.
 */
import type { Config } from '../server/index.ts';
import type { CommandResult, Context } from './context.ts';

export interface Argument<T> {
  about: string;
  /** Throws `InvalidArgumentError`. `before`: the value so far of an option that is repeated. */
  parse?(given: string, before: T | undefined): T;
  /** The allowed values, in place of `parse`. */
  choices?: readonly T[];
}

export interface Option<T> extends Argument<T> {
  /** The name of its value in the usage, such as `FILE`. A flag has none. */
  value?: string;
  isMandatory?: boolean;
  /** The value of an option that is not given; `shown` in the help. */
  absent?: { value: T; shown?: string };
  /** The name of an option that must not be given beside it. */
  conflictsWith?: string;
}

type Arguments = Record<string, Argument<unknown>>;
type Options = Record<string, Option<unknown>>;

type ValuesOf<A extends Arguments, O extends Options> = {
  [Name in keyof A]: A[Name] extends Argument<infer T> ? T : never;
} & { [Name in keyof O]: O[Name] extends Option<infer T> ? T : never };

interface Words<A extends Arguments, O extends Options> {
  name: string;
  about: string;
  /** More, below the help. */
  notes?: string;
  /** In their order. An argument is written in capitals, an option `asOf` as `--as-of`. */
  arguments?: A;
  options?: O;
}

/** A command that works on an open database. */
export interface DatabaseCommand<A extends Arguments = Arguments, O extends Options = Options> extends Words<
  A,
  O
> {
  /** The mistake in values that do not fit together: wrong usage. */
  mistakeIn?(values: ValuesOf<A, O>): string | undefined;
  /** Whether `run` needs a line of standard input. */
  readsLine?(values: ValuesOf<A, O>): boolean;
  /** The database's keys are lost, and others may be made. */
  beginsAnew?: true;
  /** The message after an interruption when finished parts stay. Without it nothing was changed. */
  interrupted?: string;
  run(context: Context, values: ValuesOf<A, O>): Promise<CommandResult>;
}

/** A command that opens what it needs itself. */
export interface ProcessCommand extends Words<Arguments, Options> {
  runProcess(config: Config): Promise<void>;
}

export type Command = DatabaseCommand | ProcessCommand;

/** The checked values of a command’s arguments and options, by their names. */
export type Values = Record<string, unknown>;

/** Commands whose first word is the group's name. */
export interface Group {
  name: string;
  about: string;
  commands: readonly Command[];
}

export type Table = readonly (Command | Group)[];

/** A command whose `run` gets values of the types of its arguments and options. */
export const command = <A extends Arguments = Record<never, never>, O extends Options = Record<never, never>>(
  row: DatabaseCommand<A, O>,
): Command => row;

/** All commands of the table by their words: `site add`. */
export const commandsOf = (table: Table): ReadonlyMap<string, Command> =>
  new Map(
    table.flatMap((row) =>
      'commands' in row
        ? row.commands.map((each): [string, Command] => [`${row.name} ${each.name}`, each])
        : [[row.name, row]],
    ),
  );

/** The parser of a value that is taken as it is. */
export const asGiven = (given: string): string => given;

export const argument = <T>(about: string, parse: (given: string) => T): Argument<T> => ({ about, parse });

/** An argument with one of these values. */
export const oneOf = <T extends string>(about: string, choices: readonly T[]): Argument<T> => ({
  about,
  choices,
});

export const flag = (about: string): Option<boolean> => ({ about, absent: { value: false } });

export const optional = <T>(
  value: string,
  about: string,
  parse: (given: string) => T,
): Option<T | undefined> => ({ value, about, parse });

export const mandatory = <T>(value: string, about: string, parse: (given: string) => T): Option<T> => ({
  value,
  about,
  parse,
  isMandatory: true,
});

export const choice = <T extends string>(
  value: string,
  about: string,
  choices: readonly T[],
  absent: T,
): Option<T> => ({ value, about, choices, absent: { value: absent } });

/** An option that may be repeated. */
export const repeated = <T>(value: string, about: string, parse: (given: string) => T): Option<T[]> => ({
  value,
  about,
  parse: (given, before = []) => [...new Set([...before, parse(given)])],
  absent: { value: [], shown: 'none' },
});

/** An option in the usage: `--as-of DATE`. */
export const usageOfOption = (name: string, { value }: Option<unknown>): string =>
  [`--${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`, ...(value ? [value] : [])].join(
    ' ',
  );
