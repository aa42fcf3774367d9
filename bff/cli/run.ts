/**
 * Runs the command line, from its arguments to an exit code. `program.ts` is the process around it.
 */
import { userInfo } from 'node:os';
import { loadConfig, openResources } from '../server/index.ts';
import { NOTHING_CHANGED, type Io } from './context.ts';
import { COMMANDS } from './commands.ts';
import { execute, tellFailure, type Exit } from './execute.ts';
import { actorOf, parse, wantsJson, type CommandCall } from './parse.ts';
import { nameDatabase, warnOfOtherBff } from './which-database.ts';

export interface Surroundings {
  io: Io;
  environment: NodeJS.ProcessEnv;
  /** The caller's working directory. */
  cwd: string;
  /** The first line of standard input. */
  readLine: () => Promise<string>;
  /**
   * Returns a signal that is aborted when the user interrupts, for commands on a database. Others
   * handle signals themselves.
   */
  interruption: () => AbortSignal;
}

/** Never throws. `io` and the exit code report errors. */
export async function runCommandLine(words: string[], surroundings: Surroundings): Promise<Exit> {
  const { io, environment } = surroundings;
  let signal: AbortSignal | undefined;
  try {
    const parsed = parse(words, COMMANDS);
    if (parsed.kind === 'help') {
      io.out(parsed.text);
      return 0;
    }
    if (parsed.kind === 'process') {
      await parsed.row.runProcess(loadConfig(environment));
      return 0;
    }
    signal = surroundings.interruption();
    return await runOnDatabase(parsed, wantsJson(words), surroundings, signal);
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

async function runOnDatabase(
  given: CommandCall,
  json: boolean,
  { io, environment, cwd, readLine }: Surroundings,
  signal: AbortSignal,
): Promise<Exit> {
  const config = loadConfig(environment);
  const { row, values } = given;
  const line = row.readsLine?.(values) ? await readLine() : '';
  signal.throwIfAborted();
  const resources = await openResources(config, { beginAnew: row.beginsAnew ?? false });
  try {
    const { migrated } = resources;
    io.err(`${nameDatabase(config)}${migrated.length > 0 ? ' (new, or brought up to date just now)' : ''}`);
    await warnOfOtherBff(io, config, resources.database);
    const actor = actorOf(given, systemUser());
    return await execute(given, json, { resources, io, cwd, signal, now: Date.now, actor, line, migrated });
  } finally {
    await resources.close();
  }
}
