/** What a command is, and what it is given. The same code runs in a terminal and inside the running BFF. */
import type { ParseArgsOptionDescriptor } from 'node:util';
import type { Config } from '../config.ts';
import type { Resources } from '../resources.ts';

/** Where a command's words go. Only its result goes to standard output. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Bytes, or whatever the command counts. */
  progress(done: number, total: number): void;
}

export interface Context {
  resources: Resources;
  io: Io;
  /** File names in arguments are relative to it: the caller's working directory. */
  cwd: string;
  /** Aborted when the caller presses Ctrl-C or goes away. */
  signal: AbortSignal;
  /** Milliseconds. */
  now: () => number;
  /** Migrations that opening the database for this command ran. */
  migrated: readonly string[];
}

/** Arguments, checked against the command's `positionals` and `options`. */
export interface Input {
  positionals: readonly string[];
  text(option: string): string | undefined;
  list(option: string): readonly string[];
  flag(option: string): boolean;
}

export interface Outcome {
  /** The one document of `--json`. */
  json: unknown;
  /** The same for people. */
  text: string;
  /** 1 when what was asked for could be done but is bad news (`audit verify`). */
  exit?: 0 | 1;
}

export interface Option extends ParseArgsOptionDescriptor {
  /** Stands for the value in help texts. */
  value?: string;
  about: string;
}

interface Described {
  /** One or two words. */
  name: string;
  about: string;
  positionals?: readonly string[];
  options?: Readonly<Record<string, Option>>;
  /** More lines for `--help`. */
  notes?: string;
}

export type Work = (context: Context) => Promise<Outcome>;

export interface DatabaseCommand extends Described {
  /** The running BFF has to take notice before the command is done. */
  changes?: true;
  /** Checks the arguments (throws `UsageError`) before anything is opened, and returns what is to be done. */
  plan(input: Input): Work;
}

/** Runs in the process that was started, never inside the BFF. */
export interface ProcessCommand extends Described {
  runAlone(config: Config): Promise<void>;
}

export type Command = DatabaseCommand | ProcessCommand;

/** Exit 1; the message says what is wrong and what to do. */
export class CommandFailure extends Error {
  override name = 'CommandFailure';
}

/** Exit 2; the usage line is added where it is told. */
export class UsageError extends Error {
  override name = 'UsageError';
}
