/** The context of a command, and its result. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Resources } from '../server/index.ts';
import type { ActorOf } from '../database/index.ts';

/** The unit of a command's progress. */
export type ProgressUnit = 'bytes' | 'columns';

/** The output of a command. Only its result goes to standard output. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  progress(done: number, total: number, unit: ProgressUnit): void;
  /** The stack of an unexpected error; shown with `LOG_LEVEL=debug`. */
  trace(stack: string): unknown;
}

export interface Context {
  resources: Resources;
  io: Io;
  /** The caller's working directory, to which file names in arguments are relative. */
  cwd: string;
  /** Aborted when the caller presses Ctrl-C. */
  signal: AbortSignal;
  /** Milliseconds. */
  now: () => number;
  /** The actor of audit entries. */
  actor: ActorOf<'operator'>;
  /** The line of standard input for a command that reads one, else ''. */
  line: string;
  /** The migrations that ran when the database was opened for this command. */
  migrated: readonly string[];
}

export interface CommandResult {
  /** The JSON document of `--json`. */
  json: unknown;
  /** The result as text for people. */
  text: string;
  /** 1 when the command worked but its result is bad (`audit verify`). Default: 0. */
  exit?: 0 | 1;
}

/** The message of an interruption that rolled everything back, or came before the work began. */
export const NOTHING_CHANGED = 'Interrupted: nothing was changed.';

/** A result whose text for people is its JSON document. */
export const shown = (json: object): CommandResult => ({ json, text: JSON.stringify(json, undefined, 2) });

/** The dependencies of functions that change something. */
export const dependenciesOf = ({ resources, now, actor }: Context) => ({ ...resources, now, actor });

/** Exit code 1. The message says what is wrong and what to do. */
export class CommandFailure extends Error {
  override name = 'CommandFailure';
}

/** Exit code 2. `parse` adds the usage line. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The text of a file that an argument names. */
export const readGiven = (cwd: string, file: string): Promise<string> =>
  readFile(resolve(cwd, file), 'utf8').catch(({ code }: NodeJS.ErrnoException) => {
    throw new CommandFailure(`${file} cannot be read (${code}).`);
  });
