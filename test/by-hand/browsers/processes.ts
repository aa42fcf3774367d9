/** Starts the programs that a browser's run needs, and ends them with all their child processes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const START_MS = 60_000;

/** The process groups that run, so that an interrupted run can end all browsers. */
const groups = new Set<number>();
process.once('exit', () => groups.forEach(end));

/** Ends the whole group, because a killed browser does not end its children. */
function end(group: number): void {
  groups.delete(group);
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // The group has ended already.
  }
}

export interface Started {
  /** The part of the output that the pattern captured. */
  said: string;
  stop(): Promise<void>;
}

/**
 * Resolves when the pattern matches the program's output on either stream; without a pattern, when the program runs. Rejects with
 * the output when the program ends first.
 */
export async function start(
  command: string,
  options: string[],
  env: NodeJS.ProcessEnv,
  pattern?: RegExp,
): Promise<Started> {
  const child = spawn(command, options, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const ended = once(child, 'close').catch(() => undefined);
  if (child.pid) groups.add(child.pid);
  const stop = async () => {
    if (child.pid) end(child.pid);
    await ended;
  };
  let words = '';
  const said = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      words += chunk.toString();
      const match = pattern?.exec(words);
      if (match) resolve(match[1] ?? match[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    if (!pattern) child.once('spawn', () => resolve(''));
    child.once('exit', (code) => reject(new Error(`${command} ended (${code}): ${words.slice(-400)}`)));
    setTimeout(() => reject(new Error(`${command} did not start: ${words.slice(-400)}`)), START_MS).unref();
  });
  try {
    return { said: await said, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
