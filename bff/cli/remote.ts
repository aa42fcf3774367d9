/** Lets the running BFF carry out a command. */
import { connect } from 'node:net';
import { CommandFailure, type Io } from './command.ts';
import type { Exit } from './execute.ts';
import { deliver, lineReader, type ControlEvent, type ControlRequest } from './protocol.ts';

/** How long to wait until an interrupted command has rolled back. Milliseconds. */
const ROLLBACK_TIMEOUT = 10_000;

/** Returns the command's exit code; undefined when no process listens at `path`. */
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
      socket.end(); // the BFF interrupts the command, and still sends the result
      setTimeout(() => socket.destroy(), ROLLBACK_TIMEOUT).unref();
    };
    signal.addEventListener('abort', interrupt, { once: true });
    socket.setEncoding('utf8').on('data', (text: string) => void read(text));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EACCES')
        reject(new CommandFailure('The running BFF belongs to another user: run the command as that user.'));
      else if (!connected) resolve(undefined); // ENOENT: not listening yet; ECONNREFUSED: left by a killed process
    });
    socket.on('close', () => {
      signal.removeEventListener('abort', interrupt);
      if (exit !== undefined) resolve(exit);
      else if (connected)
        reject(
          new CommandFailure(
            'The BFF ended before it sent the result, so the command may have been carried out: check before you try again.',
          ),
        );
      else resolve(undefined);
    });
  });
}
