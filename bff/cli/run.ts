/** One run of the command line, from words to an exit code. The process around it is `program.ts`. */
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../config.ts';
import { FolderInUse, openResources } from '../resources.ts';
import { CommandFailure, NOTHING_CHANGED, type DatabaseTask, type Io } from './command.ts';
import { DATABASE_COMMANDS } from './commands.ts';
import { execute, tellFailure, type Exit } from './execute.ts';
import { actorOf, parse, wantsJson } from './parse.ts';
import { nameDatabase, warnOfOtherBff } from './which-database.ts';
import { socketPath } from './protocol.ts';
import { runRemotely } from './remote.ts';
import { addServeCommand } from './serve.ts';

/** A BFF that starts has the lock for some seconds before it listens; so has another short command. Milliseconds. */
const PATIENCE = 15_000;
const PAUSE = 200;

export interface Surroundings {
  io: Io;
  environment: NodeJS.ProcessEnv;
  /** The caller's working directory. */
  cwd: string;
  /** The first line of standard input. */
  readLine: () => Promise<string>;
  /** For work that can be undone: aborted when the user interrupts. Everything else ends with its process. */
  interruption: () => AbortSignal;
  /** How long to wait for a process that has the data folder and takes no commands. Milliseconds. */
  patience?: number;
}

/** Never throws: what goes wrong is told by `io` and the exit code. */
export async function runCommandLine(words: string[], surroundings: Surroundings): Promise<Exit> {
  const { io, environment } = surroundings;
  let signal: AbortSignal | undefined;
  try {
    const parsed = parse(words, [addServeCommand, ...DATABASE_COMMANDS]);
    if (parsed.kind === 'help') {
      io.out(parsed.text);
      return 0;
    }
    if (parsed.kind === 'process') {
      await parsed.run(loadConfig(environment));
      return 0;
    }
    signal = surroundings.interruption();
    return await runTask(parsed, words, surroundings, signal);
  } catch (error) {
    return tellFailure(error, wantsJson(words), io, signal?.aborted ? NOTHING_CHANGED : undefined);
  }
}

/** Of the operating system; in a container the user may have a number only. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}

/** Here, or by the BFF that has the data folder. */
async function runTask(
  task: DatabaseTask & { operator: string | undefined },
  words: string[],
  { io, environment, cwd, readLine, patience = PATIENCE }: Surroundings,
  signal: AbortSignal,
): Promise<Exit> {
  const config = loadConfig(environment);
  const user = systemUser();
  const line = task.readsLine ? await readLine() : '';
  const deadline = Date.now() + patience;
  for (;;) {
    signal.throwIfAborted();
    const resources = await openResources(config).catch((error: unknown) => {
      if (error instanceof FolderInUse) return undefined;
      throw error;
    });
    if (resources) {
      try {
        const { migrated } = resources;
        io.err(
          `${nameDatabase(config)}${migrated.length > 0 ? ' (new, or brought up to date just now)' : ''}`,
        );
        await warnOfOtherBff(io, config, resources.database);
        const context = {
          resources,
          io,
          cwd,
          signal,
          now: Date.now,
          actor: actorOf(task, user),
          line,
          migrated,
        };
        return await execute(task, wantsJson(words), context, () => Promise.resolve());
      } finally {
        await resources.close();
      }
    }
    const exit = await runRemotely(socketPath(config.dataDir), { words, cwd, user, line }, io, signal);
    if (exit !== undefined) return exit;
    if (Date.now() > deadline)
      throw new CommandFailure(
        `Another process has the data folder ${config.dataDir} and does not take commands. Wait until it ends ` +
          '(a long import?), or end it, and try again.',
      );
    await sleep(PAUSE);
  }
}
