/**
 * How a command reaches the BFF that has the embedded database: a Unix socket in the data folder, one request
 * line, then lines of events, each a JSON document.
 */
import { join, relative } from 'node:path';
import { CommandFailure, type Io } from './command.ts';

export interface ControlRequest {
  words: string[];
  cwd: string;
  /** Of the operating system; `--as` comes before. */
  user: string;
  /** Of the caller's standard input, for a command that asks for one. */
  line: string;
}

export type ControlEvent =
  { out: string } | { err: string } | { progress: Parameters<Io['progress']> } | { exit: 0 | 1 | 2 };

/** A socket's address has room for 108 bytes on Linux and 104 elsewhere, its end included. */
const LONGEST_PATH = 100;

/** The shorter of the absolute path and the one from here. Throws `CommandFailure` when both are too long. */
export function socketPath(dataDir: string): string {
  const absolute = join(dataDir, 'control.sock');
  const fromHere = relative(process.cwd(), absolute);
  const path = Buffer.byteLength(fromHere) < Buffer.byteLength(absolute) ? fromHere : absolute;
  if (Buffer.byteLength(path) > LONGEST_PATH)
    throw new CommandFailure(
      `DATA_DIR is too long for the socket in it (${LONGEST_PATH} bytes at most): choose a shorter one, or start from nearer.`,
    );
  return path;
}

/** Cuts incoming text into lines. */
export function lineReader(onLine: (line: string) => void): (text: string) => number {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    lines.forEach(onLine);
    return rest.length;
  };
}

/** Hands an event to the terminal; the exit code when it is that. */
export function deliver(event: ControlEvent, io: Io): 0 | 1 | 2 | undefined {
  if ('out' in event) io.out(event.out);
  else if ('err' in event) io.err(event.err);
  else if ('progress' in event) io.progress(...event.progress);
  else return event.exit;
  return undefined;
}
