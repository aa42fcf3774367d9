/**
 * The protocol between the command line and the BFF that has the embedded database: on a Unix socket in the data folder the caller sends one
 * line, and the BFF answers with lines of events. Each line is a JSON document.
 */
import { join, relative } from 'node:path';
import { CommandFailure, type Io } from './command.ts';

export interface ControlRequest {
  words: string[];
  cwd: string;
  /** The operating system's user, for commands without `--as`. */
  user: string;
  /** A line of the caller's standard input, for a command with `readsLine`. */
  line: string;
}

export type ControlEvent =
  { out: string } | { err: string } | { progress: Parameters<Io['progress']> } | { exit: 0 | 1 | 2 };

/** Bytes. A socket's path has at most 107 on Linux and 103 elsewhere. */
const LONGEST_PATH = 100;

/** The absolute path or the relative one, whichever is shorter. Throws `CommandFailure` when both are too long. */
export function socketPath(dataDir: string): string {
  const absolute = join(dataDir, 'control.sock');
  const fromHere = relative(process.cwd(), absolute);
  const path = Buffer.byteLength(fromHere) < Buffer.byteLength(absolute) ? fromHere : absolute;
  if (Buffer.byteLength(path) > LONGEST_PATH)
    throw new CommandFailure(
      `The path of DATA_DIR is too long for the socket in it (${LONGEST_PATH} bytes at most): choose a shorter one, or start in a folder that is nearer to it.`,
    );
  return path;
}

/** Splits incoming text into lines. Returns the length of the unfinished one. */
export function lineReader(onLine: (line: string) => void): (text: string) => number {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    lines.forEach(onLine);
    return rest.length;
  };
}

/** Passes an event to the terminal. Returns the exit code of the last event. */
export function deliver(event: ControlEvent, io: Io): 0 | 1 | 2 | undefined {
  if ('out' in event) io.out(event.out);
  else if ('err' in event) io.err(event.err);
  else if ('progress' in event) io.progress(...event.progress);
  else return event.exit;
  return undefined;
}
