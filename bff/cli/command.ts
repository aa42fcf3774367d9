/** The context, task and result of a command. */
import type { Command } from 'commander';
import type { Config, Resources } from '../server/index.ts';
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
  /** The line of standard input for a command with `readsLine`, else ''. */
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

export type Work = (context: Context) => Promise<CommandResult>;

/** A task with an open database. Its arguments are checked. */
export interface DatabaseTask {
  kind: 'database';
  work: Work;
  /** The task needs a line of the caller's standard input. */
  readsLine: boolean;
  /** The database's keys are lost, and others may be made. */
  beginsAnew: boolean;
  /** The message after an interruption: it says what was changed. */
  interrupted: string;
}

/** A task that opens what it needs itself. */
export interface ProcessTask {
  kind: 'process';
  run(config: Config): Promise<void>;
}

/** A command's action checks its arguments (or throws `UsageError`) and passes its task on. It opens nothing. */
export type Plan = (task: DatabaseTask | ProcessTask) => void;

/** Adds a group of commands to the program. */
export type AddCommands = (program: Command, plan: Plan) => void;

/** The message of an interruption that rolled everything back, or came before the work began. */
export const NOTHING_CHANGED = 'Interrupted: nothing was changed.';

const task = (work: Work, change: Partial<DatabaseTask> = {}): DatabaseTask => ({
  kind: 'database',
  work,
  readsLine: false,
  beginsAnew: false,
  interrupted: NOTHING_CHANGED,
  ...change,
});
export const onDatabase = (work: Work): DatabaseTask => task(work);
/** Work whose finished parts stay after an interruption. `interrupted` says so, and what to do. */
export const inParts = (work: Work, interrupted: string): DatabaseTask => task(work, { interrupted });
export const onLostKeys = (work: Work): DatabaseTask => task(work, { beginsAnew: true });
export const onLine = (work: Work): DatabaseTask => task(work, { readsLine: true });

/** Exit code 1. The message says what is wrong and what to do. */
export class CommandFailure extends Error {
  override name = 'CommandFailure';
}

/** Exit code 2. `parse` adds the usage line. */
export class UsageError extends Error {
  override name = 'UsageError';
}
