/**
 * The socket on which the running BFF takes commands, because the embedded database admits one process. A caller may do everything, so the
 * socket has mode 0600.
 *
 * HTTP is not used, because a caller that interrupts ends its side of the connection and must still get the result.
 */
import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import type { Resources } from '../resources.ts';
import { NOTHING_CHANGED, type Io } from './command.ts';
import { DATABASE_COMMANDS } from './commands.ts';
import { execute, tellFailure, type Exit } from './execute.ts';
import { actorOf, parse, wantsJson } from './parse.ts';
import { nameDatabase } from './which-database.ts';
import { lineReader, socketPath, type ControlEvent, type ControlRequest } from './protocol.ts';

export interface ControlOptions {
  /** Holds the data folder's lock. */
  resources: Resources;
  /** Called after a command that changed something, before its caller gets the result. */
  onChange: () => Promise<void>;
}

const LONGEST_REQUEST = 64 * 1024;
/** Timeout of a caller that connects and sends nothing. Milliseconds. */
const REQUEST_TIMEOUT = 5_000;

/** Opens nothing for PostgreSQL, which every process may use itself. */
export async function startControl({
  resources,
  onChange,
}: ControlOptions): Promise<{ close(): Promise<void> }> {
  if (resources.config.databaseUrl !== undefined) return { close: () => Promise.resolve() };
  const path = socketPath(resources.config.dataDir);
  const running = new Map<Socket, { done: Promise<void>; abort: AbortController }>();

  const carryOut = async (socket: Socket, line: string, signal: AbortSignal): Promise<void> => {
    const send = (event: ControlEvent) => {
      if (socket.writable) socket.write(`${JSON.stringify(event)}\n`);
    };
    const io: Io = {
      out: (out) => send({ out }),
      err: (err) => send({ err }),
      trace: (err) => resources.config.logLevel === 'debug' && send({ err }),
      progress: throttled((...progress) => send({ progress })),
    };
    send({ exit: await answer(line, io, signal, resources, onChange) });
    socket.end();
  };

  // Half-open: a caller that pressed Ctrl-C has ended its side and still gets the result.
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const abort = new AbortController();
    const read = lineReader((line) => {
      if (running.has(socket)) return;
      socket.setTimeout(0);
      const done = carryOut(socket, line, abort.signal).finally(() => running.delete(socket));
      running.set(socket, { done, abort });
    });
    socket.setEncoding('utf8').setTimeout(REQUEST_TIMEOUT, () => socket.destroy());
    socket.on('data', (text: string) => {
      if (read(text) > LONGEST_REQUEST) socket.destroy();
    });
    socket.on('end', () => (running.has(socket) ? abort.abort() : socket.destroy()));
    socket.on('close', () => abort.abort());
    socket.on('error', () => undefined); // 'close' follows
  });

  rmSync(path, { force: true }); // left by a killed process: this one has the folder's lock
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    const mask = process.umask(0o177); // listen() creates the socket before it returns
    server.listen(path, resolve);
    process.umask(mask);
  });

  return {
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const { abort } of running.values()) abort.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
      await closed;
    },
  };
}

async function answer(
  request: string,
  io: Io,
  signal: AbortSignal,
  resources: Resources,
  onChange: () => Promise<void>,
): Promise<Exit> {
  let json = false;
  try {
    const { words, cwd, user, line } = JSON.parse(request) as ControlRequest;
    json = wantsJson(words);
    const parsed = parse(words, DATABASE_COMMANDS);
    if (parsed.kind !== 'database') throw new Error('not a command for the BFF');
    io.err(`${nameDatabase(resources.config)}, by the BFF that runs on it`);
    const context = {
      resources,
      io,
      cwd,
      signal,
      now: Date.now,
      actor: actorOf(parsed, user),
      line,
      migrated: [],
    };
    return await execute(parsed, json, context, onChange);
  } catch (error) {
    return tellFailure(error, json, io, signal.aborted ? NOTHING_CHANGED : undefined);
  }
}

/** Sends at most ten events a second, and always the last one. */
function throttled(send: Io['progress']): Io['progress'] {
  let sentAt = -Infinity;
  return (done, total, unit) => {
    if (done < total && Date.now() - sentAt < 100) return;
    sentAt = Date.now();
    send(done, total, unit);
  };
}
