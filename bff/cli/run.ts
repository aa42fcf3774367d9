/** Runs the command line, from its arguments to an exit code. `program.ts` is the process around it. */
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

/** How long to wait for the data folder: a starting BFF or another short command has its lock for some seconds. Milliseconds. */
const LOCK_TIMEOUT = 15_000;
const RETRY_INTERVAL = 200;

export interface Surroundings {
  io: Io;
  environment: NodeJS.ProcessEnv;
  /** The caller's working directory. */
  cwd: string;
  /** The first line of standard input. */
  readLine: () => Promise<string>;
  /** Returns a signal that is aborted when the user interrupts, for database tasks. Other tasks handle signals themselves. */
  interruption: () => AbortSignal;
  /** Milliseconds to wait for a process that has the data folder and takes no commands. */
  patience?: number;
}

/** Never throws. `io` and the exit code report errors. */
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

/** The operating system's user. In a container it may have a number only. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}

/** Runs the task in this process, or in the BFF that has the data folder. */
async function runTask(
  task: DatabaseTask & { operator: string | undefined },
  words: string[],
  { io, environment, cwd, readLine, patience = LOCK_TIMEOUT }: Surroundings,
  signal: AbortSignal,
): Promise<Exit> {
  const config = loadConfig(environment);
  const user = systemUser();
  const line = task.readsLine ? await readLine() : '';
  const deadline = Date.now() + patience;
  for (;;) {
    signal.throwIfAborted();
    const resources = await openResources(config, { beginAnew: task.beginsAnew }).catch((error: unknown) => {
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
        `Another process has the data folder ${config.dataDir} and takes no commands. Wait until it ends ` +
          '(a long import?), or end it, and try again.',
      );
    await sleep(RETRY_INTERVAL);
  }
}
