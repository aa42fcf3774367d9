/** Has a command carried out by the running BFF. */
import { connect } from 'node:net';
import { CommandFailure, type Io } from './command.ts';
import type { Exit } from './execute.ts';
import { deliver, lineReader, type ControlEvent, type ControlRequest } from './protocol.ts';

/** How long an interrupted command may take to undo its work before we leave. Milliseconds. */
const UNDO = 10_000;

/** The command's exit code; undefined when nobody listens at `path`. */
export function runRemotely(
  path: string,
  request: ControlRequest,
  io: Io,
  signal: AbortSignal,
): Promise<Exit | undefined> {
  return new Promise((resolve, reject) => {
    let exit: Exit | undefined;
    let connected = false;
    const read = lineReader((line) => {
      exit = deliver(JSON.parse(line) as ControlEvent, io) ?? exit;
    });
    const socket = connect(path, () => {
      connected = true;
      socket.write(`${JSON.stringify(request)}\n`);
    });
    const interrupt = () => {
      socket.end(); // the BFF takes it as "stop", and still says how it ended
      setTimeout(() => socket.destroy(), UNDO).unref();
    };
    signal.addEventListener('abort', interrupt, { once: true });
    socket.setEncoding('utf8').on('data', (text: string) => void read(text));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EACCES')
        reject(new CommandFailure('The running BFF belongs to another user: run the command as that user.'));
      else if (!connected) resolve(undefined); // ENOENT: not listening yet; ECONNREFUSED: left by a killed one
    });
    socket.on('close', () => {
      signal.removeEventListener('abort', interrupt);
      if (exit !== undefined) resolve(exit);
      else if (connected)
        reject(new CommandFailure('The BFF ended before it had said the result: check before trying again.'));
      else resolve(undefined);
    });
  });
}
