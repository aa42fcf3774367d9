/** What a command is given, and what comes of it. The same code runs in a terminal and inside the running BFF. */
import type { Command } from 'commander';
import type { Config } from '../config.ts';
import type { Actor } from '../database/tables.ts';
import type { Resources } from '../resources.ts';

/** What a command counts while it works. */
export type ProgressUnit = 'bytes' | 'columns';

/** Where a command's words go. Only its result goes to standard output. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  progress(done: number, total: number, unit: ProgressUnit): void;
  /** Where an unexpected error was thrown; shown with `LOG_LEVEL=debug`. */
  trace(stack: string): unknown;
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
  /** Who gave the command, for the audit. */
  actor: Actor;
  /** The line that was read for a command that asks for one (`readsLine`), else ''. */
  line: string;
  /** Migrations that opening the database for this command ran. */
  migrated: readonly string[];
}

export interface CommandResult {
  /** The one document of `--json`. */
  json: unknown;
  /** The same for people. */
  text: string;
  /** 1 when what was asked for could be done but is bad news (`audit verify`). */
  exit?: 0 | 1;
}

export type Work = (context: Context) => Promise<CommandResult>;

/** What is to be done with the database, by whatever process has it. Its arguments are checked. */
export interface DatabaseTask {
  kind: 'database';
  work: Work;
  /** The running BFF, which keeps the sites in memory, has to read them again before the command is done. */
  changesSites: boolean;
  /** It wants a line of the caller's standard input. */
  readsLine: boolean;
  /** Told when it was interrupted: what of it stays. */
  interrupted: string;
}

/** What is done in the process that was started, never inside the BFF. */
export interface ProcessTask {
  kind: 'process';
  run(config: Config): Promise<void>;
}

/** A command's action checks its arguments (else it throws `UsageError`) and hands on what is to be done; it opens nothing. */
export type Plan = (task: DatabaseTask | ProcessTask) => void;

/** Adds a group of commands to the program. */
export type AddCommands = (program: Command, plan: Plan) => void;

/** What is told of an interruption that undid everything, or came before the work began. */
export const NOTHING_CHANGED = 'Interrupted: nothing was changed.';

const task = (work: Work, change: Partial<DatabaseTask> = {}): DatabaseTask => ({
  kind: 'database',
  work,
  changesSites: false,
  readsLine: false,
  interrupted: NOTHING_CHANGED,
  ...change,
});
export const onDatabase = (work: Work): DatabaseTask => task(work);
export const onSites = (work: Work): DatabaseTask => task(work, { changesSites: true });
/** Work that stays as far as it has come. `interrupted` says so, and what to do. */
export const inParts = (work: Work, interrupted: string): DatabaseTask => task(work, { interrupted });
export const onLine = (work: Work): DatabaseTask => task(work, { readsLine: true });

/** Exit 1; the message says what is wrong and what to do. */
export class CommandFailure extends Error {
  override name = 'CommandFailure';
}

/** Exit 2; the usage line is added where it is told. */
export class UsageError extends Error {
  override name = 'UsageError';
}
